// Fetches an article's page and reads its text; if that fails, the feed's words are used, with the reason.
import { RetryLaterError } from "../../errors.ts";
import { failpoint } from "../../failpoint.ts";
import { readRefresh } from "../../http/find-target.ts";
import { retryAfter } from "../../http/retry-after.ts";
import { limitsOf } from "../limits-of.ts";
import { openVisitBudgets } from "./visit-budgets.ts";
import { areWhole, mayIgnoreRobots, mayRender, refusalFor } from "./rules-of-feeds.ts";
import { readArticleAnswer } from "./read-article-answer.ts";
import { findRepeated, findSeveral, repeatedAt, SEVERAL_ENTRIES } from "./find-repeated.ts";
import { markRepeated } from "../group-stories/weigh-stories.ts";
import { readCounted, READINGS_MAX } from "./read-counted.ts";
import { readFurtherPages } from "./read-further-pages.ts";
import { moveArticle } from "../../store/move-article.ts";
import { findMainElsewhere, findOwnAddress, findTarget, isMainOf } from "./find-own-address.ts";
import type { SentBack } from "../../store/edits.ts";
import { unread, weigh, weighAgain } from "./weigh-again.ts";
import { weighPage } from "./weigh-page.ts";
import { beginReading, countAttempt, findArticle, postponeArticle, saveTexts } from "../../store/articles.ts";
import { gather } from "../../store/engine/gather.ts";
import { saveReread } from "../../store/edits.ts";
import { sharesWords } from "../../articles/judge-page.ts";
import { keyWords } from "../../articles/key-words.ts";
import { BY_SCRIPT, type ExtractedPage } from "../../articles/article.ts";
import type { NextPage } from "../../articles/find-next-page.ts";
import type { PoliteOptions } from "../../http/ask-host.ts";
import type { Answered, HttpAnswer } from "../../http/answer.ts";
import type { Ended, StageHandler } from "../process-job.ts";
import type { Payload } from "../pipeline.ts";
import type { Found } from "./weigh-again.ts";
import type { BegunArticle, TextRead, WaitingArticle } from "../../store/articles.ts";
import type { ArticleAnswer } from "./read-article-answer.ts";
import type { StageDeps } from "../stage-deps.ts";

/** The limits of a page request. */
export const PAGE_REQUEST = {
  bodyBytesMax: 5 * 1024 * 1024,
  deadlineMs: 30_000,
  accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5",
  obeyRobots: true,
};
/** Pauses before a temporarily failed page is tried again; after the last, the summary is used rather than be late. */
const RETRY_AFTER_MS = [5_000, 30_000];
/** A host that is rate-limited for longer than this is not waited for: an alert by the summary beats a late one. */
const PATIENCE_MS = 5 * 60_000;
/** How many pages in a row may only redirect. */
export const STEPS_MAX = 2;
const LISTED_MAX = 20;
const IN_VAIN = "It may come after a click, with scrolling, or in a frame.";
const LISTED_CHARS_MAX = 600;

