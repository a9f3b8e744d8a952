// Stories told in other languages: linked to the story by figures, dates and names, and stories of their own.
import { describe, expect, it } from "vitest";
import { openStoryMemory } from "../../../src/stories/group-articles.ts";
import { collision, fire } from "./invented-reports.ts";
import type { GroupDocument } from "../../../src/stories/story.ts";

const tell = (documents: readonly GroupDocument[]) => {
  const memory = openStoryMemory();
  return documents.map((document) => {
    const { story, relation, of } = memory.add(document);
    return { id: document.id, story, relation, of };
  });
};

describe("a story in another language", () => {
  const { en, ...others } = fire;

  it.each(Object.entries(others))("is linked to the story: %s", (_, document) => {
    expect(tell([en, collision.en, document])[2]).toEqual({ id: document.id, story: "s3", relation: "translation", of: "s1" });
  });

  it.each(Object.entries(others))("is found by a later report in English: %s", (_, document) => {
    expect(tell([document, collision.en, en])[2]).toMatchObject({ relation: "translation", of: "s1" });
  });

  it("stands under the first story, in whichever language that is told", () => {
    const told = tell([fire.ru, collision.ru, fire.en, fire.zh, fire.de, collision.de]);
    expect(told.map(({ relation, of }) => `${relation} ${of ?? ""}`)).toEqual([
      "original ",
      "original ",
      "translation s1",
      "translation s1",
      "translation s1",
      "translation s2",
    ]);
  });

  it("is not linked to another event of the same kind, day and place", () => {
    expect(tell([collision.en, fire.ru, fire.de]).map(({ relation, of }) => [relation, of])).toEqual([
      ["original", undefined],
      ["original", undefined],
      ["translation", "s2"],
    ]);
  });

  it("is not linked if two stories that tell different things fit it alike", () => {
    const [, second = "", third = ""] = fire.ru.text.split("\n\n");
    const parts = [
      { ...fire.ru, text: second },
      { ...fire.ru, id: "b", title: "Паром", text: third },
    ];
    expect(tell([...parts, fire.en])[2]?.relation).toBe("original");
  });

  it("needs a language that is known to be another, if the script is the same", () => {
    expect(tell([fire.en, { ...fire.de, language: null }])[1]?.relation).toBe("original");
  });

  it("needs more than a handful of figures", () => {
    const results = {
      ...collision.en,
      title: "Results",
      text: "Lottery: 12, 27, 456, 483, 1994. All other numbers did not win anything at all in this week's draw.",
    };
    expect(tell([results, fire.zh]).map(({ relation }) => relation)).toEqual(["original", "original"]);
  });
});
