// A search for people: all is found part by part, and what was not looked at is said.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { indexArchive } from "../../src/chores/index-archive.ts";
import { search } from "../../src/desk/search/search.ts";
import { listCandidates } from "../../src/store/views/candidates.ts";
import { openThreads } from "../../src/threads/pool.ts";
import { STORES, openTestStore } from "../store/open-test-store.ts";
import { addArticle, addFeed, insert, minutesLater, NOW } from "../store/seed.ts";
import type { SearchAnswer, SearchQuestion } from "../../src/desk/search/search.ts";
import type { Threads } from "../../src/threads/pool.ts";
import type { TestStore } from "../store/open-test-store.ts";

type Found = Extract<SearchAnswer, { kind: "found" }>;

const idsOf = ({ hits }: Found) => hits.map(({ id }) => id);
const ARTICLES = 130;
const threads = openThreads({ size: 1, deadlineMs: 10_000, heapMb: 256 });
afterAll(() => threads.close());

describe.each(STORES)("on %s", (kind) => {
  let store: TestStore;

  beforeAll(async () => {
    store = await openTestStore(kind);
    const feed = await addFeed(store.database, { name: "South Wire" });
    for (let number = 0; number < ARTICLES; number++) {
      const article = await addArticle(store.database, {
        stage: "done",
        title: `Harbour report ${number}`,
        text: `The harbour was ${number % 13 === 0 ? "closed by a strike" : "open"} on day ${number}.`,
        language: number % 2 === 0 ? "en-GB" : "de",
        site: number % 5 === 0 ? "gull.example" : null,
        first_seen_at: minutesLater((number - ARTICLES) * 60),
      });
      const seen = { first_seen_at: NOW, last_seen_at: NOW };
      if (number % 5 > 0)
        await insert(store.database, "entries", { feed_id: feed, key: `k${number}`, article_id: article, ...seen });
    }
    await indexArchive(store, { most: 100 });
  });
  afterAll(() => store.close());

  async function ask(
    query: string,
    more: Partial<SearchQuestion> = {},
    by: Pick<Threads, "run"> = threads,
  ): Promise<SearchAnswer> {
    const question = { query, since: null, language: null, outlet: null, before: null, limit: 200, lookMs: 60_000, ...more };
    return search({ database: store.database, config: () => ({ watchlists: [] }), now: () => NOW }, by, question);
  }
  async function found(...asked: Parameters<typeof ask>): Promise<Found> {
    const answer = await ask(...asked);
    if (answer.kind === "fault") throw new Error(answer.message);
    return answer;
  }
  /** Follows `next` to the end. */
  async function followed(query: string, more: Partial<SearchQuestion> = {}): Promise<number[][]> {
    const parts: number[][] = [];
    for (let before: number | null = null; ;) {
      const answer: Found = await found(query, { ...more, before });
      parts.push(idsOf(answer));
      before = answer.next;
      if (before === null) return parts;
    }
  }
  const STRIKES = [118, 105, 92, 79, 66, 53, 40, 27, 14, 1];

  test("a word is found in all articles, newest first, with its places, days and outlets", async () => {
    const answer = await found("strike");
    expect(idsOf(answer)).toEqual(STRIKES);
    expect(answer).toMatchObject({ count: 10, left: 0, next: null, unread: 0, archived: null });
    expect(answer.hits[0]?.excerpt.marks).toHaveLength(1);
    expect(answer.days.reduce((sum, { matches }) => sum + matches, 0)).toBe(10);
    expect(answer.outlets).toEqual([
      { name: "South Wire", count: 8 },
      { name: "gull.example", count: 2 },
    ]);
    expect(answer.languages.map(({ name }) => name)).toEqual(["de", "en"]);
  });

  test("pages follow each other without a gap and without a repetition", async () => {
    const parts = await followed("strike", { limit: 3 });
    expect(parts.map((part) => part.length)).toEqual([3, 3, 3, 1]);
    expect(parts.flat()).toEqual(STRIKES);
  });

  test("out of time, it says what it looked at, and goes on from there", async () => {
    const first = await found("harbour", { lookMs: 0, limit: 200 });
    expect(first).toMatchObject({ count: 50, looked: 50, left: 80, next: ARTICLES - 49 });
    expect(first.backTo).toBe(minutesLater(-50 * 60).toISOString());
    expect((await followed("harbour", { lookMs: 0 })).map((part) => part.length)).toEqual([50, 50, 30]);
    expect((await followed("strike AND /s.rike/", { lookMs: 0 })).flat()).toEqual(STRIKES);
    expect((await followed("/s.rike/", { lookMs: 0 })).flat()).toEqual(STRIKES);
  });

  test("filters keep to a language, an outlet and a time", async () => {
    expect(idsOf(await found("strike", { language: "en" }))).toEqual(STRIKES.filter((id) => id % 2 === 1));
    expect(idsOf(await found("strike", { outlet: "gull.example" }))).toEqual([66, 1]);
    expect(idsOf(await found("strike", { outlet: "South Wire", language: "de" }))).toEqual(
      [118, 92, 40, 14].filter((id) => id !== 66),
    );
    expect(idsOf(await found("strike", { since: minutesLater(-40 * 60).toISOString() }))).toEqual([118, 105, 92]);
  });

  test("several words are a phrase, and a fault has its place", async () => {
    expect(await found("closed by a strike")).toMatchObject({ query: '"closed by a strike"', count: 10 });
    expect(await ask("strike AND (open")).toMatchObject({
      kind: "fault",
      offset: 11,
      message: expect.stringContaining('write ")"'),
    });
    expect(await ask("")).toMatchObject({ kind: "fault", message: expect.stringContaining("empty") });
    expect(await ask("$nobody")).toMatchObject({ kind: "fault", offset: 0 });
  });

  test("without a hit it says among how many", async () => {
    expect(await found("zeppelin")).toMatchObject({ count: 0, next: null, archived: ARTICLES });
  });

  test("articles that take too long are counted, and the others are found", async () => {
    let batches = 0;
    const slow: Pick<Threads, "run"> = {
      run: (task, input) =>
        task === "match-watchlists" && batches++ === 0 ? Promise.resolve({ kind: "timeout" }) : threads.run(task, input),
    };
    expect(await found("harbour", {}, slow)).toMatchObject({ unread: 50, count: 80, looked: 130 });
  });

  test("the two ways to candidates find the same", async () => {
    const words = { kind: "word", word: "strike", prefix: false } as const;
    const question = { words, since: null, language: null, outlet: null, before: 120 };
    const listed = async (sizes: Parameters<typeof listCandidates>[2]): Promise<number[]> => {
      const ids: number[] = [];
      for (let before: number | null = 120; before !== null;) {
        const part = await listCandidates(store.database, { ...question, before }, sizes);
        ids.push(...part.ids);
        before = part.through;
      }
      return ids;
    };
    const { ids } = await listCandidates(store.database, question);
    expect(await listed({ few: -1, window: 17 })).toEqual(ids);
    expect(await listed({ part: 3 })).toEqual(ids);
    expect(ids).toEqual(expect.arrayContaining(STRIKES));
  });
});
