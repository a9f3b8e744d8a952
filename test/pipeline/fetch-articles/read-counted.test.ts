// A page that ends its process is told from those that were only near it, or waiting, when a process ended.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readCounted, READINGS_MAX } from "../../../src/pipeline/fetch-articles/read-counted.ts";
import { beginReading } from "../../../src/store/articles.ts";
import { saveEntries } from "../../../src/store/entries.ts";
import { openThreads } from "../../../src/threads/pool.ts";
import { STORES } from "../../store/open-test-store.ts";
import { addFeed, newEntry, NOW } from "../../store/seed.ts";
import { until } from "../../support/wait.ts";
import { openStages } from "../open-stages.ts";
import type { TestStages } from "../open-stages.ts";

const page = (words: number) =>
  `<html><head><title>Harbour closed</title></head><body><article><p>${"The council met on Tuesday. ".repeat(words)}</p></article></body></html>`;
/** Takes longer than it takes to see that it is at work. */
const LONG = page(20_000);
const SHORT = page(40);

const ignore = () => undefined;
function gate() {
  let open: () => void = ignore;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(() => stages.wipe());
  afterAll(() => stages.close());

  /** Articles under which a process has ended before. */
  async function articlesOf(count: number): Promise<number[]> {
    const feed = await addFeed(stages.database, { name: "The Outlet" });
    const entries = Array.from({ length: count }, (_, n) =>
      newEntry(String(n), { articleUrl: `https://a.example/${n}`, url: `https://a.example/${n}` }),
    );
    const { articles } = await saveEntries(stages.database, feed, entries, NOW);
    await stages.database.run("update articles set starts = 1");
    return articles;
  }
  const readingsOf = async (ids: readonly number[]) => {
    const rows = await stages.database.many<{ id: number; readings: number }>("select id, readings from articles");
    return ids.map((id) => rows.find((row) => row.id === id)?.readings);
  };

  /** One process, which reads the pages of these articles all at once and ends as soon as it begins the page of `deadly`; those that it read. */
  async function live(pages: ReadonlyMap<number, string>, deadly: number, near: number | null = null): Promise<number[]> {
    const threads = openThreads({ size: 2, deadlineMs: 60_000, heapMb: 256 });
    const { database } = stages;
    let isDead = false;
    const isNearAtWork = gate();
    const death = gate();
    if (near === null) isNearAtWork.open();
    const mortal = new Proxy(database, {
      get: (target, name) =>
        name !== "run"
          ? (Reflect.get(target, name) as unknown)
          : async (...[sql, values = []]: Parameters<typeof target.run>) => {
              // The page next to the deadly one takes longer.
              if (values[0] === near && values[1] === -1) await death.passed;
              if (isDead) throw new Error("the process has ended");
              const changed = await target.run(sql, values);
              if (values[0] === near) isNearAtWork.open();
              if (values[0] !== deadly) return changed;
              await isNearAtWork.passed;
              isDead = true;
              death.open();
              throw new Error("the process has ended");
            },
    });
    const read: number[] = [];
    const begun = await beginReading(database, [...pages.keys()]);
    await Promise.allSettled(
      begun.map(async (article) => {
        if (article === null) return;
        const bytes = new TextEncoder().encode(pages.get(article.id));
        const input = { bytes, url: article.url, contentType: "text/html" };
        await readCounted({ ...stages.deps, database: mortal, threads }, article, input);
        read.push(article.id);
      }),
    );
    await threads.close();
    return read.toSorted((a, b) => a - b);
  }

  test("an article is counted while a thread works on its page, and not while it waits for one", async () => {
    const [first = 0, second = 0] = await articlesOf(2);
    const threads = openThreads({ size: 1, deadlineMs: 60_000, heapMb: 256 });
    const begun = await beginReading(stages.database, [first, second]);
    const reading = begun.map(async (article) => {
      if (article === null) throw new Error("it does not wait");
      const bytes = new TextEncoder().encode(article.id === first ? LONG : SHORT);
      return readCounted({ ...stages.deps, threads }, article, { bytes, url: article.url, contentType: "text/html" });
    });
    await until(async () => (await readingsOf([first]))[0] === 1, "a thread works on the first");
    expect(await readingsOf([first, second])).toEqual([1, 0]);
    expect((await Promise.all(reading)).map((result) => result.kind)).toEqual(["done", "done"]);
    expect(await readingsOf([first, second])).toEqual([0, 0]);
    await threads.close();
  });

  test("a page that ends each process is known after a dozen, and all others are read before it in the next process", async () => {
    const [near = 0, deadly = 0, ...waiting] = await articlesOf(5);
    const pages = new Map([near, deadly, ...waiting].map((id) => [id, SHORT]));
    const together = new Map([near, deadly].map((id) => [id, SHORT]));
    expect(await live(together, deadly, near)).toEqual([]);
    // Which of the two it was cannot be known yet.
    expect(await readingsOf([near, deadly, ...waiting])).toEqual([1, 1, 0, 0, 0]);
    expect(await live(pages, deadly)).toEqual([near, ...waiting]);
    for (const read of [near, ...waiting]) pages.delete(read);
    for (let lives = 2; lives < READINGS_MAX; lives++) expect(await live(pages, deadly)).toEqual([]);
    expect(await readingsOf([near, deadly, ...waiting])).toEqual([1, READINGS_MAX, 0, 0, 0]);
  });
});
