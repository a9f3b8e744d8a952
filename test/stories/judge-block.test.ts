// A block in one or both of two texts: an arriving text and the parts of a story are judged by one rule.
import { expect, test } from "vitest";
import { decideStory } from "../../src/stories/decide-story.ts";
import { partsWithout } from "../../src/stories/blocks/judge-block.ts";
import { shinglesOf, sketchArticle } from "../../src/stories/sketch-article.ts";
import { inventWords } from "./invented.ts";

const BLOCK = [1, 2, 3].map((seed) => `Readers of the quay, ${inventWords(seed, 60)}.`).join("\n");
const block = new Set(shinglesOf(BLOCK));
const own = (seed: number): string => `${inventWords(100 + seed, 50)}.\n${inventWords(200 + seed, 50)}.`;
const written = (title: string, text: string) => ({ title, text, sketch: { ...sketchArticle({ title, text }), site: 0 } });

const report = written("Crane topples onto quay", own(1));
const reportOverBlock = written("Quay closed after crane falls", `${own(1)}\n${BLOCK}`);
const partOverBlock = written("Quay closed after crane falls", `${own(1).split("\n")[0] ?? ""}\n${BLOCK}`);
const otherOverBlock = written("Mayor Brodsky resigns", `${own(2)}\n${BLOCK}`);
const blockAlone = written("Teachers strike over heating", BLOCK);

const PAIRS = [
  ["the same report, one over the block", report, reportOverBlock, true],
  ["the same report, both over the block", reportOverBlock, written("Crane falls in harbour", `${own(1)}\n${BLOCK}`), true],
  ["two reports over one block", reportOverBlock, otherOverBlock, false],
  ["a report over the block and the block alone", reportOverBlock, blockAlone, false],
  ["a report and the block alone", report, blockAlone, false],
] as const;

test.each(PAIRS)("%s", (_, first, second, isOne) => {
  const at = "2026-03-02T10:00:00Z";
  for (const [earlier, later] of [
    [first, second],
    [second, first],
  ] as const) {
    const candidate = { story: "s1", article: "a1", sketch: earlier.sketch, publishedAt: at };
    const decided = decideStory({ sketch: later.sketch, publishedAt: at, text: later.text, block }, [candidate]);
    expect(decided.relation === "copy").toBe(isOne);
    expect(partsWithout([earlier, later], block)).toHaveLength(isOne ? 1 : 2);
  }
});

test("a text without the block holds no two others together that have nothing of it", () => {
  const elsewhere = written("Choir sings on frozen lake", own(7));
  expect(partsWithout([reportOverBlock, elsewhere, otherOverBlock], block)).toEqual([[0], [1], [2]]);
  const other = written("Brodsky gives up as mayor", own(2));
  expect(partsWithout([reportOverBlock, otherOverBlock, report, other], block)).toEqual([
    [0, 2],
    [1, 3],
  ]);
});

test("and holds those together that have half of the shorter text in common with it", () => {
  expect(partsWithout([reportOverBlock, report, partOverBlock, otherOverBlock], block)).toEqual([[0, 1, 2], [3]]);
});
