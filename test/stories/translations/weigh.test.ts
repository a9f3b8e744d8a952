// Links between languages depend on the stories that are held, and not on their order.
import { describe, expect, it } from "vitest";
import { packItems } from "../../../src/stories/translations/mark.ts";
import { readMarks } from "../../../src/stories/translations/read-marks.ts";
import { openTranslationMemory } from "../../../src/stories/translations/translation-memory.ts";
import { openDice } from "../../support/open-dice.ts";
import { collision, fire, nearby } from "./invented-reports.ts";
import type { GroupDocument } from "../../../src/stories/story.ts";

const marksOf = (document: GroupDocument) => {
  const { tongue, items } = readMarks(document);
  return { tongue, marks: packItems(items) };
};
const all: GroupDocument[] = [...Object.values(fire), ...Object.values(collision)];
const marked = new Map(all.map((document) => [document, marksOf(document)]));

/** Weighs each as it comes; an article with the number of an earlier one has other words than that. */
function openLinks() {
  const memory = openTranslationMemory();
  const names = new Map<number, string>();
  return {
    add(document: GroupDocument, article = names.size + 1) {
      const text = marked.get(document) ?? marksOf(document);
      const { told, relinked } = memory.weigh({ ...text, article, story: names.has(article) ? article : Infinity }, 0);
      for (const one of relinked) memory.relink(one.article, one.root);
      memory.add({ ...text, story: article, article, root: told?.root ?? article, at: 0 });
      names.set(article, document.id);
    },
    /** The stories that tell one another. */
    groups() {
      const byRoot = new Map<number, string[]>();
      for (const [article, name] of names) {
        const root = memory.find(article)?.root ?? 0;
        byRoot.set(root, [...(byRoot.get(root) ?? []), name].toSorted());
      }
      return [...byRoot.values()].toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1));
    },
    /** The first story of each group has its name. */
    roots: () => [...names.keys()].map((article) => memory.find(article)?.root),
  };
}

const groupsOf = (documents: readonly GroupDocument[]): string[][] => {
  const links = openLinks();
  for (const document of documents) links.add(document);
  return links.groups();
};

const shuffled = (seed: number): GroupDocument[] => {
  const dice = openDice(seed);
  return all
    .map((document) => ({ document, at: dice() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ document }) => document);
};

describe("links between languages", () => {
  it.each(Array.from({ length: 24 }, (_, seed) => seed))("are the same in any order (%i)", (seed) => {
    expect(groupsOf(shuffled(seed))).toEqual([
      Object.values(collision)
        .map(({ id }) => id)
        .toSorted(),
      Object.values(fire)
        .map(({ id }) => id)
        .toSorted(),
    ]);
  });

  it("name a group by its first story, also where one that came later joins two", () => {
    const links = openLinks();
    for (const document of [collision.en, fire.my, fire.th, collision.ru, fire.en]) links.add(document);
    expect(links.roots()).toEqual([1, 2, 2, 1, 2]);
  });

  it("go when a text that fits better comes, before or after", () => {
    expect(groupsOf([fire.ru, nearby])).toEqual([["fire-ru", "nearby"]]);
    expect(groupsOf([fire.ru, nearby, fire.en])).toEqual([["fire-en", "fire-ru"], ["nearby"]]);
    expect(groupsOf([fire.en, nearby, fire.ru])).toEqual([["fire-en", "fire-ru"], ["nearby"]]);
  });

  it("are weighed again when an article has other words", () => {
    const links = openLinks();
    for (const document of [fire.en, collision.en, fire.de, fire.ru]) links.add(document);
    expect(links.groups()).toEqual([["collision-en"], ["fire-de", "fire-en", "fire-ru"]]);
    links.add(collision.de, 3);
    expect(links.groups()).toEqual([
      ["collision-de", "collision-en"],
      ["fire-en", "fire-ru"],
    ]);
    links.add(collision.ru, 1);
    expect(links.groups()).toEqual([["collision-de", "collision-en", "collision-ru"], ["fire-ru"]]);
  });
});
