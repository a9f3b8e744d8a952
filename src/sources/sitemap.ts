// The sitemap: a site's own list of its pages, or an index of such lists, of which those are read that changed.
import { parseFeedUrl, sameFeedKey } from "../schema/parse-feed-url.ts";
import { textRead } from "../schema/reading.ts";
import { keepNews } from "../feeds/read/keep-newest.ts";
import { documentOf } from "../http/answer.ts";
import { minuteOf } from "../text/dates/minute-of.ts";
import { showUrl } from "../text/show-url.ts";
import { readInThread } from "../threads/read-in-thread.ts";
import { validatorsToSend, type Validators } from "../feeds/poll/conditional-get.ts";
import { askAddress, askFurther, failedPoll, withoutHub } from "./ask-address.ts";
import type { ParsedFeed } from "../feeds/feed.ts";
import type { Sitemap, SitemapPart } from "../feeds/read/parse-sitemap.ts";
import type { Answered } from "../http/answer.ts";
import type { FeedRow } from "../store/feeds.ts";
import type { Polled, Source, SourceDeps, WebAnswer } from "./source.ts";

const REQUEST = { accept: "application/xml, text/xml;q=0.9, text/plain;q=0.8, */*;q=0.5", bodyBytesMax: 16 * 1024 * 1024 };
/** Parts that one poll reads: each costs the site a request. Others wait for the next poll. */
const PARTS_MAX = 6;
/** An index may name an index, which is read as one of its parts. */
const DEPTH_MAX = 3;
/** Of a site that we begin to follow, only parts that changed this lately are read. */
const LATELY_MS = 7 * 86_400_000;
/** A date without a time stays the same all day, and longer at the other end of the world. */
const DAY_LASTS_MS = 2 * 86_400_000;
/** Parts that health names as unread. */
const NAMED_MAX = 3;
/** A change of addresses is mentioned for this long. */
const RENEWED_SHOWN_MS = 14 * 86_400_000;
/** Maps of several hundred thousand addresses are not remembered. */
const ADDRESSES_CHARS_MAX = 1_000_000;
/** Parts that a cursor remembers. */
const REMEMBERED_MAX = 2_000;

interface Cursor {
  /** The parts of an index that are known, in its order, each with the date that its index gave when it was read or left out. */
  parts?: Record<string, string | null>;
  /** The same for parts of indexes that are parts. */
  inner?: Record<string, string | null>;
  /** The parts that could not be read at the last poll, and why. */
  unread?: Record<string, string>;
  /** What the servers of the parts that were read last said of them, and when. */
  marks?: Record<string, Validators & { at: string }>;
  /** What was listed without dates, by the map's address. */
  addresses?: Record<string, string>;
  /** When most addresses of a map were new at once last, and how many. */
  renewed?: { at: string; items: number };
  /** It is no index, and lists nothing. */
  isEmpty?: boolean;
}

type Parts = NonNullable<Cursor["parts"]>;

export const sitemap: Source<string> = {
  kind: "sitemap",
  key: "sitemap",
  schema: textRead(parseFeedUrl, "webAddress").describe(
    "The address of a sitemap or of an index of sitemaps, for sites without a feed.",
  ),
  inYaml: "sitemap: https://…",
  does: "a site's list of its pages, or an index of such lists",
  addressOf: (url) => url,
  identityOf: sameFeedKey,
  async poll(deps, { row }) {
    const asked = await askAddress(deps, row, REQUEST);
    const cursor = row.cursor as Cursor | null;
    // An index may be as it was while its newest part goes on.
    if (asked.kind === "unchanged" && cursor?.parts !== undefined) {
      const parts = Object.entries(cursor.parts).map(([url, changedAt]) => ({ url, changedAt }));
      const polled = await pollIndex(deps, { row, parts, web: asked.web });
      const isNew = polled.kind !== "fresh" || polled.document.entries.length > 0;
      return isNew ? polled : { kind: "unchanged", web: polled.web, cursor: polled.cursor };
    }
    if (asked.kind !== "fresh") return asked;
    const { answer, web } = asked;
    const read = await parse(deps, answer, cursor?.addresses?.[row.url]);
    if (typeof read === "string") return failedPoll(read);
    if (read.kind === "index") return pollIndex(deps, { row, parts: read.parts, web });
    const learnt = {
      ...remembered(cursor, [{ ...read, url: row.url }], deps.now()),
      ...(read.document.entries.length === 0 && { isEmpty: true }),
    };
    return {
      kind: "fresh",
      document: read.document,
      web: withoutHub(web),
      cursor: learnt,
      ...(read.renewed > 0 && { missed: true }),
    };
  },
  notes: ({ cursor, last_polled_at: polledAt }) => [...notesOf(cursor as Cursor | null, polledAt)],
};

function* notesOf(cursor: Cursor | null, polledAt: Date | null): Generator<string> {
  const { unread = {}, renewed, isEmpty = false } = cursor ?? {};
  for (const [url, fault] of Object.entries(unread).slice(0, NAMED_MAX)) yield `${fault} (${showUrl(url)})`;
  if (isEmpty) yield "it lists no pages at present";
  if (renewed !== undefined && polledAt !== null && polledAt.getTime() - Date.parse(renewed.at) < RENEWED_SHOWN_MS)
    yield `its addresses changed on ${minuteOf(renewed.at)} UTC: ${renewed.items} were new at once, and none of them was told`;
}

