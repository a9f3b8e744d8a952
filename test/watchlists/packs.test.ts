// The shipped packs: valid, tested by their own sentences, and each set in several scripts.
import { expect, test } from "vitest";
import { compileQuery } from "../../src/watchlists/query/compile-query.ts";
import { matchWatchlists } from "../../src/watchlists/match-watchlists.ts";
import { packNamed, packNames } from "../../src/watchlists/packs/packs.ts";
import { testWatchlists } from "../../src/watchlists/test-watchlists.ts";
import { compile, found } from "./watch.ts";
import type { Pack } from "../../src/watchlists/packs/packs.ts";
import type { WatchlistFile } from "../../src/watchlists/watchlist.ts";

function shipped(name: string): Pack {
  const pack = packNamed(name);
  if (!pack) throw new Error(`no pack ${name}`);
  return pack;
}

test("eight packs are shipped, each with a version, and nothing else", () => {
  expect(packNames).toEqual(["agencies", "asean", "leaders", "myanmar", "russia", "sanctions", "un", "world"]);
  for (const name of packNames) {
    const pack = shipped(name);
    expect(Object.keys(pack)).toEqual(["version", "sets", "tests"]);
    expect(pack.version).toBeGreaterThanOrEqual(1);
    for (const set of Object.keys(pack.tests)) expect(Object.keys(pack.sets)).toContain(set);
  }
  expect(packNamed("constructor")).toBeNull();
});

test.each([...packNames])("every set of %s is valid, without a warning", (name) => {
  for (const set of Object.keys(shipped(name).sets)) compile({ include: [name], watchlists: [{ id: "one", any: [`$${set}`] }] });
});

test.each([...packNames])("the test sentences of the sets of %s hold", (name) => {
  const watchlists = Object.entries(shipped(name).tests).map(([set, tests]) => ({ id: set, any: [`$${set}`], tests }));
  expect(watchlists.every(({ tests }) => tests.match?.length && tests.no_match?.length)).toBe(true);
  const failed = testWatchlists(compile({ include: [name], watchlists }));
  expect(failed.map(({ path, message }) => `${watchlists[Number(path[1])]?.id}: ${message}`)).toEqual([]);
});

const scripts = ["Latin", "Myanmar", "Han", "Thai", "Cyrillic"].map((script) => new RegExp(`\\p{Script=${script}}`, "u"));

test("the most important names are known in English, Burmese, Chinese, Thai and Russian", () => {
  const { sets } = shipped("myanmar");
  for (const set of ["myanmar", "myanmar-capital", "myanmar-regions", "junta", "junta-leaders", "opposition", "resistance"]) {
    for (const script of scripts) expect(JSON.stringify(sets[set]), `$${set} in ${script}`).toMatch(script);
  }
});

const near = { near: { within: 10, a: "$junta", b: "$myanmar" } };

test.each([
  ["Lavrov visits Burma’s military rulers", ["Burma", "military rulers"]],
  ["Мьянманская военная хунта", ["Мьянманская", "хунта"]],
  ["Niger’s junta", null],
])("with near, the sets of Myanmar match %s", (headline, words) => {
  const { junta = [], myanmar = [] } = shipped("myanmar").sets;
  expect(found(near, headline, { junta: [...junta], myanmar: [...myanmar] })).toEqual(words);
});

test("all sets may be used in near", () => {
  for (const set of Object.keys(shipped("myanmar").sets))
    compile({ include: ["myanmar"], watchlists: [{ id: "one", near: { within: 10, a: `$${set}`, b: "$myanmar-cities" } }] });
});

const matchesOf = (query: string, sets: WatchlistFile["sets"], words: string) => {
  const reading = compileQuery(query, [{ file: "watchlists/names.yaml", content: { sets: sets ?? {} } }]);
  if (reading.kind === "fault") throw new Error(reading.fault.message);
  return matchWatchlists(reading.compiled, { title: "", text: words }).length;
};

test("a query knows every shipped set, and prefers a set of the user's own with the same name", () => {
  expect(matchesOf("$resistance", {}, "the Arakan Army")).toBe(1);
  expect(matchesOf("$junta", { junta: ["generals"] }, "the generals")).toBe(1);
  expect(matchesOf("$junta", { junta: ["generals"] }, "the junta")).toBe(0);
});

/** The names of a set, and of the sets in it. */
function namesIn(pack: Pack, set: string): string[] {
  return (pack.sets[set] ?? []).flatMap((term) => {
    if (typeof term === "string") return term.startsWith("$") ? namesIn(pack, term.slice(1)) : [];
    return "name" in term ? [term.name] : [];
  });
}

const lastWord = /^(.*?)([^ -]+)$/u;

/** A masculine name that ends in a consonant, in the six cases of Russian. */
function casesOf(name: string): string[] {
  const [, before = "", last = ""] = lastWord.exec(name) ?? [];
  const withBy = /(?:[ое]в|[иы]н)$/.test(last);
  return ["", "а", "у", withBy ? "ым" : "ом", "е"].map((ending) => before + last + ending);
}

test.each([
  ["russia", "russian-government"],
  ["russia", "russian-cities"],
  ["myanmar", "myanmar-cities"],
  ["myanmar", "junta-leaders"],
])("every Russian name of %s's $%s is found in all cases", (name, set) => {
  const pack = shipped(name);
  const names = namesIn(pack, set).filter((one) => /^[А-Я].*[бвгдзклмнпрстфх]$/u.test(one) && !one.includes("-"));
  expect(names.length).toBeGreaterThan(2);
  const compiled = compile({ include: [name], watchlists: [{ id: "one", any: [`$${set}`] }] });
  const missed = names
    .flatMap(casesOf)
    .filter((form) => matchWatchlists(compiled, { title: `Вести: ${form} сегодня`, text: "" }).length === 0);
  expect(missed).toEqual([]);
});
