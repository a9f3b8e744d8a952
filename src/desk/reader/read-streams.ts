// Streams and items for programs that read by the Reader API: each watchlist and each digest is a stream of stories.
import { countItems, findItems, readItemStates } from "../../store/views/reader-items.ts";
import { listStreams } from "../../store/marks/reader-streams.ts";
import { markStories } from "../../store/marks/story-marks.ts";
import { wordsShown } from "../../digests/words-shown.ts";
import { cardOf } from "../stories/list-stories.ts";
import { readCards } from "../stories/read-cards.ts";
import type { ItemPlace, ItemsWanted } from "../../store/views/reader-items.ts";
import type { StoryCard } from "../stories/list-stories.ts";
import type { DeskDeps } from "../desk-deps.ts";

/** Dates are ISO 8601. */
export interface Stream {
  /** Its number, which it keeps. */
  stream: number;
  kind: "watchlist" | "digest";
  /** Its id in the configuration. */
  id: string;
  title: string;
  /** At most a thousand are counted; 0 if none were to be. */
  unread: number;
  /** When the newest unread item came; null too if none were counted. */
  newestAt: string | null;
}

export interface ItemsAsked {
  streams: number[];
  /** Null: either. */
  starred: boolean | null;
  read: boolean | null;
  /** Items from `since` on, and before `until`. */
  since: string | null;
  until: string | null;
  /** `next` of an earlier answer. */
  after: string | null;
  oldestFirst: boolean;
  limit: number;
}

export interface ItemList {
  items: { stream: number; story: number; at: string }[];
  /** Where the list goes on; null at its end. */
  next: string | null;
}

export interface Item {
  stream: number;
  story: number;
  /** When it came into the stream. */
  at: string;
  read: boolean;
  card: StoryCard;
  /** Of its first article, plain, paragraphs parted by a blank line. */
  text: string;
}

/** Streams go back so far; what is starred stays. */
const DAYS = 30;
const UNREAD_MAX = 1_000;
const MARKED_MAX = 100_000;
const TEXT_CHARACTERS = 8_000;
/** Whole texts in memory at a time. */
const READ_AT_ONCE = 50;
const DAY_MS = 86_400_000;
const FOR_EVER = new Date("9999-01-01T00:00:00Z");

type Deps = Pick<DeskDeps, "database" | "config" | "now">;

/** Those that are configured: digests first. Counting reads up to a thousand items of each. */
export async function readStreams({ database, config, now }: Deps, { counted }: { counted: boolean }): Promise<Stream[]> {
  const { watchlists, digests } = config();
  const known = await listStreams(database);
  const numberOf = (kind: string, id: string) => known.find((one) => one.kind === kind && one.name === id)?.id ?? null;
  const listed = watchlists.flatMap(({ content }) => content.watchlists ?? []);
  const named = [
    ...digests.map(({ id, name }) => ({ kind: "digest" as const, id, title: name ?? id })),
    ...listed.map(({ id, name }) => ({ kind: "watchlist" as const, id, title: name ?? id })),
  ];
  const streams = named.flatMap((one) => {
    const stream = numberOf(one.kind, one.id);
    return stream === null ? [] : [{ ...one, stream }];
  });
  const all = { streams: streams.map(({ stream }) => stream), starred: null, read: false, after: null, oldestFirst: false };
  const counts = counted ? await countItems(database, { ...all, since: begin(now()), until: FOR_EVER, limit: UNREAD_MAX }) : [];
  return streams.map((one) => {
    const found = counts.find(({ stream }) => stream === one.stream);
    return { ...one, unread: found?.count ?? 0, newestAt: found?.newest.toISOString() ?? null };
  });
}

/** Returns null if `after` is no place of a list. */
export async function listItems({ database, now }: Deps, asked: ItemsAsked): Promise<ItemList | null> {
  const after = asked.after === null ? null : parsePlace(asked.after);
  if (asked.after !== null && after === null) return null;
  const found = await findItems(database, { ...wantedOf(asked, now()), after, limit: asked.limit + 1 });
  const items = found.slice(0, asked.limit);
  const last = items.at(-1);
  return {
    items: items.map(({ at, ...item }) => ({ ...item, at: at.toISOString() })),
    next: found.length > items.length && last !== undefined ? writePlace(last) : null,
  };
}

/** The newest first; those that there are not are left out. */
export async function readItems(
  { database, now }: Deps,
  { items }: { items: { stream: number; story: number }[] },
): Promise<Item[]> {
  const states = await readItemStates(database, items);
  const numbers = [...new Set(states.map(({ story }) => story))];
  const stories = new Map<number, Pick<Item, "card" | "text">>();
  for (let at = 0; at < numbers.length; at += READ_AT_ONCE)
    for (const row of await readCards(database, numbers.slice(at, at + READ_AT_ONCE), { at: now(), watchlist: null })) {
      const { text } = wordsShown(row, row.spans ?? [], row.listed);
      stories.set(row.story_id, { card: cardOf(row), text: text.slice(0, TEXT_CHARACTERS) });
    }
  return states
    .toSorted((a, b) => b.at.getTime() - a.at.getTime() || b.stream - a.stream || b.story - a.story)
    .flatMap(({ at, ...state }) => {
      const shown = stories.get(state.story);
      return shown === undefined ? [] : [{ ...state, at: at.toISOString(), ...shown }];
    });
}

/** Marks all stories of these streams as read that came before `until`. */
export async function markStreams(
  { database, now }: Deps,
  asked: Pick<ItemsAsked, "streams" | "starred" | "until">,
): Promise<{ marked: number }> {
  const unread = { ...asked, read: false, since: null, oldestFirst: false };
  const items = await findItems(database, { ...wantedOf(unread, now()), after: null, limit: MARKED_MAX });
  const stories = [...new Set(items.map(({ story }) => story))];
  await markStories(database, stories, { mark: "read", set: true, now: now() });
  return { marked: stories.length };
}

function wantedOf(
  { since, until, ...asked }: Omit<ItemsAsked, "after" | "limit">,
  now: Date,
): Omit<ItemsWanted, "after" | "limit"> {
  const from = asked.starred === true ? new Date(0) : begin(now);
  const given = since === null ? from : new Date(since);
  return { ...asked, since: given > from ? given : from, until: until === null ? FOR_EVER : new Date(until) };
}

const begin = (now: Date): Date => new Date(now.getTime() - DAYS * DAY_MS);

/** As `1772445600000.3.17`: milliseconds, and the numbers of the stream and the story. */
const writePlace = ({ at, stream, story }: ItemPlace): string => `${at.getTime()}.${stream}.${story}`;

function parsePlace(text: string): ItemPlace | null {
  const [, at, stream, story] = /^(\d{1,14})\.(\d{1,9})\.(\d{1,15})$/.exec(text) ?? [];
  return at === undefined ? null : { at: new Date(Number(at)), stream: Number(stream), story: Number(story) };
}