async function pollIndex(
  deps: SourceDeps,
  { row, parts, web }: { row: FeedRow; parts: readonly SitemapPart[]; web: WebAnswer | null },
): Promise<Polled> {
  const cursor = row.cursor as Cursor | null;
  const index = await readIndex(deps, parts, { isFirst: row.first_polled_at === null, cursor, row });
  const [fault] = Object.values(index.unread);
  // Where other parts are known to be as they were, a broken one is no reason to ask the site less often.
  if (fault !== undefined && index.maps.length === 0 && Object.keys(index.known).length === 0) return failedPoll(fault);
  const document = { ...joined(index.maps.map((map) => map.document)), incomplete: fault !== undefined };
  // A map of a new day holds nothing that the last one held: what is missing between them is not to be seen from overlap. And while
  // parts wait or failed, the index is asked for whole again.
  const isDone = index.waiting === 0 && fault === undefined;
  return {
    kind: "fresh",
    document,
    web: web && { ...withoutHub(web), validators: isDone ? web.validators : { etag: null, lastModified: null } },
    cursor: {
      ...remembered(cursor, index.maps, deps.now()),
      parts: firstOf(parts.flatMap(({ url }) => (url in index.known ? [[url, index.known[url] ?? null]] : []))),
      ...(Object.keys(index.inner).length > 0 && { inner: firstOf(Object.entries(index.inner)) }),
      ...(fault !== undefined && { unread: index.unread }),
      ...(Object.keys(index.marks).length > 0 && { marks: index.marks }),
    } satisfies Cursor,
    missed: index.maps.some(({ renewed }) => renewed > 0),
  };
}

const firstOf = (parts: [url: string, changedAt: string | null][]): Parts => Object.fromEntries(parts.slice(0, REMEMBERED_MAX));

/** What maps without dates list, those that were read last at the end: the others are left out first. */
function remembered(before: Cursor | null, maps: readonly ReadMap[], now: Date): Pick<Cursor, "addresses" | "renewed"> {
  const read = new Set(maps.map(({ url }) => url));
  const listed = [
    ...Object.entries(before?.addresses ?? {}).filter(([url]) => !read.has(url)),
    ...maps.flatMap(({ url, addresses }): [string, string][] => (addresses === null ? [] : [[url, addresses]])),
  ];
  let left = ADDRESSES_CHARS_MAX;
  const kept = listed.toReversed().filter(([, addresses]) => (left -= addresses.length) >= 0);
  const items = maps.reduce((sum, { renewed }) => sum + renewed, 0);
  const renewed = items > 0 ? { at: now.toISOString(), items } : before?.renewed;
  return {
    ...(kept.length > 0 && { addresses: Object.fromEntries(kept.toReversed()) }),
    ...(renewed !== undefined && { renewed }),
  };
}

type ReadMap = Extract<Sitemap, { kind: "map" }> & { url: string };

interface ReadIndex {
  maps: ReadMap[];
  unread: NonNullable<Cursor["unread"]>;
  marks: NonNullable<Cursor["marks"]>;
  waiting: number;
  known: Parts;
  inner: NonNullable<Cursor["inner"]>;
}

async function readIndex(
  deps: SourceDeps,
  parts: readonly SitemapPart[],
  { isFirst, cursor, row }: { isFirst: boolean; cursor: Cursor | null; row: FeedRow },
): Promise<ReadIndex> {
  const { unread = {}, marks = {} } = cursor ?? {};
  const known = { ...cursor?.inner, ...cursor?.parts };
  const read: ReadIndex = { maps: [], unread: {}, marks: {}, waiting: 0, known: {}, inner: {} };
  // Parts that could not be read go last, so that they keep no other waiting.
  const queue: Queued[] = choose(parts, { isFirst, known, now: deps.now() })
    .map((part) => ({ ...part, within: [] }))
    .toSorted((a, b) => Number(a.url in unread) - Number(b.url in unread));
  const chosen = new Set(queue.map(({ url }) => url));
  for (const { url, changedAt } of parts) if (!chosen.has(url)) read.known[url] = changedAt;
  const open = new Set<string>();
  let asked = 0;
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { url, changedAt, within } = next;
    const place = within.length === 0 ? read.known : read.inner;
    if (asked++ >= PARTS_MAX) {
      read.waiting++;
      for (const above of within) open.add(above);
      if (known[url] !== undefined) place[url] = known[url];
      continue;
    }
    const { part, given } = await readPart(deps, { url, row, mark: marks[url], known: cursor?.addresses?.[url] });
    if (given !== null) read.marks[url] = given;
    if (typeof part === "string") {
      read.unread[url] = part;
      for (const above of within) open.add(above);
      continue;
    }
    place[url] = changedAt;
    if (part === null) continue;
    if (part.kind === "map") read.maps.push({ ...part, url });
    else if (within.length + 1 < DEPTH_MAX) {
      const inner = choose(part.parts, { isFirst, known, now: deps.now() }).filter((one) => !chosen.has(one.url));
      for (const one of inner) chosen.add(one.url);
      for (const one of part.parts) if (!chosen.has(one.url)) read.inner[one.url] = one.changedAt;
      queue.push(...inner.map((one) => ({ ...one, within: [...within, url] })));
    }
  }
  for (const [url, changedAt] of Object.entries(cursor?.inner ?? {}))
    if (!(url in read.inner || url in read.unread)) read.inner[url] = changedAt;
  // An index is asked again, whole, until all that was chosen of it is read.
  for (const url of open) {
    delete read.known[url];
    delete read.inner[url];
  }
  return read;
}

