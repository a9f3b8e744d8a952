// Fetches a page on request like the pipeline: guarded, with robots.txt, and through pages that only redirect.
import { PAGE_REQUEST, STEPS_MAX } from "../pipeline/fetch-articles/fetch-articles.ts";
import { readArticleAnswer } from "../pipeline/fetch-articles/read-article-answer.ts";
import { unreadablePage } from "../articles/unreadable-page.ts";
import type { InspectedPage } from "../articles/inspect-page.ts";
import type { StageDeps } from "../pipeline/stage-deps.ts";
import type { PoliteClient } from "../http/polite-client.ts";

interface PageDeps extends Pick<StageDeps, "threads" | "now"> {
  client: Pick<PoliteClient, "get">;
}

/** `steps` are the requested addresses, the last of which was read. */
export async function fetchPage(url: string, deps: PageDeps): Promise<{ page: InspectedPage; steps: string[] }> {
  const steps: string[] = [];
  for (let next = url; ;) {
    steps.push(next);
    const page = await readAt(next, url, deps);
    if (page.leadsTo === undefined || steps.length > STEPS_MAX) return { page, steps };
    next = page.leadsTo;
  }
}

async function readAt(url: string, asked: string, { client, threads, now }: PageDeps): Promise<InspectedPage> {
  const nothing = { encoding: "", cuts: [] };
  const answer = await client.get(url, PAGE_REQUEST);
  if (answer.kind === "in-line" || answer.kind === "held")
    return { ...unreadablePage(url, "blocked", answer.message), ...nothing };
  const read = await readArticleAnswer(answer, asked, (input) => threads.run("inspect-page", { ...input, now: now() }));
  return read.kind === "page" ? read.page : { ...unreadablePage(url, read.reason, read.detail), ...nothing };
}
