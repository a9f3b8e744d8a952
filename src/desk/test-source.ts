// Tries what an address would bring as a source: a feed, else a sitemap, else the page itself; or a mailbox. Stores nothing.
import { messageOf } from "../errors.ts";
import { showUrl } from "../text/show-url.ts";
import { isMailbox } from "./sources/read-address.ts";
import { mail } from "../sources/mail/mail.ts";
import { feed } from "../sources/feed.ts";
import { page } from "../sources/page/page.ts";
import { sitemap } from "../sources/sitemap.ts";
import { parseChannel } from "../sources/telegram/parse-channel.ts";
import { telegram } from "../sources/telegram/telegram.ts";
import { discoverFeeds, type Discovery } from "./discover-feeds.ts";
import { WHERE_FOUND } from "./where-found.ts";
import type { Backlog } from "../feeds/poll/backlog.ts";
import type { Entry } from "../feeds/feed.ts";
import type { VisitDeps } from "./ask-document.ts";
import type { Polled, Source } from "../sources/source.ts";
import type { FeedRow } from "../store/feeds.ts";

export interface TestedSource {
  /** Null if nothing there can be followed. */
  chosen: ChosenSource | null;
  /** What was tried before, and why it is not chosen; addresses without their queries. */
  tried: { key: string; url: string; reason: string }[];
}

export interface ChosenSource {
  /** The key of its item in feeds.yaml. */
  key: string;
  url: string;
  /** A sentence for people. */
  why: string;
  title: string | null;
  language: string | null;
  count: number;
  /** The first of them. */
  entries: { title: string; url: string | null; publishedAt: string | null }[];
}

const SHOWN_MAX = 20;
const TITLE_CHARS_MAX = 120;
const FEEDS_TRIED_MAX = 3;
const CHANNEL_HOST = /^https?:\/\/(?:www\.)?(?:t\.me|telegram\.(?:me|dog))\//i;
const NAMED_SITEMAP = /sitemap|\.xml\.gz$/i;

/** Of a mailbox this much is shown. */
const MAIL_MS = 7 * 86_400_000;

/** `url` is absolute: http, https, or that of a mailbox, whose password is the third argument. Throws CommandError if a host on the web cannot be reached. */
export async function testSource(url: string, deps: VisitDeps, password?: string): Promise<TestedSource> {
  const test = startTest(deps);
  if (isMailbox(url)) {
    const options = password === undefined ? {} : { password };
    await test.tries(mail, url, "This is a mailbox; these came in the last week", {
      options,
      backlog: { kind: "within", ms: MAIL_MS },
    });
    return test.result;
  }
  if (CHANNEL_HOST.test(url)) {
    await test.channel(url);
    return test.result;
  }
  const isMap = NAMED_SITEMAP.test(new URL(url).pathname);
  if (isMap && (await test.tries(sitemap, url, "This address is a sitemap"))) return test.result;
  const discovery = await discoverFeeds(url, deps);
  test.leaveOut(discovery);
  const feeds = discovery.feeds.filter(({ foundBy }) => foundBy !== "sitemap").slice(0, FEEDS_TRIED_MAX);
  for (const found of feeds) if (await test.tries(feed, found.url, WHERE_FOUND[found.foundBy])) return test.result;
  const [map] = discovery.feeds.filter(({ foundBy }) => foundBy === "sitemap");
  const mapUrl = map?.listedIn ?? map?.url ?? discovery.sitemap;
  if (mapUrl !== null && !isMap && (await test.tries(sitemap, mapUrl, "There is no feed; this sitemap lists what is new")))
    return test.result;
  await test.tries(page, url, "There is neither a feed nor a sitemap of use; the page itself lists articles");
  return test.result;
}