/** `within`: the indexes that led to it, of which the first is a part of the source's own. */
interface Queued extends SitemapPart {
  within: string[];
}

/**
 * The parts to read, the newest first: those that changed since their index was last read; on a first poll those of the last week, or the
 * newest. Of more than six parts without dates the one that is named first and the two that are named last, since most sites number them; later also of those
 * to which their site may add something without another date: its newest, and those whose date names a day that goes on.
 */
export function choose(
  parts: readonly SitemapPart[],
  { isFirst, known, now }: { isFirst: boolean; known: Parts; now: Date },
): SitemapPart[] {
  // An index that is written anew at each request gives all parts that minute: those that were read longest ago go first, so that each has its turn.
  const dated = parts
    .filter(({ changedAt }) => changedAt !== null)
    .toSorted((a, b) => compare(minuteOfPart(b), minuteOfPart(a)) || compare(known[a.url] ?? "", known[b.url] ?? ""));
  const undated = parts.filter(({ changedAt }) => changedAt === null);
  const before = (ms: number): string => new Date(now.getTime() - ms).toISOString();
  const changed = dated.filter(({ url, changedAt }, index) =>
    isFirst ? index === 0 || (changedAt ?? "") >= before(LATELY_MS) : known[url] !== changedAt,
  );
  const isOfDay = (date: string): boolean => date.endsWith("T00:00:00.000Z") && date >= before(DAY_LASTS_MS);
  const growing = dated.filter(
    (part) => !changed.includes(part) && (part.changedAt === dated[0]?.changedAt || isOfDay(part.changedAt ?? "")),
  );
  const ends = endsOf(undated);
  // Of thousands not all are remembered: the ends go before those that only seem new.
  const others = undated.filter((part) => !ends.includes(part) && !isFirst && !(part.url in known));
  return [...changed, ...ends, ...others, ...(isFirst ? [] : endsOf(growing))];
}

const minuteOfPart = ({ changedAt }: SitemapPart): string => minuteOf(changedAt ?? "");
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** All of a few; else the first, the last two, and the last two that are named as news. */
const endsOf = (parts: readonly SitemapPart[]): readonly SitemapPart[] =>
  parts.length <= PARTS_MAX
    ? parts
    : [
        ...new Set([
          ...parts.slice(0, 1),
          ...parts.filter(({ url }) => /news|post|article|latest/i.test(url)).slice(-2),
          ...parts.slice(-2),
        ]),
      ];

const unread = (why: string) => ({ part: `a part of this sitemap could not be read: ${why}`, given: null });

/** Resolves to the part, or to why it could not be read; null if it is as it was. `given`: what its server said of it. */
async function readPart(
  deps: SourceDeps,
  {
    url,
    row,
    mark,
    known,
  }: { url: string; row: FeedRow; mark: ReadIndex["marks"][string] | undefined; known: string | undefined },
): Promise<{ part: Sitemap | string | null; given: ReadIndex["marks"][string] | null }> {
  const last = { documentAt: mark === undefined ? null : new Date(mark.at), hidesNews: row.hides_news };
  const sent = validatorsToSend(mark ?? { etag: null, lastModified: null }, last, deps.now());
  const answer = await askFurther(deps, { url, row, sent }, REQUEST);
  if (typeof answer === "string") return unread(answer);
  if (answer.status === 304) return { part: null, given: mark ?? null };
  const read = await parse(deps, answer, known);
  if (typeof read === "string") return unread(read);
  // An index is read whole: its newest part may go on while it stays as it is.
  if (read.kind === "index") return { part: read, given: null };
  const { etag = "", "last-modified": lastModified = "" } = answer.headers;
  const given = { etag: etag || null, lastModified: lastModified || null, at: deps.now().toISOString() };
  return { part: read, given: (given.etag ?? given.lastModified) === null ? null : given };
}

const parse = ({ threads }: SourceDeps, answer: Answered, known: string | undefined): Promise<Sitemap | string> =>
  readInThread(threads, "parse-sitemap", { ...documentOf(answer), known: known ?? null });

function joined(maps: readonly ParsedFeed[]): ParsedFeed {
  const entries = keepNews(maps.flatMap((map) => map.entries));
  const feed = maps.find((map) => map.feed.title !== null)?.feed ?? { title: null, url: null, language: null };
  return { feed, entries, incomplete: false, ttlMinutes: null };
}
