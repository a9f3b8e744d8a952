// `wirewatch feeds status`: each feed's health, its last news, its next poll, and what may have been missed.
import { showUrl } from "../../../text/show-url.ts";
import { withDesk } from "../../../app/desk-client.ts";
import { readFeeds } from "../../read-feeds.ts";
import { readSettings } from "../../read-settings.ts";
import { readOrAsk } from "../../read-or-ask.ts";
import { minuteOf } from "../../../text/dates/minute-of.ts";
import type { FeedConfig } from "../../../config/config.ts";
import type { FeedStatus } from "../../../feeds/feed-status.ts";
import type { Command } from "../../command.ts";

const NAME_CHARS_MAX = 36;

export const command: Command = {
  help: `Usage: wirewatch feeds status

A line for each feed: its health, when it last had something new, when it is asked next, since when it is late against its own rhythm,
how many times in the last seven days entries may have come and gone unseen, and why it stands so. Times are UTC.

Health: good; late: can be read, and is silent for longer than it ever was; failing; muted: gone for good (410); paused: by hand, see feeds resume; damaged: entries may be
missing; held: its host asked for patience; same as another: it has moved to where another of your feeds is; not polled.

With --json: [{"name","url","state","health","failingSince","pausedSince","lastPolledAt","lastNewAt","nextDueAt","lateSince","gaps",
"notes","entries","hub"}].
It may be called while Wirewatch runs. It changes nothing, and needs neither watchlists nor digests.`,
  async run(context) {
    // The limits of a source are read with its feeds; a fault in a watchlist or a digest is no matter here.
    const settings = await readOrAsk(context, async () => {
      const feeds = await readFeeds(context);
      return { ...(await readSettings(context)), feeds, watchlists: [], digests: [] };
    });
    const known = await withDesk(context, settings, (desk) => desk.feedStates());
    const feeds = withUnknown(known ?? [], settings?.feeds ?? []);
    if (context.json) context.print(JSON.stringify(feeds));
    else
      context.print(
        feeds.length === 0 ? "No feed is configured. See: wirewatch feeds discover --help" : renderTable(feeds).join("\n"),
      );
    return 0;
  },
};

/** Feeds that were added to the file since. Addresses are shown without their query, so several feeds may have one in common. */
function withUnknown(known: FeedStatus[], configured: readonly FeedConfig[]): FeedStatus[] {
  const urls = known.map(({ url }) => url);
  const unknown = configured.filter(({ url }) => {
    const at = urls.indexOf(showUrl(url));
    if (at >= 0) urls.splice(at, 1);
    return at < 0;
  });
  return [
    ...known,
    ...unknown.map(({ name, url }) => ({
      name: name ?? showUrl(url),
      url: showUrl(url),
      state: "not polled" as const,
      health: "not polled yet",
      failing: false,
      failingSince: null,
      pausedSince: null,
      lastPolledAt: null,
      lastNewAt: null,
      nextDueAt: null,
      lateSince: null,
      gaps: [],
      notes: [],
      entries: 0,
      hub: null,
    })),
  ];
}

function renderTable(feeds: readonly FeedStatus[]): string[] {
  const rows = [["Feed", "Health", "Last new", "Next poll", "Late since", "Gaps", "Why"], ...feeds.map(rowOf)];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}

function rowOf(feed: FeedStatus): string[] {
  const name = feed.name.replace(/\s+/g, " ");
  const since = feed.failingSince === null ? "" : `, since ${minute(feed.failingSince)}`;
  const why = [feed.state === "good" ? "" : `${feed.health}${since}`, ...feed.notes, feed.hub ?? ""];
  return [
    name.length > NAME_CHARS_MAX ? `${name.slice(0, NAME_CHARS_MAX - 1)}…` : name,
    feed.state,
    minute(feed.lastNewAt),
    minute(feed.nextDueAt),
    minute(feed.lateSince),
    feed.gaps.length === 0 ? "–" : String(feed.gaps.length),
    why.filter((part) => part !== "").join("; "),
  ];
}

const minute = (date: string | null): string => (date === null ? "–" : minuteOf(date));
