// Messages about faulty watchlists: where, what, and what to do; and valid watchlists stay in force.
import { expect, test } from "vitest";
import { compileWatchlists } from "../../src/watchlists/compile-watchlists.ts";
import { matchWatchlists } from "../../src/watchlists/match-watchlists.ts";
import { faultsOf } from "./watch.ts";
import type { WatchlistFile } from "../../src/watchlists/watchlist.ts";

/** The one fault of a watchlist: its path within the watchlist, and its message. */
function faultOf(definition: object, sets: object = {}): [(string | number)[], string] {
  const faults = faultsOf({ sets, watchlists: [{ id: "one", ...definition }] });
  expect(faults).toHaveLength(1);
  const { path = [], message = "" } = faults[0] ?? {};
  return [path[0] === "watchlists" ? path.slice(2) : path, message];
}

test.each([
  ["an empty term", { any: ["junta", ""] }, ["any", 1], "this term is empty"],
  ["a term of nothing but signs", { any: ["+++"] }, ["any", 0], '"+++" holds no letter and no digit'],
  ["a null", { any: [null] }, ["any", 0], "this term is empty"],
  ["a star before a word", { any: ["*junta"] }, ["any", 0], "it cannot begin a word"],
  ["a star after one letter", { any: ["j*nta"] }, ["any", 0], "at least two letters"],
  ["a question mark within a word", { any: ["organi?ation"] }, ["any", 0], "write a * for any letters"],
  ["a star within a script without spaces", { any: ["缅*甸"] }, ["any", 0], "no inside for a *"],
  ["a prefix of one letter", { any: ["j*"] }, ["any", 0], "at least two letters"],
  ["an empty list", { all: [] }, ["all"], "this list is empty"],
  ["separators in a key", { any: [{ "s-t-e-m": "junta" }] }, ["any", 0], 'did you mean "stem"?'],
  ["a slip in a key", { any: [{ steem: "junta" }] }, ["any", 0], 'did you mean "stem"?'],
  ["two kinds in one place", { any: [{ any: ["a1"], all: ["b1"] }] }, ["any", 0], "any and all stand in one place"],
  ["an unknown key next to text", { any: [{ text: "SAC", cased: true }] }, ["any", 0, "cased"], 'did you mean "case"?'],
  ["near without within", { near: { a: "a1", b: "b1" } }, ["near"], "within: 10"],
  ["near within nothing", { near: { within: 0, a: "a1", b: "b1" } }, ["near", "within"], "a whole number of words"],
  ["near without one side", { near: { within: 1, a: "a1" } }, ["near"], "near needs b"],
  [
    "a fault deep inside",
    { any: ["x1", "x2", { near: { within: 3, a: ["y1", "**"], b: "z1" } }] },
    ["any", 2, "near", "a", 1],
    "holds no letter",
  ],
  ["with that names nothing", { any: [{ text: "SAC", with: { within: 5 } }] }, ["any", 0, "with"], "with needs any"],
  ["a stem with a star", { any: [{ stem: "junt*" }] }, ["any", 0, "stem"], "take the * out"],
  ["a stem in a script that has none", { any: [{ stem: "မြန်မာ" }] }, ["any", 0, "stem"], "write { forms: [...] }"],
  ["options next to a set", { any: [{ text: "$names", case: true }] }, ["any", 0, "text"], "near: { within: 50, a: $names"],
  ["a set among forms", { any: [{ forms: ["x1", "$names"] }] }, ["any", 0, "forms", 1], "write it next to the forms"],
  ["a mask with a group", { any: ["junta"], mask: [{ all: ["a1", "b1"] }] }, ["mask", 0], "a word or a phrase"],
  ["nothing to look for", { mask: ["Burma Shave"] }, [], "looks for nothing"],
  ["nothing but none", { none: ["crossword"] }, [], "add any, all or near"],
  ["an any that holds by what is absent", { any: ["junta", { none: ["crossword"] }] }, [], "would match whatever does not hold"],
  ["a filter that lets nothing through", { any: ["junta"], filter: { tags: [] } }, ["filter", "tags"], "lets nothing through"],
  ["a key that watchlists have not", { any: ["junta"], unles: { title: ["a1"] } }, ["unles"], 'did you mean "unless"?'],
  ["half a mention", { any: ["junta"], min_mentions: 0.5 }, ["min_mentions"], "a whole number"],
])("%s is refused with its place and a remedy", (_, definition, path, message) => {
  const [where, what] = faultOf(definition, { names: ["n1"] });
  expect(where).toEqual(path);
  expect(what).toContain(message);
});

test("an unknown set is reported with the nearest known one, and with the pack that has it", () => {
  expect(faultOf({ any: ["$yunta"] }, { junta: ["junta"] })).toEqual([
    ["any", 0],
    'no set is named $yunta; did you mean "junta"?',
  ]);
  expect(faultOf({ any: ["$russia"] })[1]).toContain("include: [russia]");
});

test("circular sets are refused at the place that closes the circle", () => {
  const faults = faultsOf({ sets: { a: ["x1", "$b"], b: ["$a"] }, watchlists: [{ id: "one", any: ["$a"] }] });
  expect(faults).toMatchObject([{ path: ["sets", "b", 0], message: expect.stringContaining("round in a circle") }]);
  expect(faultsOf({ sets: { a: ["$a"] } })).toMatchObject([
    { path: ["sets", "a", 0], message: expect.stringContaining("includes itself") },
  ]);
});

test("an unused set is checked too, and a fault in a set is reported once", () => {
  expect(faultsOf({ sets: { a: [""] } })).toMatchObject([{ path: ["sets", "a", 0] }]);
  const watchlists = [
    { id: "one", any: ["$a"] },
    { id: "two", any: ["$a"], unless: { title: ["$a"] } },
  ];
  expect(faultsOf({ sets: { a: [""] }, watchlists })).toHaveLength(1);
});

