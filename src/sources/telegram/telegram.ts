// The public page of a Telegram channel. Its posts are numbered, so what we never saw can be named.
import { sameFeedKey } from "../../schema/parse-feed-url.ts";
import { textRead } from "../../schema/reading.ts";
import { readInThread } from "../../threads/read-in-thread.ts";
import { askAddress, askFurther, failedPoll, withoutHub } from "../ask-address.ts";
import { parseChannel } from "./parse-channel.ts";
import { account, inWords, type PostNumbers } from "./post-numbers.ts";
import { passesOn, type ChannelPage, type ChannelPost } from "../../feeds/read/read-channel.ts";
import { escapeText } from "../../feeds/read/xml-feed.ts";
import { minuteOf } from "../../text/dates/minute-of.ts";
import type { Entry } from "../../feeds/feed.ts";
import type { Answered } from "../../http/answer.ts";
import type { FeedRow } from "../../store/feeds.ts";
import type { AskedSource, Source, SourceDeps } from "../source.ts";

const REQUEST = { accept: "text/html, */*;q=0.5", bodyBytesMax: 4 * 1024 * 1024 };
/** Older pages that one poll reads, of twenty posts each. */
const OLDER_MAX = 5;
const NAMED_RUNS_MAX = 5;

/** So many posts without a word are no chance in a channel that writes. */
const WORDLESS_MIN = 5;

interface Cursor extends PostNumbers {
  /** Posts of it had words. */
  writes?: boolean;
  /** How many posts the latest page shows, if none of them has words, of a channel that writes. */
  wordless?: number;
  /** Left out for the first channel of this name that was followed. */
  owner?: { number: number; since: string };
}

const NOT_PUBLIC =
  "this channel shows no posts on the web: either it has no public page, which its owner decides, or there is no channel of this name";

const noLonger = ({ last }: PostNumbers): string =>
  `this channel shows no posts on the web any longer (the last that we read has the number ${last}): it was renamed or closed, or its owner hid its page`;

export const telegram: Source<string> = {
  kind: "telegram",
  hasWholeEntries: true,
  key: "telegram",
  schema: textRead(parseChannel).describe("A Telegram channel: its name, or the address of its public page."),
  inYaml: "telegram: NAME",
  does: "the public page of a Telegram channel",
  addressOf: (url) => url,
  identityOf: sameFeedKey,
  async poll(deps, asked) {
    const { row } = asked;
    const first = await askAddress(deps, row, REQUEST);
    if (first.kind !== "fresh") return first;
    const { answer, web } = first;
    const known = row.cursor as Cursor | null;
    const newest = await parse(deps, answer);
    if (newest === NOT_PUBLIC && known !== null) return failedPoll(noLonger(known));
    if (typeof newest === "string") return failedPoll(newest);
    if (newest.isUnread) return failedPoll("the page of this channel changed its form: no posts are found in it");
    const isOther = known !== null && isOfAnother(known, newest, row);
    const before = isOther ? null : known;
    const posts = await readOlder(deps, newest, { ...asked, row: { ...row, cursor: before } });
    const { numbers, newlyUnseen } = account(
      before,
      posts.flatMap((post) => post.numbers),
    );
    const owner = ownerOf(known, isOther ? deps.now() : null);
    const document = {
      feed: { title: newest.title, url: row.url, language: null },
      entries: posts
        .toReversed()
        .filter(({ html }) => html !== null)
        .map((post) => entryOf(post, owner.number)),
      incomplete: false,
      ttlMinutes: null,
    };
    return {
      kind: "fresh",
      document,
      web: withoutHub(web),
      cursor: { ...numbers, ...(owner.number > 0 && { owner }), ...readWords(newest, before) },
      missed: newlyUnseen > 0,
      ...(isOther && { quietly: true, missed: true }),
    };
  },
  notes: (row) => [...notesOf(row.cursor as Cursor | null)],
};

/**
 * A channel numbers what it posts later higher, so a post since the last look with a lower number than before is another channel's. So are lower
 * numbers under another title, for a channel may take the name with all that it has posted.
 */
function isOfAnother({ last }: Cursor, { posts, title }: ChannelPage, row: Pick<FeedRow, "last_ok_at" | "title">): boolean {
  const highest = Math.max(0, ...posts.flatMap(({ numbers }) => numbers));
  const lastLook = row.last_ok_at?.getTime() ?? Infinity;
  const isLater = ({ publishedAt }: ChannelPost): boolean => Date.parse(publishedAt ?? "") > lastLook;
  const isRetitled = row.title !== null && title !== null && row.title !== title;
  return highest > 0 && highest < last && (isRetitled || posts.some(isLater));
}

