// Advice on terms that find far too much or too little, each with the line to write instead.
import { expect, test } from "vitest";
import { adviseOnFeeds } from "../../src/watchlists/advise-on-feeds.ts";
import { adviseOnTerms } from "../../src/watchlists/advise-on-terms.ts";
import type { WatchlistDefinition, WatchlistFile } from "../../src/watchlists/watchlist.ts";

const advice = (definition: Omit<WatchlistDefinition, "id">, sets: WatchlistFile["sets"] = {}) =>
  adviseOnTerms([{ file: "watchlists/a.yaml", content: { sets, watchlists: [{ id: "one", ...definition }] } }]).map(
    ({ path, message }) => [path.join("."), message],
  );

test("a term of one letter or of a common word is pointed out", () => {
  expect(advice({ any: ["C", "C-130", { text: "C", case: true }] })).toEqual([
    ["watchlists.0.any.0", expect.stringContaining("is one letter")],
  ]);
  expect(advice({ near: { within: 5, a: "who", b: ["WHO", "report"] } })).toEqual([
    ["watchlists.0.near.a", expect.stringContaining("WHO for an acronym")],
  ]);
  expect(advice({ any: ["$s"] }, { s: [{ any: ["government"] }] })).toEqual([
    ["sets.s.0.any.0", expect.stringContaining("a: government")],
  ]);
});

test("a stem that the name's own forms leave is pointed out, with the name to write", () => {
  expect(advice({ any: [{ stem: "Лавров" }, { stem: "хунта" }, { stem: "İzmir", language: "tr" }] })).toEqual([]);
  expect(advice({ any: [{ stem: "Debrecen", language: "hu" }] })).toEqual([
    ["watchlists.0.any.0.stem", expect.stringContaining("write { name: Debrecen }")],
  ]);
});

test("a name that is also a word is pointed out", () => {
  expect(advice({ any: [{ name: "Bush" }, { name: "Vannevar Bush" }] as never })).toEqual([
    ["watchlists.0.any.0.name", expect.stringContaining("{ name: First Bush }")],
  ]);
});

test("a language that no feed is in is pointed out, where every feed says its language", () => {
  const files = [
    {
      file: "watchlists/a.yaml",
      content: {
        sets: { news: [{ stem: "uutinen", language: "fi" }], both: [{ stem: "uutinen", language: "fi" }, "news"] },
        watchlists: [{ id: "one", any: ["storm"], filter: { language: ["my"] } }],
      },
    },
  ];
  expect(adviseOnFeeds(files, { languages: new Set(["en"]), names: null }).map(({ path }) => path.join("."))).toEqual([
    "watchlists.0.filter.language",
    "sets.news",
  ]);
  expect(adviseOnFeeds(files, { languages: new Set(["en", "my", "fi"]), names: null })).toEqual([]);
  expect(adviseOnFeeds(files, { languages: null, names: null })).toEqual([]);
});
