// The meaning of a watchlist's parts: any, all, none, near, with, mask, unless, filter, min_mentions, query.
import { expect, test } from "vitest";
import { matchWatchlists } from "../../src/watchlists/match-watchlists.ts";
import { compile, found } from "./watch.ts";
import type { ExpressionDefinition } from "../../src/watchlists/watchlist.ts";

const sets = {
  myanmar: ["Myanmar", "Burma", "မြန်မာ", { stem: "Мьянма" }],
  junta: ["junta", "military council", { stem: "хунта" }],
};
const near = { near: { within: 10, a: "$junta", b: "$myanmar" } };

test("near finds both sides within so many words, in either order", () => {
  expect(found(near, { title: "Lavrov arrives in Myanmar for talks with junta" }, sets)).toEqual(["Myanmar", "junta"]);
  expect(found(near, "Myanmar’s junta said", sets)).toEqual(["Myanmar", "junta"]);
  expect(found(near, "Хунта в Мьянме", sets)).toEqual(["Хунта", "Мьянме"]);
  expect(found(near, `junta ${"word ".repeat(10)}Myanmar`, sets)).toBeNull();
  expect(found(near, `junta ${"word ".repeat(9)}Myanmar`, sets)).toEqual(["junta", "Myanmar"]);
});

test("ordered near wants the first side first", () => {
  const ordered = { near: { within: 3, ordered: true, a: "talks", b: "junta" } };
  expect(found(ordered, "talks with the junta")).toEqual(["talks", "junta"]);
  expect(found(ordered, "junta holds talks")).toBeNull();
});

test("a cluster counts half a word", () => {
  const clusters = { near: { within: 4, a: "缅甸", b: "军政府" } };
  expect(found(clusters, "缅甸一二三四五六七军政府")).toEqual(["缅甸", "军政府"]);
  expect(found(clusters, "缅甸一二三四五六七八军政府")).toBeNull();
});

test("overlapping terms are not near each other", () => {
  expect(found({ near: { within: 5, a: "junta", b: "military junta" } }, "the military junta")).toBeNull();
});

test("near applies within groups: to each part of all, and to no place for none", () => {
  const each = { near: { within: 3, a: { all: ["talks", "Myanmar"] }, b: "junta" } };
  expect(found(each, "talks with junta of Myanmar")).toEqual(["talks", "junta", "Myanmar"]);
  expect(found(each, "talks with junta, and much later then in Myanmar")).toBeNull();
  const without = { any: [{ all: ["junta", { near: { within: 3, a: { none: ["Niger", "Mali"] }, b: "junta" } }] }] };
  expect(found(without, "junta of Myanmar")).toEqual(["junta"]);
  expect(found(without, "junta of Mali")).toBeNull();
});

test("near within near finds the farther of two partners as well", () => {
  const nested = { near: { within: 2, a: { near: { within: 6, a: "a1", b: "b1" } }, b: "z1" } };
  expect(found(nested, "a1 b1 x x x b1 x z1")).toEqual(["a1", "b1", "z1"]);
});

test("any, all and none nest freely", () => {
  const definition = { any: [{ all: ["Russia", { any: ["talks", "visit"] }, { none: ["crossword"] }] }] };
  expect(found(definition, "a visit to Russia")).toEqual(["visit", "Russia"]);
  expect(found(definition, "a crossword, a visit to Russia")).toBeNull();
  expect(found(definition, "Russia")).toBeNull();
});

test("all parts of a watchlist must hold together", () => {
  expect(found({ any: ["Russia", "Belarus"], all: ["talks"], none: ["football"] }, "talks in Russia")).toEqual([
    "talks",
    "Russia",
  ]);
  expect(found({ any: ["Russia", "Belarus"], all: ["talks"], none: ["football"] }, "football talks in Russia")).toBeNull();
});

test("with makes a term count only near its context", () => {
  const sac = { any: [{ text: "SAC", case: true, with: { within: 5, any: ["Myanmar"] } }] };
  expect(found(sac, "the SAC in Myanmar")).toEqual(["SAC"]);
  expect(found(sac, `the SAC ${"word ".repeat(9)} Myanmar`)).toBeNull();
  expect(found(sac, "a sac in Myanmar")).toBeNull();
});

test("a prefix matches any ending of a word, also in a phrase", () => {
  expect(found({ any: ["sanction*"] }, "sanctions, sanctioned, sanction; insanctions")).toEqual([
    "sanctions",
    "sanctioned",
    "sanction",
  ]);
  expect(found({ any: ["Burm* python*"] }, "two Burmese pythons")).toEqual(["Burmese pythons"]);
});

test("stem covers endings, and applies only if asked for", () => {
  expect(found({ any: [{ stem: "хунта" }] }, "хунты, хунтой и хунте")).toEqual(["хунты", "хунтой", "хунте"]);
  expect(found({ any: [{ stem: "российский" }] }, "российского российскими")).toEqual(["российского", "российскими"]);
  expect(found({ any: [{ stem: "sanction" }] }, "Sanctions’ sanctioned")).toEqual(["Sanctions", "sanctioned"]);
  expect(found({ any: [{ stem: "news" }] }, "new news")).toEqual(["news"]);
  expect(found({ any: ["хунта"] }, "хунты")).toBeNull();
  expect(found({ any: [{ stem: "élection", language: "fr" }] }, "les élections")).toEqual(["élections"]);
});

