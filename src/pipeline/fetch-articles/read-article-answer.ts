// What an HTTP answer means for an article: its page, or the reason why there is none, and whether that is temporary.
import { documentOf } from "../../http/answer.ts";
import { readLinkHeader } from "../../feeds/discover/read-link-header.ts";
import { blockedBy, explainStatus } from "../../http/explain-status.ts";
import type { ExtractedPage, UnreadableReason } from "../../articles/article.ts";
import type { Answered, Failed, HttpAnswer } from "../../http/answer.ts";
import type { TaskResult } from "../../threads/tasks.ts";

interface Unreadable {
  kind: "unreadable";
  reason: UnreadableReason;
  detail: string;
  temporary: boolean;
}

/** `url`: where the page was read, after all redirects. */
export type ArticleAnswer<Page = ExtractedPage> = { kind: "page"; page: Page; url: string } | Unreadable;

/** `next`: the address that the answer's Link header calls the next page. */
type ReadPage<Page> = (input: {
  bytes: Uint8Array;
  url: string;
  contentType: string | null;
  next?: string;
}) => Promise<TaskResult<Page>>;

/** `asked` is the first address; redirects, and pages that only redirect, may have led elsewhere. */
export async function readArticleAnswer<Page>(
  answer: HttpAnswer,
  asked: string,
  readPage: ReadPage<Page>,
): Promise<ArticleAnswer<Page>> {
  if (answer.kind === "failed") return unreadable(reasonOf(answer), answer.message, answer.temporary);
  const { status } = answer;
  // A 300 that leads nowhere shows its own page (RFC 9110 section 15.4.1).
  if (status !== 300 && (status < 200 || status > 299))
    return unreadable(reasonOfStatus(status), explainStatus(answer), status === 429 || status === 408 || status >= 500);
  if (blockedBy(answer) !== null) return unreadable("bot-check", explainStatus(answer), false);
  if (isFrontPage(answer.url) && !isFrontPage(asked))
    return unreadable("not-found", "the address leads to the site's front page", false);
  const result = await readTwice(answer, readPage);
  switch (result.kind) {
    case "done":
      return { kind: "page", page: result.value, url: answer.url };
    case "timeout":
      return unreadable("too-complex", "reading the page took too long", false);
    case "crashed":
    case "failed":
      return unreadable("extractor-crashed", result.message, false);
  }
}

/** A thread may have died of leftovers of earlier pages, so only a page that ends two threads is to blame. */
async function readTwice<Page>(answer: Answered, readPage: ReadPage<Page>): Promise<TaskResult<Page>> {
  const document = { ...documentOf(answer), ...nextOf(answer) };
  // The thread takes over the bytes that it gets.
  const first = await readPage({ ...document, bytes: new Uint8Array(document.bytes) });
  return first.kind === "crashed" ? readPage(document) : first;
}

function nextOf({ headers }: Answered): { next?: string } {
  const link = headers["link"];
  const next =
    link === undefined
      ? undefined
      : readLinkHeader(link).find(({ parameters }) => /(?:^|\s)next(?:\s|$)/i.test(parameters.get("rel") ?? ""));
  return next === undefined ? {} : { next: next.href };
}

const isFrontPage = (url: string): boolean => {
  const { pathname, search } = new URL(url);
  return pathname === "/" && search === "";
};

const unreadable = (reason: UnreadableReason, detail: string, temporary: boolean): Unreadable => ({
  kind: "unreadable",
  reason,
  detail,
  temporary,
});

function reasonOf({ reason }: Failed): UnreadableReason {
  if (reason === "unwanted") return "not-the-article";
  if (
    reason === "private-address" ||
    reason === "timeout" ||
    reason === "too-large" ||
    reason === "robots" ||
    reason === "over-budget"
  )
    return reason;
  return "unreachable";
}

function reasonOfStatus(status: number): UnreadableReason {
  if (status === 404) return "not-found";
  if (status === 410) return "gone";
  return status >= 500 ? "server-error" : "blocked";
}