export function fetchArticles(deps: StageDeps): StageHandler<"fetch-articles"> {
  const { database } = deps;
  const budgetOf = openVisitBudgets(deps);
  const begin = gather({ doAll: (ids: readonly number[]) => beginReading(database, ids) });
  const saveText = gather({
    doAll: (texts: readonly TextRead[]) => saveTexts(database, texts),
    charsOf: ({ read }) => read.text.length,
  });
  const finish = async (turn: Payload<"fetch-articles">["turn"], article: WaitingArticle, found: Found) => {
    failpoint("page read");
    const read = weigh(article, found);
    const isSaved = await saveText({ id: article.id, read, now: deps.now() });
    failpoint("text saved");
    // If another worker was first, it has handed the article on.
    return !isSaved ? undefined : { read, handOn: { "match-watchlists": [{ article: article.id, turn }] } };
  };
  const run = async ({ article: id, turn }: Payload<"fetch-articles">): Promise<Ended<"fetch-articles">> => {
    const article = await begin(id);
    if (article === null) return { outcome: "already-done" };
    // Threads protect this process from pages; a page that ends the process all the same is given up after some tries.
    const found: Read =
      article.readings >= READINGS_MAX
        ? unread("extractor-crashed", `reading it ended its process ${READINGS_MAX} times`)
        : article.asks_page
          ? await readArticle(deps, article, budgetOf)
          : ({ kind: "not-asked" } as const);
    if (found.kind === "joined") return { outcome: "joined", handOn: { "match-watchlists": jobsOf(found.again) } };
    if (article.method !== null) return endRereading(deps, article, found);
    const finished = await finish(turn, { ...article, url: found.url ?? article.url }, found);
    if (finished === undefined) return { outcome: "already-done" };
    const { read, handOn } = finished;
    return read.reason === null || read.reason === "beginning"
      ? { outcome: "extracted", counts: { extracted: 1 }, handOn }
      : { outcome: "summary-only", counts: { summaryOnly: 1 }, handOn };
  };
  return {
    run,
    postpone: ({ article }, until, reason) => postponeArticle(database, article, "fetch-articles", until, reason),
    async giveUp({ article: id, turn }, error) {
      const article = await findArticle(database, id);
      if (article?.stage !== "fetch-articles") return;
      const found = unread("extractor-crashed", error.message);
      if (article.method !== null) return (await endRereading(deps, article, found)).handOn;
      return (await finish(turn, article, found))?.handOn;
    },
  };
}

function overQuota({ config }: StageDeps, { entries: [first] }: WaitingArticle): Found {
  const { entries, bytes } = limitsOf(config(), first?.feed_url ?? "");
  return unread("over-quota", `its source had listed more than ${entries} entries or ${bytes / 1_000_000} MB that day`);
}

type BudgetOf = ReturnType<typeof openVisitBudgets>;

/** Stores what was read again of an article; while it was read, its feeds may have changed their words once more. */
async function endRereading({ database, now }: StageDeps, begun: WaitingArticle, found: Found): Promise<Ended<"fetch-articles">> {
  for (let article: WaitingArticle | null = begun; ; article = await findArticle(database, begun.id)) {
    if (article?.stage !== "fetch-articles") return { outcome: "already-done" };
    const read = weighAgain(article, found);
    const rereadNow: WaitingArticle = article;
    if (await database.transaction((sql) => saveReread(sql, rereadNow, read, now())))
      return { outcome: "read-again", handOn: { "match-watchlists": [{ article: begun.id }] } };
  }
}

/** `joined`: the article was another's AMP or mobile page or a link to it, and its feeds' words now belong to that. Else `url` is its own address, if that is another. */
type Read = (Found & { url?: string }) | { kind: "joined"; again: SentBack[] };

const jobsOf = (again: readonly SentBack[]): Payload<"match-watchlists">[] =>
  again.filter(({ stage }) => stage === "match-watchlists").map(({ id }) => ({ article: id }));

async function readArticle(deps: StageDeps, article: BegunArticle, budgetOf: BudgetOf): Promise<Read> {
  if (article.over_quota) return overQuota(deps, article);
  if (!/^https?:/.test(article.url))
    return areWhole(deps, article) ? { kind: "whole" } : unread("no-url", "the feed gives no address for it");
  const request = requestOf(deps, article, budgetOf);
  const page = await readFrom(deps, article, request);
  if (article.method !== null) return foundOf(deps, article, request, page);
  const main = await readMain(deps, article, request, page);
  const ofMobile = main === null ? findOwnAddress(article.url, page) : null;
  const own = main?.url ?? ofMobile ?? targetOf(article, page);
  if (own === null) return foundOf(deps, article, request, page);
  const move = await deps.database.transaction((sql) => moveArticle(sql, { id: article.id, url: own, now: deps.now() }));
  if (move.kind === "stays") return foundOf(deps, article, request, page);
  if (move.kind === "joined") return move;
  const moved = { ...article, url: own, shares_address: true };
  const found = ofMobile === null ? foundOf(deps, moved, request, main?.page ?? page) : readMoved(deps, moved, request, page);
  return { ...(await found), url: own };
}