const ownerOf = (known: Cursor | null, since: Date | null): NonNullable<Cursor["owner"]> => {
  const before = known?.owner ?? { number: 0, since: "" };
  return since === null ? before : { number: before.number + 1, since: since.toISOString() };
};

/** Resolves to the page, or to why it shows no posts. */
const parse = async ({ threads }: SourceDeps, { body, url }: Answered): Promise<ChannelPage | string> =>
  (await readInThread(threads, "read-channel", { bytes: body, url, contentType: "text/html; charset=utf-8" })) ?? NOT_PUBLIC;

/**
 * The posts of the newest page and of as many older ones as are needed: back to the last known post, or on a first look as far as the
 * backlog reaches. Numbers of pages that could not be read are counted as never shown.
 */
async function readOlder(deps: SourceDeps, newest: ChannelPage, { row, backlog }: AskedSource<string>): Promise<ChannelPost[]> {
  const last = (row.cursor as PostNumbers | null)?.last ?? null;
  const reach = backlog.kind === "within" ? deps.now().getTime() - backlog.ms : backlog.kind === "all" ? -Infinity : Infinity;
  let { posts, olderUrl } = newest;
  const isEnough = (): boolean => {
    const [oldest] = posts;
    if (oldest === undefined) return true;
    if (last !== null) return (oldest.numbers[0] ?? 0) <= last + 1;
    return oldest.publishedAt === null || Date.parse(oldest.publishedAt) < reach;
  };
  for (let asked = 0; asked < OLDER_MAX && olderUrl !== null && !isEnough(); asked++) {
    const answer = await askFurther(deps, { url: olderUrl, row }, REQUEST);
    if (typeof answer === "string") break;
    const older = await parse(deps, answer);
    if (typeof older === "string") break;
    const known = new Set(posts.flatMap(({ numbers }) => numbers));
    const more = older.posts.filter(({ numbers }) => !numbers.some((number) => known.has(number)));
    if (more.length === 0) break;
    posts = [...more, ...posts];
    olderUrl = older.olderUrl;
  }
  return posts;
}

/** `owner` counts the channels that had this name: each numbers its posts from 1. */
function entryOf(post: ChannelPost, owner: number): Entry {
  const base = {
    id: `post${owner === 0 ? "" : owner}:${post.numbers[0]}`,
    author: post.author,
    publishedAt: post.publishedAt,
    updatedAt: null,
  };
  const { linked } = post;
  if (linked !== null && passesOn(post))
    return {
      ...base,
      url: linked.url,
      title: linked.title,
      summary: [post.text, linked.text].filter((text) => text !== "").join("\n\n"),
      content: null,
    };
  const preview =
    linked === null || linked.title === null ? "" : `<p><a href="${escapeText(linked.url)}">${escapeText(linked.title)}</a></p>`;
  // A post's own page says no more than the channel's, and shows it by script.
  return {
    ...base,
    url: post.url,
    title: null,
    summary: post.text || null,
    content: `${post.html ?? ""}${preview}`,
    isWhole: true,
  };
}

/** A page whose words are marked in another way looks like one of pictures. */
function readWords({ posts }: ChannelPage, before: Cursor | null): Pick<Cursor, "writes" | "wordless"> {
  if (posts.some(({ text }) => text !== "")) return { writes: true };
  if (before?.writes !== true) return {};
  return { writes: true, ...(posts.length >= WORDLESS_MIN && { wordless: posts.length }) };
}

const some = (runs: PostNumbers["unseen"]): string =>
  `${runs.length > NAMED_RUNS_MAX ? "…, " : ""}${inWords(runs.slice(-NAMED_RUNS_MAX))}`;

function* notesOf(numbers: Cursor | null): Generator<string> {
  if (numbers === null) return;
  if (numbers.owner !== undefined)
    yield `another channel has this name since ${minuteOf(numbers.owner.since)} UTC, as its numbers begin anew; none of its posts of that day was told`;
  if (numbers.wordless !== undefined)
    yield `none of the latest ${numbers.wordless} posts has words that we can read: they are pictures, or Telegram changed the form of its pages`;
  if (numbers.unseen.length > 0) yield `posts that were deleted or never shown to us: ${some(numbers.unseen)}`;
  if (numbers.deleted.length > 0) yield `posts that were deleted after we read them: ${some(numbers.deleted)}`;
}
