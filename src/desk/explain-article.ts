// The way of one article through every stage, from the database: why it was sent, or at which step it stopped.
import { whySkipped } from "../feeds/poll/backlog.ts";
import { showUrl } from "../text/show-url.ts";
import { canonicalUrl } from "../text/canonical-url.ts";
import { bracketed } from "../digests/bracketed.ts";
import { wordsShown } from "../digests/words-shown.ts";
import { excerptAround } from "../digests/excerpt.ts";
import { forgedMark, markForged } from "../text/outlets/forged-mark.ts";
import { hostOf } from "../text/host-of.ts";
import { isDoubtfulDate } from "../text/doubtful-date.ts";
import {
  findExplained,
  listAtAddress,
  listCopies,
  listDigestsOf,
  listExplainedEntries,
  listMatches,
  listVersions,
} from "../store/views/explanations.ts";
import { listFeeds } from "../store/feeds.ts";
import { shownOrigin } from "./origin-of.ts";
import { listStoryMembers } from "../store/views/story-members.ts";
import type { ShownOrigin } from "./origin-of.ts";
import type { Asked, ExplainedArticle, ExplainedDigest, ExplainedEntry, ExplainedMatch } from "../store/views/explanations.ts";
import type { Sql } from "../store/engine/database.ts";

/** Dates are ISO 8601. Results of later stages are null or empty. */
export interface Explanation {
  /** The question: an article's number or an address. */
  asked: string;
  article: {
    id: number;
    url: string;
    title: string | null;
    byline: string | null;
    site: string | null;
    language: string | null;
    publishedAt: string | null;
    firstSeenAt: string;
    /** Its date is well before it was first seen, so it may be false. */
    isDateDoubtful: boolean;
  } | null;
  /** A stage's name, `done`, or `unknown` if no feed listed it. */
  stage: string;
  /** Why it stopped; null if it was sent or is still in the pipeline. */
  stopped: string | null;
  entries: {
    feed: string;
    url: string | null;
    title: string | null;
    publishedAt: string | null;
    firstSeenAt: string;
    isDateDoubtful: boolean;
    skipped: string | null;
    /** Its audio or video file. */
    media: string | null;
  }[];
  /** What its feeds (or, without a feed, its page) said of it and have changed since. */
  versions: { feed: string | null; title: string | null; words: number; since: string; until: string }[];
  /** Other articles at the same address. */
  atAddress: { article: number; title: string | null }[];
  reading: { method: string; words: number; reason: string | null; detail: string | null } | null;
  /** `listedBy`: the feed in whose words it was found, if not in the article's. */
  matches: {
    watchlist: string;
    matchedAt: string;
    terms: string[];
    /** With the matched words in brackets. */
    excerpt: string;
    /** The same without brackets, and where the words are, in UTF-16 units. */
    marked: { text: string; marks: { start: number; end: number }[] };
    listedBy: string | null;
  }[];
  story: {
    id: number;
    relation: string;
    score: number | null;
    reasons: string[];
    follows: { id: number; title: string | null } | null;
    /** The first author, by the credits of all copies. */
    origin: ShownOrigin | null;
    copies: { article: number; url: string; title: string | null; site: string | null; relation: string | null }[];
  } | null;
  digests: {
    digest: string;
    watchlist: string;
    addedAt: string;
    nextDueAt: string | null;
    /** It was sent then, and its news waits until this time; null if it is not held back. */
    held: { toldAt: string; until: string } | null;
    /** `onPageOnly`: its mails had no room to name the story. */
    issue: { id: number; createdAt: string | null; onPageOnly: boolean } | null;
    deliveries: { recipient: string; state: string; reply: string | null; sentAt: string | null }[];
  }[];
  /** For an unknown article: the feeds of its host. */
  feedsOfHost: string[];
}

const COPIES_MAX = 50;

/** `asked` is an article's number or an address, as in a mail, a feed or a browser. */
export async function explainArticle(sql: Sql, asked: string): Promise<Explanation> {
  const urls = addressesLike(asked);
  const which: Asked = /^\d{1,15}$/.test(asked) ? { article: Number(asked) } : { urls };
  const article = await findExplained(sql, which);
  const entries = await listExplainedEntries(sql, article === null ? which : { article: article.id });
  if (article === null) return unknown(asked, entries, "urls" in which ? await feedsOf(sql, hostOf(asked)) : []);
  const [versions, atAddress, matches, copies, digests, members] = await Promise.all([
    listVersions(sql, article.id),
    listAtAddress(sql, article, COPIES_MAX),
    listMatches(sql, article.id),
    article.story_id === null ? [] : listCopies(sql, article.story_id, article.id, COPIES_MAX),
    article.story_id === null ? [] : listDigestsOf(sql, article.story_id),
    article.story_id === null ? [] : listStoryMembers(sql, article.story_id, COPIES_MAX),
  ]);
  return {
    asked,
    article: {
      id: article.id,
      url: article.url,
      title: article.title,
      byline: article.byline,
      site: article.site,
      language: article.language,
      publishedAt: iso(article.published_at),
      firstSeenAt: article.first_seen_at.toISOString(),
      isDateDoubtful: isDoubtful(article),
    },
    stage: article.stage,
    stopped: whyStopped(article, matches, digests),
    entries: entries.map(entryOf),
    versions: versions.map(({ feed, title, text, since, until }) => ({
      feed,
      title,
      words: countWords(text),
      since: since.toISOString(),
      until: until.toISOString(),
    })),
    atAddress,
    reading: readingOf(article),
    matches: matches.map((match) => matchOf(match, article)),
    story: storyOf(article, copies, shownOrigin(members)),
    digests: digests.map(digestOf),
    feedsOfHost: [],
  };
}

