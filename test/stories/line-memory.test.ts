// A line is an outlet's own if it is in several of its stories; how many outlets have one story is irrelevant.
import { expect, test } from "vitest";
import { openStoryMemory } from "../../src/stories/group-articles.ts";
import { hashLines, hashSite, openLineMemory } from "../../src/stories/blocks/line-memory.ts";
import { article, inventWords } from "./invented.ts";

const AT = Date.parse("2026-03-02T10:00:00Z");
const HOUR_MS = 3_600_000;
const SITE = "ledger.example";
const BLURB = `The Ledger is read by those who load ships and those who wait for them, ${inventWords(1, 20)}.`;
const story = (seed: number): string => [2, 3, 4].map((part) => inventWords(seed * 10 + part, 60)).join("\n");

function learned(site: string | null, stories: number[], { everyMs = 0, line = BLURB } = {}) {
  const memory = openLineMemory(72 * HOUR_MS);
  stories.forEach((number, i) =>
    memory.add({ lines: hashLines(`${story(number)}\n${line}`), site: hashSite(site), story: number, at: AT + i * everyMs }),
  );
  return memory;
}
const text = `${story(99)}\n${BLURB}`;

test("after three stories of a site its blurb is removed there, and stays on other sites", () => {
  expect(learned(SITE, [1, 2]).without(text, SITE, AT).text).toBe(text);
  expect(learned(SITE, [1, 2, 3]).without(text, SITE, AT).text).toBe(story(99));
  expect(learned(SITE, [1, 2, 3]).without(text, "LEDGER.example", AT).text).toBe(story(99));
  expect(learned(SITE, [1, 2, 3]).without(text, "courier.example", AT).text).toBe(text);
});

test("after six stories on any sites a blurb is removed everywhere", () => {
  expect(learned(null, [1, 2, 3, 4, 5]).without(text, SITE, AT).text).toBe(text);
  expect(learned(null, [1, 2, 3, 4, 5, 6]).without(text, SITE, AT).text).toBe(story(99));
});

test("a hundred copies of one story teach nothing", () => {
  const memory = learned(
    SITE,
    Array.from({ length: 100 }, () => 1),
  );
  expect(memory.without(text, SITE, AT).text).toBe(text);
});

test("sightings older than three days no longer count, so a later process knows the same", () => {
  const memory = learned(SITE, [1, 2, 3], { everyMs: 30 * HOUR_MS });
  expect(memory.without(text, SITE, AT + 60 * HOUR_MS).text).toBe(story(99));
  expect(memory.without(text, SITE, AT + 80 * HOUR_MS).text).toBe(text);
});

test("an article that would be left with little is read whole", () => {
  const memory = learned(SITE, [1, 2, 3]);
  expect(memory.without(`${inventWords(7, 20)}\n${BLURB}`, SITE, AT).text).toContain(BLURB);
});

test("a hundred thousand different lines exceed its memory, and recurring lines stay", () => {
  const memory = learned(SITE, [1, 2, 3]);
  for (let i = 0; i < 200; i++) {
    memory.add({
      lines: Uint32Array.from({ length: 500 }, (_, line) => i * 500 + line),
      site: hashSite("other.example"),
      story: 1_000 + i,
      at: AT,
    });
    memory.add({ lines: hashLines(BLURB), site: hashSite(SITE), story: 2_000 + i, at: AT });
  }
  expect(memory.without(text, SITE, AT).text).toBe(story(99));
});

test("short stories with a long blurb of their site are told apart, and their copies elsewhere found", () => {
  const memory = openStoryMemory();
  const blurb = `${BLURB} ${inventWords(3, 50)}`;
  const own = Array.from({ length: 12 }, (_, i) => [inventWords(500 + i, 80), inventWords(600 + i, 30)]);
  const first = own.map((lines) => memory.add(article([...lines, blurb], { site: SITE })).story);
  expect(new Set(first).size).toBe(own.length);
  expect(own.map((lines) => memory.add(article(lines, { site: "courier.example" })).story)).toEqual(first);
});
