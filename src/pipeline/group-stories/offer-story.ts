// Offers a story to the digests that include one of its watchlists: when it is new, and again when a later article says something new.
import { quietMs } from "../../digests/plan-mail.ts";
import { findSurge, SURGE_STORIES_MIN } from "../../digests/find-surge.ts";
import { findLasting, isCounter } from "../../stories/find-lasting.ts";
import { findNews, isReplaced, judgeNews, readTold } from "../../stories/news/find-news.ts";
import { makeDigestDueAfter, makeDigestsDue, offerStory } from "../../store/digests.ts";
import { countHours, countLastHour } from "../../store/surges.ts";
import { watchlistsWithNewTerms } from "./new-terms.ts";
import { groupDocument } from "./story-rows.ts";
import {
  bringBackStory,
  foundInNewWords,
  lockDigestsOf,
  matchesOf,
  offerAsNew,
  takeBackNews,
  textsWithout,
  textsToldOf,
  wasTold,
} from "../../store/told-stories.ts";
import { digestsThatTold, digestsWaiting } from "../../store/views/translations.ts";
import type { Config } from "../../config/config.ts";
import type { Digest } from "../../digests/digest.ts";
import type { Surge } from "../../digests/find-surge.ts";
import { listVersionsOf } from "../../store/versions.ts";
import type { Sayings } from "../../stories/find-lasting.ts";
import type { WaitingArticle } from "../../store/articles.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { Urgency } from "../../stories/news/find-news.ts";
import type { GroupDocument } from "../../stories/story.ts";

/** The pause between two issues of an immediate digest while a watchlist of it surges. */
const SURGE_EVERY_MS = 30 * 60_000;

/** Returns the digests that this makes due at once. `tells`: the story that it tells in another language. */
export async function offerToDigests(
  { digests }: Pick<Config, "digests">,
  sql: Sql,
  { story, watchlists, tells, now }: { story: number; watchlists: readonly string[]; tells?: number | null; now: Date },
): Promise<string[]> {
  const offers = offersOf(digests, watchlists);
  const added = await offerStory(sql, story, offers, now);
  const told = tells == null || added.length === 0 ? new Set<string>() : await digestsThatTold(sql, tells);
  // The story in another language is no alert to readers who were sent it: it comes with their next issue, after the hold time at the latest.
  for (const { id, schedule, holdMs } of digests)
    if (told.has(id) && schedule.kind === "immediately" && added.some(({ digest }) => digest === id))
      await makeDigestDueAfter(sql, id, holdMs, now);
  return makeDue({ digests }, sql, offers, { added: added.filter(({ digest }) => !told.has(digest)), now });
}

/** Stories that no longer tell what their readers were sent are no longer held for that. Returns the immediate digests that are due at once. */
export async function alertUnlinked(
  { digests }: Pick<Config, "digests">,
  sql: Sql,
  { stories, now }: { stories: readonly number[]; now: Date },
): Promise<string[]> {
  if (stories.length === 0) return [];
  const offers = await digestsWaiting(sql, stories);
  return makeDue({ digests }, sql, offers, { added: offers.map(({ digest }) => ({ digest, backlog: false })), now });
}

interface Offer {
  digest: string;
  watchlist: string;
}

/** The digests that take one of these watchlists, each with the first that it takes. */
export const offersOf = (digests: Config["digests"], watchlists: readonly string[]): Offer[] =>
  digests.flatMap((digest) => {
    const watchlist = watchlists.find((id) => digest.watchlists === null || digest.watchlists.includes(id));
    return watchlist === undefined ? [] : [{ digest: digest.id, watchlist }];
  });

const takersOf = (digests: Config["digests"], found: readonly string[]): Config["digests"] =>
  digests.filter(({ watchlists }) => found.some((id) => watchlists === null || watchlists.includes(id)));

/** Makes those immediate digests due to which a story was added, when it has settled. Returns those that are due now. */
async function makeDue(
  { digests }: Pick<Config, "digests">,
  sql: Sql,
  offers: readonly Offer[],
  { added, now }: { added: readonly { digest: string; backlog: boolean }[]; now: Date },
): Promise<string[]> {
  const due = [];
  for (const digest of digests.filter(({ schedule }) => schedule.kind === "immediately")) {
    const one = added.find((offer) => offer.digest === digest.id);
    if (one === undefined) continue;
    const watchlist = offers.find((offer) => offer.digest === digest.id)?.watchlist ?? "";
    const settled = new Date(now.getTime() + (one.backlog ? quietMs(digest) : digest.settleMs));
    if ((await surgeOf(sql, digest, watchlist, now)) === null) await makeDigestsDue(sql, [digest.id], settled);
    else await makeDigestDueAfter(sql, digest.id, SURGE_EVERY_MS, settled);
    if (settled <= now) due.push(digest.id);
  }
  return due;
}

/** Offers a story again to the digests that sent it, by a watchlist of theirs that matched words which this article has only had since. */
export async function offerByNewWords(
  { digests }: Pick<Config, "digests">,
  sql: Sql,
  { story, article, now }: { story: number; article: number; now: Date },
): Promise<string[]> {
  await lockDigestsOf(sql, story);
  const found = await foundInNewWords(sql, story, article);
  const offers = digests.flatMap(({ id, watchlists }) => {
    const first = found.find(({ digest, watchlist }) => digest === id && (watchlists === null || watchlists.includes(watchlist)));
    return first === undefined ? [] : [first];
  });
  for (const { digest, watchlist } of offers) await offerAsNew(sql, { story, digest, watchlist, now });
  return makeDue({ digests }, sql, offers, { added: offers.map(({ digest }) => ({ digest, backlog: false })), now });
}