/** The same article by variants of its address: without a scheme, with or without www. or the last slash. */
export function addressesLike(asked: string): string[] {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(asked) ? asked : `https://${asked}`;
  const found = new Set([asked]);
  if (!URL.canParse(whole)) return [...found];
  const { hostname } = new URL(whole);
  for (const protocol of ["https:", "http:"]) {
    for (const host of [hostname, hostname.startsWith("www.") ? hostname.slice("www.".length) : `www.${hostname}`]) {
      const url = new URL(whole);
      Object.assign(url, { protocol, hostname: host });
      const canonical = canonicalUrl(url.href) ?? url.href;
      for (const address of [url.href, canonical])
        found.add(address).add(address.endsWith("/") ? address.slice(0, -1) : `${address}/`);
    }
  }
  return [...found];
}

function whyStopped(
  article: ExplainedArticle,
  matches: readonly ExplainedMatch[],
  digests: readonly ExplainedDigest[],
): string | null {
  if (article.set_aside_at !== null) return `it is quarantined: ${article.fault ?? "no reason is known"}`;
  if (article.stage !== "done") return null;
  if (matches.length === 0) return "no watchlist matched";
  return digests.length === 0 ? "no digest takes a watchlist that it matched" : null;
}

const WHY_SKIPPED: Record<string, string> = {
  backlog: "it was older than the feed's backlog when the feed was first read",
  undated:
    "it has no date, so that it counted as older than the feed's backlog when the feed was first read (`backlog: all` tells such entries)",
  quota: "its feed listed many times its daily quota of entries by then, so that only its headline was kept",
};

async function unknown(asked: string, entries: readonly ExplainedEntry[], feedsOfHost: string[]): Promise<Explanation> {
  const told = entries.map(entryOf);
  const skipped = told.find((entry) => entry.skipped !== null);
  const stopped = (skipped && WHY_SKIPPED[whySkipped(skipped)]) ?? "no feed has brought it";
  return {
    asked,
    article: null,
    stage: "unknown",
    stopped,
    entries: told,
    versions: [],
    atAddress: [],
    reading: null,
    matches: [],
    story: null,
    digests: [],
    feedsOfHost,
  };
}

const feedsOf = async (sql: Sql, host: string | null): Promise<string[]> =>
  (await listFeeds(sql))
    .filter(({ url }) => host !== null && hostOf(url) === host)
    .map(({ name, title, url }) => name ?? title ?? showUrl(url));

const entryOf = (entry: ExplainedEntry): Explanation["entries"][number] => ({
  feed: forgedMark(entry.outlet) === null ? entry.feed : markForged(entry.feed, forgedMark(entry.outlet) ?? ""),
  url: entry.url,
  title: entry.title,
  publishedAt: iso(entry.published_at),
  firstSeenAt: entry.first_seen_at.toISOString(),
  isDateDoubtful: isDoubtful(entry),
  skipped: entry.skipped,
  media: entry.media,
});

const isDoubtful = ({ published_at, first_seen_at }: { published_at: Date | null; first_seen_at: Date }): boolean =>
  isDoubtfulDate(iso(published_at), first_seen_at.toISOString());

const countWords = (text: string): number => text.split(/\s+/).filter((word) => word !== "").length;

const readingOf = ({ method, text, reason, detail }: ExplainedArticle): Explanation["reading"] =>
  method === null ? null : { method, words: countWords(text ?? ""), reason, detail };

function matchOf(
  { watchlist_id, matched_at, spans, listed }: ExplainedMatch,
  article: ExplainedArticle,
): Explanation["matches"][number] {
  const words = wordsShown(article, spans, listed);
  const { excerpt, terms } = excerptAround(words);
  return {
    watchlist: watchlist_id,
    matchedAt: matched_at.toISOString(),
    terms,
    excerpt: bracketed(excerpt),
    marked: excerpt,
    listedBy: words.listedBy,
  };
}

function storyOf(
  article: ExplainedArticle,
  copies: Awaited<ReturnType<typeof listCopies>>,
  origin: ShownOrigin | null,
): Explanation["story"] {
  if (article.story_id === null) return null;
  return {
    id: article.story_id,
    relation: article.relation ?? "original",
    score: article.score,
    reasons: article.reasons,
    follows: article.follows_id === null ? null : { id: article.follows_id, title: article.follows_title },
    origin,
    copies: copies.map(({ id, ...copy }) => ({ article: id, ...copy })),
  };
}

const digestOf = (row: ExplainedDigest): Explanation["digests"][number] => ({
  digest: row.digest_id,
  watchlist: row.watchlist_id,
  addedAt: row.added_at.toISOString(),
  nextDueAt: iso(row.next_due_at),
  held:
    row.issue_id === null && row.told_at !== null && row.held_until !== null
      ? { toldAt: row.told_at.toISOString(), until: row.held_until.toISOString() }
      : null,
  issue: row.issue_id === null ? null : { id: row.issue_id, createdAt: iso(row.issued_at), onPageOnly: row.on_page_only },
  deliveries: row.deliveries.map(({ recipient, state, reply, sent_at }) => ({ recipient, state, reply, sentAt: sent_at })),
});

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