test("a second watchlist with the same id is refused, and the first works", () => {
  const { compiled, faults } = compileWatchlists([
    { file: "a.yaml", content: { watchlists: [{ id: "one", any: ["junta"] }] } },
    { file: "b.yaml", content: { watchlists: [{ id: "one", any: ["Russia"] }] } },
  ]);
  expect(faults).toMatchObject([
    { file: "b.yaml", path: ["watchlists", 0, "id"], message: expect.stringContaining("number 1 in a.yaml") },
  ]);
  expect(matchWatchlists(compiled, { title: "", text: "junta Russia" })).toHaveLength(1);
});

test("a faulty watchlist is left out and the others match", () => {
  const { compiled } = compileWatchlists([
    {
      file: "a.yaml",
      content: {
        watchlists: [
          { id: "bad", any: [""] },
          { id: "good", any: ["junta"] },
        ],
      },
    },
  ]);
  expect(matchWatchlists(compiled, { title: "junta", text: "" }).map(({ watchlist }) => watchlist)).toEqual(["good"]);
});

test("a probable mistake gives a warning, and the watchlist still matches", () => {
  expect(faultsOf({ watchlists: [{ id: "one", any: ["Russia AND talks"] }] })).toMatchObject([
    { severity: "warning", path: ["watchlists", 0, "any", 0] },
  ]);
  expect(faultsOf({ watchlists: [{ id: "one", any: ["junta", "junta"] }] })).toMatchObject([
    { severity: "warning", path: ["watchlists", 0, "any", 1] },
  ]);
});

const ids = (files: [string, WatchlistFile][], text: string) => {
  const { compiled, faults } = compileWatchlists(files.map(([file, content]) => ({ file, content })));
  expect(faults).toEqual([]);
  return matchWatchlists(compiled, { title: "", text }).map(({ watchlist }) => watchlist);
};

test("sets are shared by all files, and a file's own set wins over a pack's", () => {
  const watchlists = [{ id: "one", any: ["$junta"] }];
  expect(
    ids(
      [
        ["a.yaml", { watchlists }],
        ["b.yaml", { sets: { junta: ["generals"] } }],
      ],
      "the generals",
    ),
  ).toEqual(["one"]);
  expect(ids([["a.yaml", { include: ["myanmar"], watchlists }]], "the junta")).toEqual(["one"]);
  expect(ids([["a.yaml", { include: ["myanmar"], sets: { junta: ["generals"] }, watchlists }]], "the junta")).toEqual([]);
});

test("a file's own set may extend the pack's set of the same name", () => {
  const extended: WatchlistFile = {
    include: ["myanmar"],
    sets: { junta: ["$junta", "generals"] },
    watchlists: [{ id: "one", any: ["$junta"] }],
  };
  expect(ids([["a.yaml", extended]], "the generals")).toEqual(["one"]);
  expect(ids([["a.yaml", extended]], "the junta")).toEqual(["one"]);
});

test("an own pack is included by its file, and an unknown pack is named with the known ones", () => {
  const files: [string, WatchlistFile][] = [
    ["watchlists/a.yaml", { include: ["names.yaml"], watchlists: [{ id: "one", any: ["$people"] }] }],
    ["watchlists/names.yaml", { sets: { people: ["Lavrov"] } }],
  ];
  expect(ids(files, "Lavrov")).toEqual(["one"]);
  expect(faultsOf({ include: ["myanmr"] })).toMatchObject([
    {
      path: ["include", 0],
      message: expect.stringContaining(
        'did you mean "myanmar"? shipped packs are agencies, asean, leaders, myanmar, russia, sanctions, un, world',
      ),
    },
  ]);
});

test("a set name used in two other files must be qualified", () => {
  const { faults } = compileWatchlists([
    { file: "a.yaml", content: { watchlists: [{ id: "one", any: ["$x"] }] } },
    { file: "b.yaml", content: { sets: { x: ["b1"] } } },
    { file: "c.yaml", content: { sets: { x: ["c1"] } } },
  ]);
  expect(faults).toMatchObject([{ file: "a.yaml", message: expect.stringContaining("b.yaml and c.yaml") }]);
});

test("hostile nesting is refused without a crash", () => {
  let nested: object = { any: ["junta"] };
  for (let i = 0; i < 5_000; i++) nested = { any: [nested] };
  expect(faultOf({ any: [nested] })[1]).toContain("nested too many levels deep");
  const wide = { all: Array.from({ length: 2_000 }, (_, i) => `word${i}`) };
  expect(faultOf({ near: { within: 5, a: wide, b: wide } })[1]).toContain("too large");
  const sets = Object.fromEntries(
    Array.from({ length: 60 }, (_, i) => [
      `s${i}`,
      i === 0 ? Array.from({ length: 50 }, (_, j) => `w${j}`) : [`$s${i - 1}`, { all: [`$s${i - 1}`, `v${i}`] }],
    ]),
  );
  expect(faultsOf({ sets, watchlists: [{ id: "one", any: ["$s59"] }] }).length).toBeGreaterThan(0);
  expect(faultOf({ any: [Array.from({ length: 101 }, () => "a").join(" ")] })[1]).toContain("100 is the most");
});

test("a mask has words, alone or in a set, and never groups", () => {
  expect(faultOf({ any: ["junta"], mask: ["$groups"] }, { groups: [{ all: ["a1", "b1"] }] })).toEqual([
    ["mask", 0],
    expect.stringContaining("take all, none, near and with out"),
  ]);
});