/**
 * Whether a watchlist surges, in which case its stories are gathered instead of sent at once. Null for a digest with a schedule, which
 * gathers anyway.
 */
export async function surgeOf(
  sql: Sql,
  { id, schedule, surge }: Pick<Digest, "id" | "schedule" | "surge">,
  watchlist: string,
  now: Date,
): Promise<Surge | null> {
  if (!surge || schedule.kind !== "immediately") return null;
  const lastHour = await countLastHour(sql, id, watchlist, now);
  if (lastHour < SURGE_STORIES_MIN) return null;
  const { counts, hours } = await countHours(sql, id, watchlist, now);
  return findSurge(lastHour, counts, hours);
}

/**
 * Puts a story that digests have sent back on their lists if this article says something new, and makes those that send at once due when
 * it is no longer held. Returns the digests that are due now.
 */
export async function resurface(
  { digests }: Pick<Config, "digests">,
  sql: Sql,
  { story, article, document, now }: { story: number; article: WaitingArticle; document: GroupDocument; now: Date },
): Promise<string[]> {
  await lockDigestsOf(sql, story);
  if (!(await wasTold(sql, story))) return [];
  const texts = await textsWithout(sql, story, article.id);
  const told = readTold(texts);
  const items = findNews(document, told);
  const urgency = judgeNews(document, items, told);
  if (urgency !== "none") return bringBack({ digests }, sql, { story, article: article.id, urgency, now });
  // Outlets add a sentence of their own to everything: that is news to those alone whom the story was not sent for what it names.
  const news = items.map(({ text }) => text);
  const found = await matchesOf(sql, article.id, { firstIn: story });
  const readers = takersOf(digests, watchlistsWithNewTerms(article, found, { told: texts, news }));
  return readers.length === 0 ? [] : bringBack({ digests: readers }, sql, { story, article: article.id, urgency: "later", now });
}

/** The same for an article that was told, and whose words changed. Compared are the words that stood there when the story was last told. */
export async function resurfaceEdited(
  { digests }: Pick<Config, "digests">,
  sql: Sql,
  { story, article, now }: { story: number; article: WaitingArticle; now: Date },
): Promise<string[]> {
  await lockDigestsOf(sql, story);
  if (!(await wasTold(sql, story))) return [];
  const texts = [...(await textsWithout(sql, story, article.id)), ...(await textsToldOf(sql, story, article.id))];
  const told = readTold(texts);
  const document = groupDocument(article);
  const changed = { ...document, text: [document.text, ...article.entries.map((entry) => entry.text)].join("\n\n") };
  const sayings = await sayingsOf(sql, article);
  const items = findNews(changed, told);
  const lasting = new Set(
    findLasting(
      items.map((item) => item.text),
      sayings,
    ),
  );
  const news = items.filter(({ kind, text }) => lasting.has(text) && (kind !== "headline" || !sayings.some(isCounter)));
  const urgency = isReplaced(changed, items, told) ? "later" : judgeNews(changed, news, told);
  if (urgency !== "none") return bringBack({ digests }, sql, { story, article: article.id, urgency, now });
  // One new sentence, or a short line, is no news to all, but to those who watch what it names.
  const lines = findNews(changed, told, { brief: true }).filter(({ kind }) => kind !== "headline" || !sayings.some(isCounter));
  const sentences = findLasting(
    lines.map(({ text }) => text),
    sayings,
  );
  const watching = watchlistsWithNewTerms(article, await matchesOf(sql, article.id), { told: texts, news: sentences });
  const readers = takersOf(digests, watching);
  if (readers.length === 0) await takeBackNews(sql, story, article.id);
  return readers.length === 0 ? [] : bringBack({ digests: readers }, sql, { story, article: article.id, urgency: "later", now });
}

/** What each of its feeds said of an article, and its page, up to now. */
async function sayingsOf(sql: Sql, article: WaitingArticle): Promise<Sayings[]> {
  // A text that a feed's words stand in for says nothing of its own.
  const page = article.method === "summary" ? [] : [{ id: null, title: article.title, text: article.text ?? "" }];
  const now = [...page, ...article.entries];
  const before = await listVersionsOf(sql, article.id);
  return now.map(({ id, title, text }) =>
    [...before.filter(({ entry }) => entry === id), { title, text }].map((words) => ({
      title: words.title ?? "",
      text: words.text,
    })),
  );
}

async function bringBack(
  { digests }: Pick<Config, "digests">,
  sql: Sql,
  { story, article, urgency, now }: { story: number; article: number; urgency: Urgency; now: Date },
): Promise<string[]> {
  if (urgency === "none") return [];
  const holds = digests.map(({ id, holdMs }) => ({ digest: id, ms: holdMs }));
  const back = await bringBackStory(sql, { story, article, isUrgent: urgency === "at once", now }, holds);
  const immediate = new Map(
    digests.filter(({ schedule }) => schedule.kind === "immediately").map(({ id, settleMs }) => [id, settleMs]),
  );
  const due = [];
  for (const { digest, until } of back) {
    const settleMs = immediate.get(digest);
    if (until === null || settleMs === undefined) continue;
    const at = new Date(Math.max(until.getTime(), now.getTime() + settleMs));
    await makeDigestsDue(sql, [digest], at);
    if (at <= now) due.push(digest);
  }
  return due;
}
