// Large and odd inputs: long lists, long articles, signs that are not words.
import { expect, test } from "vitest";
import { matchWatchlists } from "../../src/watchlists/match-watchlists.ts";
import { compile, faultsOf, found } from "./watch.ts";

const manyNames = Array.from({ length: 10_000 }, (_, index) => `Kasho${index.toString(36)} Belno`);

test("a list of 10,000 names finds the last of them, and only that", () => {
  const last = manyNames.at(-1) ?? "";
  expect(found({ any: manyNames }, `They met ${last} and Kasho Belno.`)).toEqual([last]);
  expect(found({ near: { within: 3, a: manyNames, b: "river" } }, `${last} at the river`)).toEqual([last, "river"]);
});

test("a faulty term in a list of 10,000 is reported by its number, and only that one", () => {
  expect(faultsOf({ watchlists: [{ id: "one", any: [...manyNames, "*x"] }] })).toMatchObject([
    { path: ["watchlists", 0, "any", 10_000] },
  ]);
});

test("an article of five megabytes is matched to its end, with places that cut out the words", () => {
  const text = `${"The river rose again, and nobody knew why.\n\n".repeat(115_000)}The junta of Myanmar fell.`;
  expect(text.length).toBeGreaterThan(5_000_000);
  const [match] = matchWatchlists(compile({ watchlists: [{ id: "one", near: { within: 3, a: "junta", b: "Myanmar" } }] }), {
    title: "",
    text,
  });
  expect(match?.spans.map(({ start, end }) => text.slice(start, end))).toEqual(["junta", "Myanmar"]);
});

test("a short article after a long one is judged by its own words", () => {
  const compiled = compile({
    watchlists: [
      { id: "one", any: ["junta"] },
      { id: "two", query: "river AND NOT junta" },
    ],
  });
  const judged = (text: string) => matchWatchlists(compiled, { title: "", text }).map(({ watchlist }) => watchlist);
  expect(judged("junta ".repeat(50_000))).toEqual(["one"]);
  expect(judged("a river")).toEqual(["two"]);
  expect(judged("")).toEqual([]);
});

test.each(["🎉", "…", "\ud83d", "—", "\u200b"])("a term of nothing but %j is refused with a message", (term) => {
  expect(faultsOf({ watchlists: [{ id: "one", any: ["junta", term] }] })).toMatchObject([
    { path: ["watchlists", 0, "any", 1], message: expect.stringContaining("so it can never be found") },
  ]);
});

test("signs next to the words of a term are ignored", () => {
  expect(found({ any: ["🎉 junta \udc00"] }, "the junta🎉")).toEqual(["junta"]);
});
