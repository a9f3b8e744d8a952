// Goal: one name is recognised in two scripts. Method: the shipped tables, and a table learnt from a few made-up pairs.
import { describe, expect, test } from "vitest";
import { learnPairs } from "../../../bench/support/learn/learn-pairs.ts";
import { latinLetters, scriptLetters } from "../../../src/text/names/name-letters.ts";
import { tableOf } from "../../../src/text/names/tables/tables.ts";
import type { TableScript } from "../../../src/text/names/name-letters.ts";

/** The bits by which the two are one name. */
function bits(script: TableScript, latin: string, written: string): number {
  const model = tableOf(script)?.model;
  if (!model) throw new Error(`${script} has no table`);
  return model.score(model.readLatin(latinLetters(latin)), model.readWritten(scriptLetters(script, written)));
}

describe("the tables of names", () => {
  test.each([
    ["cyrillic", "Washburn", "Уошберн"],
    ["cyrillic", "Zakharova", "Захарова"],
    ["arabic", "Wagner", "فاغنر"],
    ["hebrew", "Steiner", "שטיינר"],
    ["kana", "Lindqvist", "リンドクヴィスト"],
    ["hangul", "Carpenter", "카펜터"],
    ["han", "Robertson", "罗伯逊"],
  ] as const)("know %s: %s is %s", (script, latin, written) => {
    expect(bits(script, latin, written)).toBeGreaterThan(15);
  });

  test.each([
    ["cyrillic", "Lavrov", "Лазарев"],
    ["arabic", "Putin", "بوزنر"],
    ["kana", "Kherson", "ヘルスケア"],
    ["hangul", "Mandalay", "만다린"],
    ["han", "Kherson", "赫尔辛基"],
  ] as const)("tell in %s: %s is not %s", (script, latin, written) => {
    expect(bits(script, latin, written)).toBeLessThan(12);
  });
});

test("the same pairs give the same table, with letters that stand for each other", () => {
  const letters: Record<string, string> = { m: "м", n: "н", s: "с", a: "а", o: "о", t: "т" };
  const names = Array.from("mnst").flatMap((first) =>
    Array.from("ao").flatMap((vowel) => Array.from("mnst").map((last) => `${first}${vowel}${last}`)),
  );
  const pairs = names.map((latin) => ({
    latin,
    written: Array.from(latin)
      .map((letter) => letters[letter])
      .join(""),
    often: 2,
  }));
  const learnt = learnPairs(pairs, "cyrillic");
  expect(learnPairs(pairs, "cyrillic")).toEqual(learnt);
  for (const { latin, written } of learnt.filter(
    (pair) => pair.latin.length === pair.written.length && /^[a-z]+$/.test(pair.latin),
  ))
    expect(written).toBe(
      Array.from(latin)
        .map((letter) => letters[letter])
        .join(""),
    );
});