test("forms matches exactly these forms", () => {
  expect(found({ any: [{ forms: ["go", "went"] }] }, "we went; you go; he goes")).toEqual(["went", "go"]);
});

test("a term inside a mask does not count, and others do", () => {
  const burma = { any: ["Burma"], mask: ["Burma Shave"] };
  expect(found(burma, "Burma Shave sold out")).toBeNull();
  expect(found(burma, "Burma Shave sold out in Burma")).toEqual(["Burma"]);
});

test("unless excludes the whole document, by the field that it names", () => {
  const definition = { any: ["Russia"], unless: { title: ["crossword"] } };
  expect(found(definition, { title: "Monday’s crossword", text: "Russia" })).toBeNull();
  expect(found(definition, { title: "Monday", text: "Russia, a crossword" })).toEqual(["Russia"]);
  expect(found({ any: ["Russia"], unless: { any: ["crossword"] } }, "Russia, a crossword")).toBeNull();
});

test("min_mentions counts places, not overlapping terms", () => {
  const twice = { any: ["Russian", "Russian Federation"], min_mentions: 2 };
  expect(found(twice, "the Russian Federation")).toBeNull();
  expect(found(twice, "the Russian Federation and a Russian")).toEqual(["Russian", "Russian Federation", "Russian"]);
});

test("a filter by language includes regions, and lets an unknown language pass", () => {
  const english = { any: ["Russia"], filter: { language: ["en"] } };
  expect(found(english, { text: "Russia", language: "en-GB" })).toEqual(["Russia"]);
  expect(found(english, { text: "Russia", language: "fr" })).toBeNull();
  expect(found(english, { text: "Russia", language: null })).toEqual(["Russia"]);
});

test("a filter by source takes a feed's name or a host, subdomains included", () => {
  const not = { any: ["Russia"], filter: { source: { not: ["blog.example.org"] } } };
  expect(found(not, { text: "Russia", url: "https://blog.example.org/1" })).toBeNull();
  expect(found(not, { text: "Russia", url: "https://www.example.org/1" })).toEqual(["Russia"]);
  const named = { any: ["Russia"], filter: { source: ["Example News", "example.org"] } };
  expect(found(named, { text: "Russia", source: "example news" })).toEqual(["Russia"]);
  expect(found(named, { text: "Russia", source: ["x", "asia.example.org"] })).toEqual(["Russia"]);
  expect(found(named, { text: "Russia", source: "notexample.org" })).toBeNull();
});

test("a filter by tags needs one of them", () => {
  const asia = { any: ["Russia"], filter: { tags: ["Asia"] } };
  expect(found(asia, { text: "Russia", tags: ["asia", "politics"] })).toEqual(["Russia"]);
  expect(found(asia, { text: "Russia" })).toBeNull();
});

test("a query says the same in one line", () => {
  const definition = { query: "(sanction* NEAR/8 (Russia OR Moscow)) AND NOT title:crossword" };
  expect(found(definition, "sanctions against Moscow")).toEqual(["sanctions", "Moscow"]);
  expect(found(definition, { title: "A crossword", text: "sanctions against Moscow" })).toBeNull();
  expect(found({ query: '"talks junta"~3 AND lang:en' }, { text: "junta holds talks", language: "en" })).toEqual([
    "junta",
    "talks",
  ]);
  expect(found({ query: "talks ONEAR/3 junta" }, "junta holds talks")).toBeNull();
  expect(found({ query: "$junta AND NOT site:example.org" }, { text: "junta", url: "https://example.org/" }, sets)).toBeNull();
});

test("matches are in order of definition, and each span has its term as written", () => {
  const compiled = compile({
    watchlists: [
      { id: "z", any: ["Russia"] },
      { id: "none", any: ["Peru"] },
      { id: "a", any: [{ stem: "sanction" }, "SANCTIONS*"] },
    ],
  });
  expect(matchWatchlists(compiled, { title: "Sanctions", text: "Russia" })).toEqual([
    { watchlist: "z", spans: [{ field: "text", start: 0, end: 6, term: "Russia" }] },
    {
      watchlist: "a",
      spans: [
        { field: "title", start: 0, end: 9, term: "sanction" },
        { field: "title", start: 0, end: 9, term: "SANCTIONS*" },
      ],
    },
  ]);
});

test("a long list finds the same as a short one", () => {
  const many = Array.from({ length: 5_000 }, (_, i) => `name${i} surname${i}`);
  expect(found({ near: { within: 3, a: ["junta", ...many], b: "said" } }, "Name4999 Surname4999 said")).toEqual([
    "Name4999 Surname4999",
    "said",
  ]);
});

const masked = (mask: ExpressionDefinition, text: string) =>
  found({ any: ["Moscow"], mask: [mask] }, text, { drinks: ["Moscow Mule"] });

test("a mask may be a set, forms of a word, or a word with its case", () => {
  expect(masked("$drinks", "a Moscow Mule in Moscow")).toEqual(["Moscow"]);
  expect(masked({ forms: ["Moscow Mule", "Moscow Mules"] }, "two Moscow Mules")).toBeNull();
  expect(masked({ text: "Moscow State Circus", case: true }, "the Moscow state circus")).toEqual(["Moscow"]);
});
