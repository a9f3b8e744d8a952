// Which answers are pages: one that ends its thread is read once more in another and only then blamed, and a 300 without a target is one.
import { afterAll, expect, test } from "vitest";
import { readArticleAnswer } from "../../../src/pipeline/fetch-articles/read-article-answer.ts";
import { openThreads } from "../../../src/threads/pool.ts";
import type { HttpAnswer } from "../../../src/http/answer.ts";
import type { Tasks } from "../../../src/threads/tasks.ts";
import type { Threads } from "../../../src/threads/pool.ts";

const URL_ASKED = "https://paper.example/a";
const opened: Threads[] = [];
const open = (heapMb: number): Threads => {
  const threads = openThreads({ size: 1, deadlineMs: 20_000, heapMb });
  opened.push(threads);
  return threads;
};
afterAll(() => Promise.all(opened.map((threads) => threads.close())));

const answerOf = (html: string): HttpAnswer => ({
  kind: "answer",
  status: 200,
  headers: { "content-type": "text/html" },
  body: new TextEncoder().encode(html),
  url: URL_ASKED,
  redirects: [],
});
const hungry = () => answerOf(`<title>Hungry</title>${"<p><a href='/x'>x</a> <b>y</b> <i>z</i></p>".repeat(40_000)}`);

test("a page that ends two threads is given up with its reason, and others are read after it", async () => {
  const threads = open(16);
  let reads = 0;
  const readPage = (input: Tasks["read-page"]["input"]) => {
    reads++;
    return threads.run("read-page", input);
  };
  expect(await readArticleAnswer(hungry(), URL_ASKED, readPage)).toMatchObject({
    kind: "unreadable",
    reason: "extractor-crashed",
    detail: expect.stringContaining("16 MB") as string,
    temporary: false,
  });
  expect(reads).toBe(2);
  const calm = answerOf("<title>Calm</title><article><p>Nothing happened at the harbour today, and nobody minded.</p></article>");
  expect(await readArticleAnswer(calm, URL_ASKED, readPage)).toMatchObject({ kind: "page", page: { title: "Calm" } });
});

test("a page whose first thread died of something else is read all the same", async () => {
  const threads = [open(16), open(256)];
  const readPage = (input: Tasks["read-page"]["input"]) =>
    threads.shift()?.run("read-page", input) ?? Promise.reject(new Error("asked a third time"));
  expect(await readArticleAnswer(hungry(), URL_ASKED, readPage)).toMatchObject({ kind: "page", page: { title: "Hungry" } });
});

test("a 300 that leads nowhere shows its page", async () => {
  const threads = open(256);
  const calm = answerOf("<title>Calm</title><article><p>Nothing happened at the harbour today, and nobody minded.</p></article>");
  const readPage = (input: Tasks["read-page"]["input"]) => threads.run("read-page", input);
  const read = (status: number) => readArticleAnswer({ ...calm, status } as HttpAnswer, URL_ASKED, readPage);
  expect(await read(300)).toMatchObject({ kind: "page", page: { title: "Calm" } });
  expect(await read(302)).toMatchObject({ kind: "unreadable", reason: "blocked" });
});