/** The address on another site to which the article's link led, if the page there is the article: a short link is no place of its own. */
function targetOf(article: BegunArticle, page: ArticleAnswer): string | null {
  const url = findTarget(article.url, page);
  if (url === null || page.kind !== "page") return null;
  const { reason } = weighPage(article, page.page);
  if (reason !== null && reason !== "beginning") return null;
  // That a page cannot be judged, as in another language than its entry's, is not enough to be called by its address.
  return sharesWords(`${page.page.title ?? ""}\n${page.page.text}`, article.entries) ? url : null;
}

/** The article's page on another site, if `page` is its mobile page and has the same text. */
async function readMain(
  deps: StageDeps,
  article: BegunArticle,
  request: PoliteOptions,
  page: ArticleAnswer,
): Promise<{ url: string; page: ArticleAnswer } | null> {
  const url = findMainElsewhere(article.url, page);
  if (url === null || page.kind !== "page") return null;
  const main = await readFrom(deps, { ...article, url }, { ...request, continues: true });
  return main.kind === "page" && isMainOf(main.page, page.page) ? { url, page: main } : null;
}

/** `page` is the AMP or mobile page: it is as good if the article's own page cannot be read, unless the publisher's rules forbid that one. */
async function readMoved(deps: StageDeps, article: BegunArticle, request: PoliteOptions, page: ArticleAnswer): Promise<Found> {
  const own = await readFrom(deps, article, request);
  if (page.kind !== "page" || (own.kind !== "page" && own.reason === "robots")) return foundOf(deps, article, request, own);
  const found = own.kind === "page" ? await foundOf(deps, article, request, own) : null;
  return found !== null && weigh(article, found).reason === null ? found : foundOf(deps, article, request, page);
}

/** Follows pages that only lead on. */
async function readFrom(deps: StageDeps, article: BegunArticle, request: PoliteOptions): Promise<ArticleAnswer> {
  let page = await readAt(deps, article, article.url, request);
  for (let steps = 0; page.kind === "page" && page.page.leadsTo !== undefined && steps < STEPS_MAX; steps++)
    page = await readAt(deps, article, page.page.leadsTo, request);
  return page;
}

async function foundOf(deps: StageDeps, article: BegunArticle, request: PoliteOptions, page: ArticleAnswer): Promise<Found> {
  if (page.kind === "page") {
    const whole = await readFurtherPages(page.page, (next) => readNext(deps, article, request, next));
    const words = keyWords(whole.text);
    const repeated = await findRepeated(deps.database, article, { text: whole.text, words });
    if (repeated !== null) {
      await markRepeated(deps, repeated.stories, whole.text);
      return unread("not-the-article", repeatedAt(article.url));
    }
    const isOfSeveral = await findSeveral(deps.database, article, words);
    return isOfSeveral ? unread("not-the-article", SEVERAL_ENTRIES) : { kind: "page", page: whole, words };
  }
  const pauseMs = RETRY_AFTER_MS[article.attempts];
  if (page.temporary && pauseMs !== undefined) {
    await countAttempt(deps.database, article.id);
    throw new RetryLaterError(page.detail, new Date(deps.now().getTime() + pauseMs));
  }
  return unread(page.reason, page.detail);
}

/** A further page of the article; null if it cannot be read, or if it is at another host. */
async function readNext(
  deps: StageDeps,
  article: BegunArticle,
  request: PoliteOptions,
  { url, part }: NextPage,
): Promise<ExtractedPage | null> {
  const answer = await deps.client().get(url, { ...request, continues: true });
  if (answer.kind !== "answer" || new URL(answer.url).host !== new URL(url).host) return null;
  await holdIfAsked(deps, answer);
  const read = await readArticleAnswer(answer, url, (input) => readCounted(deps, article, { ...input, part }));
  return read.kind === "page" ? read.page : null;
}

