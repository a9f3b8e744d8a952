// Pages made to stall a reader, through the threads: each ends with text or a label while the main loop runs on.
import { afterAll, expect, test } from "vitest";
import { openThreads } from "../../src/threads/pool.ts";
import { processorStall } from "../support/processor-stall.ts";

const SENTENCE = "The council met again on Tuesday evening, and after a long debate it put the matter off until the spring.";
const DEADLINE_MS = 10_000;
const STALL_MS_MAX = 100;
const threads = openThreads({ size: 2, deadlineMs: DEADLINE_MS, heapMb: 256 });
afterAll(() => threads.close());

const HOSTILE: Readonly<Record<string, string>> = {
  "2,000 nested divs": `${"<div>".repeat(2_000)}<p>${SENTENCE}</p>`,
  "200 unclosed b and i": `${"<b>".repeat(200)}${"<i>".repeat(200)}${`<p>${SENTENCE}</p>`.repeat(200)}`,
  "20,000 links": `${'<a href="/x">A link to somewhere else</a> '.repeat(20_000)}<p>${SENTENCE}</p>`,
  "an element of 20,000 attributes": `<p ${Array.from({ length: 20_000 }, (_, n) => `a${n}="${n}"`).join(" ")}>${SENTENCE}</p>`,
  "50 MB": `<p>${SENTENCE}</p>`.repeat(Math.ceil((50 * 1024 * 1024) / (SENTENCE.length + 7))),
  "a million empty objects as data": `<script type="application/ld+json">[${"{},".repeat(1_600_000)}{}]</script><p>${SENTENCE}</p>`,
  "tables in tables": `${"<table><tr><td>".repeat(5_000)}${SENTENCE}`,
  "a million open brackets": "<".repeat(1_000_000),
};

test("a list of millions of lines ends as a fault of its own, not with the process", async () => {
  const bytes = new Uint8Array(Buffer.alloc(16 * 1024 * 1024, "\n"));
  const read = threads.run("parse-sitemap", { bytes, url: "https://a.example/map.txt", contentType: "text/plain" });
  expect(await read).toMatchObject({ kind: "failed", name: "FeedError" });
});

test("each ends in ten seconds, and the main loop stands still for a tenth of one at most", async () => {
  const pages = Object.entries(HOSTILE).map(([name, html]) => ({ name, bytes: new TextEncoder().encode(html) }));
  const { result: ends, stallMs } = await processorStall(() =>
    Promise.all(
      pages.map(async ({ name, bytes }) => {
        const result = await threads.run("read-page", { bytes, url: "https://a.example/b", contentType: "text/html" });
        const isLabelled = result.kind === "done" && (result.value.text === "") === (result.value.reason !== null);
        return [name, isLabelled ? "text or a label" : result.kind];
      }),
    ),
  );
  expect(ends).toEqual(pages.map(({ name }) => [name, "text or a label"]));
  expect(stallMs).toBeLessThan(STALL_MS_MAX);
});
