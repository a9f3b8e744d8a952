// Goal: no document blocks polling. Method: hostile feeds through the threads that read them, with the main loop watched.
import { afterAll, beforeAll, expect, test } from "vitest";
import { openThreads, type Threads } from "../../src/threads/pool.ts";
import { HOSTILE_DOCUMENTS } from "./hostile-documents.ts";
import { processorStall } from "../support/processor-stall.ts";

/** The thread's own deadline is what ends a document. `npm run bench -- hostile-feeds` holds each to 2 s and 100 ms, which a busy machine stretches. */
const STALL_MS_MAX = 500;

let threads: Threads;
beforeAll(async () => {
  // As poll-feeds has them, but for the size; the first document pays for the start.
  threads = openThreads({ size: 1, deadlineMs: 10_000, heapMb: 256 });
  const first = new Uint8Array(Buffer.from("<rss><channel><title>T</title></channel></rss>"));
  await threads.run("parse-feed", { bytes: first, url: null, contentType: null });
});
afterAll(() => threads.close());

test.each(Object.entries(HOSTILE_DOCUMENTS))("%s", async (_, make) => {
  const document = make();
  // What it costs to make the bytes is not the reader's fault.
  const bytes = new Uint8Array(Buffer.from(document, "latin1"));
  const { result, stallMs } = await processorStall(() => threads.run("parse-feed", { bytes, url: null, contentType: null }));
  expect(result).toMatchObject({ kind: "done" });
  if (result.kind === "done") expect(result.value.entries[0]?.title).toBe("good");
  expect(stallMs).toBeLessThan(STALL_MS_MAX);
  expect(Object.keys(Object.prototype)).toEqual([]);
});
