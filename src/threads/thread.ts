// The code of each thread: takes one task at a time and answers with its value or its error.
import { getHeapStatistics } from "node:v8";
import { parentPort } from "node:worker_threads";
import { isPdf } from "../articles/pdf/is-pdf.ts";
import { toError } from "../errors.ts";
import type { ExtractedPage } from "../articles/article.ts";
import type { TaskAnswer, TaskMessage, TaskName, Tasks } from "./tasks.ts";

// Loaded on first use: a thread that only parses feeds needs no DOM, and vice versa.
const TASKS: { [Name in TaskName]: (input: Tasks[Name]["input"]) => Promise<Tasks[Name]["output"]> } = {
  "load-reader": async () => (await import("../articles/read-page.ts")) && null,
  "read-page": async ({ bytes, ...options }) =>
    isPdf(bytes) ? readPdf(bytes, options.url) : (await import("../articles/read-page.ts")).readPage(bytes, options),
  "inspect-page": async ({ bytes, ...options }) =>
    isPdf(bytes)
      ? { ...(await readPdf(bytes, options.url)), encoding: "", cuts: [] }
      : (await import("../articles/inspect-page.ts")).inspectPage(bytes, options),
  "extract-page": async ({ html, url, ...options }) =>
    (await import("../articles/extract-page.ts")).extractPage(html, url, options),
  "parse-feed": async ({ bytes, ...options }) => (await import("../feeds/read/parse-feed.ts")).parseFeed(bytes, options),
  "parse-sitemap": async ({ bytes, ...options }) => (await import("../feeds/read/parse-sitemap.ts")).parseSitemap(bytes, options),
  "read-listing": async ({ bytes, contentType, ...options }) => {
    const [{ decodeBytes }, { readListing }] = await Promise.all([
      import("../text/decode-bytes.ts"),
      import("../feeds/listing/read-listing.ts"),
    ]);
    return readListing(decodeBytes(bytes, { contentType, kind: "html" }).text, options);
  },
  "read-channel": async ({ bytes, url }) =>
    (await import("../feeds/read/read-channel.ts")).readChannel(Buffer.from(bytes).toString(), url),
  "compile-watchlists": async ({ watched }) => (await import("../watchlists/query/match-files.ts")).readFiles(watched),
  "match-watchlists": async ({ watched, articles }) =>
    (await import("../watchlists/query/match-files.ts")).matchFiles(watched, articles),
  "explain-watchlists": async ({ watched, document }) =>
    (await import("../watchlists/query/match-files.ts")).explainFiles(watched, document),
  "read-message": async ({ bytes, ...options }) =>
    (await import("../feeds/newsletter/read-message.ts")).readMessage(bytes, options),
};

async function readPdf(bytes: Uint8Array, url: string): Promise<ExtractedPage> {
  return (await import("../articles/pdf/read-pdf.ts")).readPdf(bytes, url);
}

if (parentPort === null) throw new Error("thread.js is started by the thread pool, not by itself.");
const port = parentPort;

port.on("message", (message: TaskMessage) => {
  void answer(message).then((result) => {
    const { used_heap_size: inHeap, external_memory: outside } = getHeapStatistics();
    port.postMessage({ result, held: inHeap + outside } satisfies TaskAnswer);
  });
});

async function answer({ task, input }: TaskMessage): Promise<TaskAnswer["result"]> {
  try {
    const run = TASKS[task] as (input: TaskMessage["input"]) => Promise<unknown>;
    return { kind: "done", value: await run(input) };
  } catch (thrown) {
    const error = toError(thrown);
    const { code } = error as { code?: unknown };
    return { kind: "failed", name: error.name, message: error.message, ...(typeof code === "string" ? { code } : {}) };
  }
}
