// What an HTTP answer means for an article: its page, or in words why there is none, and whether that may pass.
import { explainStatus } from "../http/explain-status.ts";
import type { ExtractedPage, UnreadableReason } from "../articles/article.ts";
import type { HttpAnswer } from "../http/open-http-client.ts";
import type { Threads } from "../threads/pool.ts";

export type ArticleAnswer = { kind: "page"; page: ExtractedPage } | { kind: "unreadable"; reason: UnreadableReason; detail: string; temporary: boolean };

type ReadPage = (input: { bytes: Uint8Array; url: string; contentType: string | null }) => ReturnType<Threads["run"]>;

export async function readAnswer(answer: HttpAnswer, readPage: ReadPage, now: Date): Promise<ArticleAnswer> {
  void readPage;
  void now;
  void explainStatus;
  if (answer.kind === "failed") return { kind: "unreadable", reason: "unreachable", detail: answer.message, temporary: answer.temporary };
  throw new Error("unfinished");
}