function startTest(deps: VisitDeps) {
  const result: TestedSource = { chosen: null, tried: [] };
  const refuse = (key: string, url: string, reason: string) =>
    void result.tried.push({ key, url: showUrl(url), reason: reason.replaceAll(url, showUrl(url)) });

  /** Whether it is chosen. */
  const tries = async (
    source: Source<string>,
    url: string,
    why: string,
    asked: { options: object; backlog: Backlog } = { options: {}, backlog: { kind: "none" } },
  ): Promise<boolean> => {
    const polled = await source
      .poll(pollingDeps(deps), { row: rowOf(source.kind, url), setting: url, browser: false, ...asked })
      .catch((error: unknown): Polled => ({
        kind: "failed",
        fault: messageOf(error),
        heldUntil: null,
        isGone: false,
        status: 0,
        redirected: false,
      }));
    const reason = whyNot(source, polled);
    if (polled.kind !== "fresh" || reason !== null) {
      refuse(source.key, url, reason ?? "it says that nothing changed");
      return false;
    }
    const { entries, feed: said } = polled.document;
    const { title, language } = said;
    result.chosen = {
      key: source.key,
      url,
      why,
      title,
      language,
      count: entries.length,
      // A mailbox lists the oldest first.
      entries: (source === mail ? entries.toReversed() : entries).slice(0, SHOWN_MAX).map(shown),
    };
    return true;
  };
  return {
    result,
    tries,
    async channel(url: string): Promise<void> {
      const reading = parseChannel(url);
      if (reading.kind === "fault") refuse(telegram.key, url, `the address ${reading.message}`);
      else await tries(telegram, reading.value, "This is a channel of Telegram");
    },
    leaveOut({ leftOut, instead }: Discovery): void {
      for (const { url, reason } of leftOut) refuse(feed.key, url, reason);
      if (instead !== null && leftOut.length === 0) result.tried.push({ key: feed.key, url: "", reason: instead.detail });
    },
  };
}

/** Null if what came is of use. A sitemap that gives neither titles nor dates says only what is new from the second poll on. */
function whyNot(source: Source<string>, polled: Polled): string | null {
  if (polled.kind === "failed") return polled.fault;
  if (polled.kind === "later") return polled.reason;
  if (polled.kind === "rate-limited") return `its host asked to be left alone until ${polled.until.toISOString()}`;
  if (polled.kind === "unchanged" || source.kind !== sitemap.kind) return null;
  const { entries } = polled.document;
  if (entries.length === 0) return "it lists nothing that is new";
  return entries.some(({ title, publishedAt, updatedAt }) => (title ?? publishedAt ?? updatedAt) !== null)
    ? null
    : "it gives neither headlines nor dates";
}

const shown = ({ title, summary, url, publishedAt, updatedAt }: Entry): ChosenSource["entries"][number] => ({
  title: (title ?? summary ?? "").slice(0, TITLE_CHARS_MAX),
  url,
  publishedAt: publishedAt ?? updatedAt,
});

/** Sources of these kinds need no configuration. */
const pollingDeps = ({ client, threads, now, onAsk }: VisitDeps) => ({
  client: () => ({
    hold: client.hold,
    reachMailServer: client.reachMailServer,
    render: client.render,
    get: ((url, options) => {
      onAsk?.(url);
      return client.get(url, options);
    }) satisfies VisitDeps["client"]["get"],
  }),
  threads,
  now: () => now,
  config: () => ({ dir: "", path: "" }),
  log: { warn: () => undefined },
});

/** A source that was never polled. */
const rowOf = (kind: string, url: string): FeedRow => ({
  id: 0,
  kind,
  url,
  cursor: null,
  configured: true,
  name: null,
  language: null,
  tags: [],
  title: null,
  etag: null,
  last_modified: null,
  first_polled_at: null,
  last_polled_at: null,
  last_ok_at: null,
  last_new_at: null,
  last_entries: 0,
  incomplete: false,
  failures: 0,
  failing_since: null,
  fault: null,
  muted: false,
  paused_at: null,
  resumed_at: null,
  asked_url: null,
  moved_to: null,
  moved_since: null,
  twin_of: null,
  document_at: null,
  hides_news: false,
  ttl_minutes: null,
  longest_silence_ms: null,
  hurry: 0,
  withheld: 0,
  withheld_at: null,
  next_due_at: new Date(0),
  held_until: null,
  intervals_ms: [],
});
