// Fetches a page on request like the pipeline: guarded, with robots.txt, and through pages that only redirect.
import { openHostLines } from "../../../http/host-line.ts";
import { openHttpClient } from "../../../http/open-http-client.ts";
import { openRobots } from "../../../http/open-robots.ts";
import { openPoliteClient } from "../../../http/polite-client.ts";
import { PAGE_REQUEST, STEPS_MAX } from "../../../pipeline/fetch-articles/fetch-articles.ts";
import { readArticleAnswer } from "../../../pipeline/fetch-articles/read-article-answer.ts";
import { unreadablePage } from "../../../articles/unreadable-page.ts";
import type { InspectedPage } from "../../../articles/inspect-page.ts";
import type { Settings } from "../../../config/load/load-settings.ts";
import type { Threads } from "../../../threads/pool.ts";

/** `steps` are the requested addresses, the last of which was read. */
export async function fetchPage(
  { fetch }: Settings,
  url: string,
  threads: Threads,
): Promise<{ page: InspectedPage; steps: string[] }> {
  const httpClient = openHttpClient(fetch);
  const client = openPoliteClient({
    client: httpClient,
    lines: openHostLines({ gapMs: 0 }),
    heldUntil: new Map(),
    allowPrivate: fetch.allowPrivate,
    lease: null,
    robots: openRobots({ client: httpClient, userAgent: fetch.userAgent, shelf: null }),
  });
  try {
    const steps: string[] = [];
    for (let next = url; ;) {
      steps.push(next);
      const page = await readAt(client, next, url, threads);
      if (page.leadsTo === undefined || steps.length > STEPS_MAX) return { page, steps };
      next = page.leadsTo;
    }
  } finally {
    await client.close();
  }
}

async function readAt(
  client: ReturnType<typeof openPoliteClient>,
  url: string,
  asked: string,
  threads: Threads,
): Promise<InspectedPage> {
  const nothing = { encoding: "", cuts: [] };
  const answer = await client.get(url, PAGE_REQUEST);
  if (answer.kind === "in-line" || answer.kind === "held")
    return { ...unreadablePage(url, "blocked", answer.message), ...nothing };
  const read = await readArticleAnswer(answer, asked, (input) => threads.run("inspect-page", input));
  return read.kind === "page" ? read.page : { ...unreadablePage(url, read.reason, read.detail), ...nothing };
}
