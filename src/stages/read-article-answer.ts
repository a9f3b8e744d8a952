// What an HTTP answer means for an article: its page, or in words why there is none, and whether that may pass.
import { explainStatus } from "../http/explain-status.ts";
import type { ExtractedPage, UnreadableReason } from "../articles/article.ts";
import type { Failed, HttpAnswer } from "../http/answer.ts";
import type { TaskResult } from "../threads/tasks.ts";

export type ArticleAnswer =
  | { kind: "page"; page: ExtractedPage }
  | { kind: "unreadable"; reason: UnreadableReason; detail: string; temporary: boolean };

type ReadPage = (input: { bytes: Uint8Array; url: string; contentType: string | null }) => Promise<TaskResult<ExtractedPage>>;

export async function readArticleAnswer(answer: HttpAnswer, readPage: ReadPage): Promise<ArticleAnswer> {
  if (answer.kind === "failed") return unreadable(reasonOf(answer), answer.message, answer.temporary);
  const { status } = answer;
  if (status < 200 || status > 299)
    return unreadable(reasonOfStatus(status), explainStatus(answer), status === 429 || status === 408 || status >= 500);
  const result = await readPage({ bytes: answer.body, url: answer.url, contentType: answer.headers["content-type"] ?? null });
  switch (result.kind) {
    case "done":
      return { kind: "page", page: result.value };
    case "timeout":
      return unreadable("too-complex", "reading the page took too long", false);
    case "crashed":
    case "failed":
      return unreadable("extractor-crashed", result.message, false);
  }
}

const unreadable = (reason: UnreadableReason, detail: string, temporary: boolean): ArticleAnswer => ({
  kind: "unreadable",
  reason,
  detail,
  temporary,
});

function reasonOf({ reason }: Failed): UnreadableReason {
  if (reason === "private-address" || reason === "timeout" || reason === "too-large" || reason === "robots") return reason;
  return "unreachable";
}

function reasonOfStatus(status: number): UnreadableReason {
  if (status === 404) return "not-found";
  if (status === 410) return "gone";
  return status >= 500 ? "server-error" : "blocked";
}
