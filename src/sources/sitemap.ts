// The sitemap: a site's own list of its pages, or an index of such lists, of which those are read that changed.
import { parseFeedUrl, sameFeedKey } from "../schema/parse-feed-url.ts";
import { textRead } from "../schema/reading.ts";
import { ENTRIES_MAX } from "../feeds/read/caps.ts";
import { documentOf } from "../http/answer.ts";
import { showUrl } from "../text/show-url.ts";
import { readInThread } from "../threads/read-in-thread.ts";
import { askAddress, askFurther, failedPoll, withoutHub } from "./ask-address.ts";
import type { ParsedFeed } from "../feeds/feed.ts";
import type { Sitemap, SitemapPart } from "../feeds/read/parse-sitemap.ts";
import type { Answered } from "../http/answer.ts";
import type { FeedRow } from "../store/feeds.ts";
import type { Source, SourceDeps } from "./source.ts";

const REQUEST = { accept: "application/xml, text/xml;q=0.9, text/plain;q=0.8, */*;q=0.5", bodyBytesMax: 16 * 1024 * 1024 };
/** Parts that one poll reads: each costs the site a request. Others wait for the next poll. */
const PARTS_MAX = 6;
/** An index may name an index, which is read as one of its parts. */
const DEPTH_MAX = 3;
/** Of a site that we begin to follow, only parts that changed this lately are read. */
const LATELY_MS = 7 * 86_400_000;
/** Parts that health names as unread. */
const NAMED_MAX = 3;
/** Addresses that a cursor remembers. */
const REMEMBERED_MAX = 2_000;

/** The parts of an index that are known, each with the date that its index gave when it was read or left out. */
interface Cursor {
  parts: Record<string, string | null>;
  /** The parts that could not be read at the last poll, and why. */
  unread?: Record<string, string>;
}

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
    if (asked.kind !== "fresh") return asked;
    const { answer, web } = asked;
    const read = await parse(deps, answer);
    if (typeof read === "string") return failedPoll(read);
    if (read.kind === "map") return { kind: "fresh", document: read.document, web: withoutHub(web) };
    const isFirst = row.first_polled_at === null;
    const { parts: known = {}, unread = {} } = (row.cursor as Cursor | null) ?? {};
    const index = await readIndex(deps, read.parts, { isFirst, known, unread, row });
    const [fault] = Object.values(index.unread);
    // Where other parts are known to be as they were, a broken one is no reason to ask the site less often.
    if (fault !== undefined && index.maps.length === 0 && Object.keys(index.known).length === 0) return failedPoll(fault);
    const document = { ...joined(index.maps), incomplete: fault !== undefined };
    // A map of a new day holds nothing that the last one held: what is missing between them is not to be seen from overlap. And while
    // parts wait or failed, the index is asked for whole again.
    const isDone = index.waiting === 0 && fault === undefined;
    const validators = isDone ? web.validators : { etag: null, lastModified: null };
    const cursor: Cursor = { parts: index.known, ...(fault !== undefined && { unread: index.unread }) };
    return { kind: "fresh", document, web: { ...withoutHub(web), validators }, cursor, missed: false };
  },
  notes: ({ cursor }) =>
    Object.entries((cursor as Cursor | null)?.unread ?? {})
      .slice(0, NAMED_MAX)
      .map(([url, fault]) => `${fault} (${showUrl(url)})`),
};

interface ReadIndex {
  maps: ParsedFeed[];
  unread: NonNullable<Cursor["unread"]>;
  waiting: number;
  known: Cursor["parts"];
}

async function readIndex(
  deps: SourceDeps,
  parts: readonly SitemapPart[],
  { isFirst, known, unread, row }: { isFirst: boolean; known: Cursor["parts"]; unread: ReadIndex["unread"]; row: FeedRow },
): Promise<ReadIndex> {
  const read: ReadIndex = { maps: [], unread: {}, waiting: 0, known: {} };
  // Parts that could not be read go last, so that they keep no other waiting.
  const queue = choose(parts, { isFirst, known, now: deps.now() })
    .map((part) => ({ ...part, depth: 1 }))
    .toSorted((a, b) => Number(a.url in unread) - Number(b.url in unread));
  const chosen = new Set(queue.map(({ url }) => url));
  for (const { url, changedAt } of parts) if (!chosen.has(url)) read.known[url] = changedAt;
  let asked = 0;
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { url, changedAt, depth } = next;
    if (asked++ >= PARTS_MAX) {
      read.waiting++;
      if (known[url] !== undefined) read.known[url] = known[url];
      continue;
    }
    const part = await readPart(deps, url, row);
    if (typeof part === "string") read.unread[url] = part;
    else if (part.kind === "map") read.maps.push(part.document);
    else if (depth < DEPTH_MAX) {
      const inner = choose(part.parts, { isFirst, known, now: deps.now() }).filter((one) => !chosen.has(one.url));
      for (const one of inner) chosen.add(one.url);
      queue.push(...inner.map((one) => ({ ...one, depth: depth + 1 })));
    }
    if (typeof part !== "string") read.known[url] = changedAt;
  }
  read.known = Object.fromEntries(Object.entries(read.known).slice(0, REMEMBERED_MAX));
  return read;
}

/**
 * The parts to read, the newest first: those that changed since their index was last read; on a first poll those of the last week, or the
 * newest. Of parts without dates the one that is named first and the two that are named last, since most sites number them.
 */
export function choose(
  parts: readonly SitemapPart[],
  { isFirst, known, now }: { isFirst: boolean; known: Cursor["parts"]; now: Date },
): SitemapPart[] {
  const dated = parts
    .filter(({ changedAt }) => changedAt !== null)
    .toSorted((a, b) => ((a.changedAt ?? "") < (b.changedAt ?? "") ? 1 : -1));
  const undated = parts.filter(({ changedAt }) => changedAt === null);
  const since = new Date(now.getTime() - LATELY_MS).toISOString();
  const changed = dated.filter(({ url, changedAt }, index) =>
    isFirst ? index === 0 || (changedAt ?? "") >= since : known[url] !== changedAt,
  );
  const ends = new Set([undated[0], ...undated.slice(-2)]);
  const news = undated.filter(({ url }) => /news|post|article|latest/i.test(url)).slice(-2);
  const plain = undated.filter((part) => ends.has(part) || news.includes(part) || (!isFirst && !(part.url in known)));
  return [...changed, ...plain];
}

/** Resolves to the part, or to why it could not be read. */
async function readPart(deps: SourceDeps, url: string, row: FeedRow): Promise<Sitemap | string> {
  const answer = await askFurther(deps, { url, row }, REQUEST);
  const read = typeof answer === "string" ? answer : await parse(deps, answer);
  return typeof read === "string" ? `a part of this sitemap could not be read: ${read}` : read;
}

const parse = ({ threads }: SourceDeps, answer: Answered): Promise<Sitemap | string> =>
  readInThread(threads, "parse-sitemap", documentOf(answer));

function joined(maps: readonly ParsedFeed[]): ParsedFeed {
  const entries = maps.flatMap((map) => map.entries).slice(0, ENTRIES_MAX);
  const feed = maps.find((map) => map.feed.title !== null)?.feed ?? { title: null, url: null, language: null };
  return { feed, entries, incomplete: false, ttlMinutes: null };
}