/** How its pages are asked for: in the name of all the sources that list it. */
function requestOf(deps: StageDeps, article: WaitingArticle, budgetOf: BudgetOf): PoliteOptions {
  const from = [...new Set(article.entries.map(({ feed_url }) => feed_url))];
  const refuses = refusalFor(from);
  return {
    ...PAGE_REQUEST,
    from,
    budget: budgetOf(from),
    obeyRobots: !mayIgnoreRobots(deps, article),
    ...(refuses !== undefined && { refuses }),
  };
}

async function readAt(deps: StageDeps, article: BegunArticle, url: string, request: PoliteOptions): Promise<ArticleAnswer> {
  const answer = await deps.client().get(url, request);
  if (answer.kind === "in-line") throw new RetryLaterError(answer.message, answer.until);
  if (answer.kind === "held") {
    if (answer.until.getTime() - deps.now().getTime() <= PATIENCE_MS) throw new RetryLaterError(answer.message, answer.until);
    return { kind: "unreadable", reason: "blocked", detail: answer.message, temporary: false };
  }
  await holdIfAsked(deps, answer);
  const read = await readArticleAnswer(answer, article.url, (input) =>
    readCounted(deps, article, { ...input, listed: listedOf(article) }),
  );
  if (answer.kind !== "answer") return read;
  const isByScript = read.kind === "page" && read.page.detail === BY_SCRIPT;
  return isByScript && mayRender(deps, article)
    ? renderPage(deps, article, { read, answer, request })
    : followRefresh(read, answer);
}

/** Enough of what the sources say to tell a page of the article from one that only leads there. */
const listedOf = ({ entries }: BegunArticle) =>
  entries.slice(0, LISTED_MAX).map(({ title, text }) => ({ title, text: text.slice(0, LISTED_CHARS_MAX) }));

/** The page as a browser shows it; if that cannot be had, the page as it was read, with the reason. */
async function renderPage(
  deps: StageDeps,
  article: BegunArticle,
  {
    read,
    answer,
    request: { from, refuses },
  }: { read: Extract<ArticleAnswer, { kind: "page" }>; answer: Answered; request: PoliteOptions },
): Promise<ArticleAnswer> {
  const rendered = await deps.client().render(answer, from ?? [], refuses);
  if (rendered.kind !== "answer") return { ...read, page: { ...read.page, detail: `${BY_SCRIPT} It ${rendered.message}.` } };
  const shown = await readArticleAnswer(rendered, answer.url, (input) => readCounted(deps, article, input));
  if (shown.kind !== "page" || shown.page.reason !== "no-text") return shown;
  const why = rendered.unserved === undefined ? IN_VAIN : `Its scripts asked in vain for ${rendered.unserved}.`;
  return { ...shown, page: { ...shown.page, detail: `A browser shows no text on the page either. ${why}` } };
}

/** A page without an article may lead on by its Refresh header, as by its meta tag. */
function followRefresh(read: ArticleAnswer, { headers, url }: Answered): ArticleAnswer {
  const to = readRefresh(headers["refresh"])?.address;
  const leadsOn = read.kind === "page" && read.page.reason !== null && read.page.leadsTo === undefined;
  if (!leadsOn || to === undefined || !URL.canParse(to, url) || new URL(to, url).href === url) return read;
  return { ...read, page: { ...read.page, leadsTo: new URL(to, url).href } };
}

async function holdIfAsked(deps: StageDeps, answer: HttpAnswer): Promise<void> {
  if (answer.kind !== "answer" || (answer.status !== 429 && answer.status !== 503)) return;
  const until = retryAfter(answer.headers, deps.now());
  if (until !== null) await deps.client().hold(answer.url, until);
}
