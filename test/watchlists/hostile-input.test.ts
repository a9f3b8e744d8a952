// Oversized, broken and strange input is matched anyway, or refused with a message.
import { expect, test } from "vitest";
import { compileWatchlists } from "../../src/watchlists/compile-watchlists.ts";
import { matchWatchlists } from "../../src/watchlists/match-watchlists.ts";
import { compile, faultsOf, found } from "./watch.ts";

const sentence = "ယေန႔ ျမန္မာစစ္ေကာင္စီက ေျပာသည္။\n";

test("each of ten thousand terms in one list is found", () => {
  const terms = Array.from({ length: 10_000 }, (_, i) => `name${i} of${i % 7}`);
  expect(found({ any: terms }, terms.join("; "))).toEqual(terms);
});

test.each([
  ["English", "word ".repeat(1_000_000), "the junta", "junta"],
  ["one word without an end", "x".repeat(5_000_000), " junta", "junta"],
  ["Zawgyi", sentence.repeat(5_000_000 / sentence.length), "စစ္တပ္", "စစ်တပ်"],
  ["Chinese", "新闻".repeat(2_500_000), "缅甸", "缅甸"],
])("a word at the end of five megabytes of %s is found at its place", (_, before, last, term) => {
  const text = before + last;
  const [match] = matchWatchlists(compile({ watchlists: [{ id: "one", any: [term] }] }), { title: "", text });
  expect(match?.spans).toEqual([expect.objectContaining({ end: text.length })]);
});

test.each([
  ["an emoji", "🎉", "holds no letter and no digit"],
  ["half a character", "\ud83d", "holds no letter and no digit"],
  ["an invisible character", "\u200b", "holds no letter and no digit"],
  ["a byte order mark", "\ufeff", "this term is empty"],
  ["an asat alone", "်", "holds no letter and no digit"],
])("a term of nothing but %s is refused", (_, term, message) => {
  expect(faultsOf({ watchlists: [{ id: "one", any: [term] }] })).toMatchObject([
    { path: ["watchlists", 0, "any", 0], message: expect.stringContaining(message) },
  ]);
});

test("emoji, byte order marks and half characters next to a word are ignored", () => {
  for (const term of ["junta 🎉", "\ufeffjunta", "junta\ud83d", "jun\u00adta"])
    expect(found({ any: [term] }, "the junta")).toEqual(["junta"]);
  expect(found({ any: ["junta"] }, "\ufeffjunta\ud83d")).toEqual(["junta"]);
});

test("a set, a key or an id with a name from JavaScript is an ordinary name", () => {
  const { compiled, faults } = compileWatchlists([
    { file: "a.yaml", content: { sets: { toString: ["junta"] }, watchlists: [{ id: "valueOf", any: ["$toString"] }] } },
  ]);
  expect(faults).toEqual([]);
  expect(matchWatchlists(compiled, { title: "", text: "junta" })).toMatchObject([{ watchlist: "valueOf" }]);
  expect(faultsOf({ watchlists: [{ id: "one", any: ["$hasOwnProperty"] }] })).toHaveLength(1);
});
