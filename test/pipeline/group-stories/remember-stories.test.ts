// What a process remembers for grouping: it learns each decision of the log once, and forgets those that no article can be like any more.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { rememberStories, toBytes } from "../../../src/pipeline/group-stories/remember-stories.ts";
import { logLikeness } from "../../../src/store/story-decisions.ts";
import { addLogDay } from "../../../src/store/story-log.ts";
import { openTestStore, STORES } from "../../store/open-test-store.ts";
import { minutesLater, NOW } from "../../store/seed.ts";

const DAY = 24 * 60;
const KEYS = Uint32Array.of(1, 2, 3, 0xffff_ffff);
const NONE = Uint32Array.of();
const SKETCH = {
  shingles: KEYS,
  keys: KEYS,
  lead: NONE,
  numbers: NONE,
  names: NONE,
  title: new Uint32Array(),
  words: 9,
  first: 0,
  site: 0,
};

describe.each(STORES)("on %s", (kind) => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => void (store = await openTestStore(kind)));
  beforeEach(() => store.wipe());
  afterAll(() => store.close());

  const log = async (story: number) => {
    await addLogDay(store.database, NOW);
    await logLikeness(store.database, { story, article: story, words: 9, keys: toBytes(KEYS), at: NOW });
  };

  test("learns what others have decided since, and each decision once", async () => {
    const remembered = rememberStories();
    const find = () => remembered.memory.find(SKETCH, NOW.getTime()).map(({ story }) => story);
    await log(1);
    await remembered.catchUp(store.database, NOW);
    expect(find()).toEqual([1]);
    await log(2);
    await remembered.catchUp(store.database, NOW);
    await remembered.catchUp(store.database, NOW);
    expect(new Set(find())).toEqual(new Set([1, 2]));
  });

  test("forgets stories whose window has passed, so the memory of a long-lived process does not grow", async () => {
    const remembered = rememberStories();
    await log(1);
    await remembered.catchUp(store.database, NOW);
    expect(remembered.memory.bytes()).toBeGreaterThan(0);
    await remembered.catchUp(store.database, minutesLater(5 * DAY));
    expect(remembered.memory.bytes()).toBe(0);
  });
});
