// What `check --explain` prints: every part of a watchlist as it was understood.
import { expect, test } from "vitest";
import { describeWatchlists } from "../../src/watchlists/describe-watchlist.ts";
import type { Described } from "../../src/watchlists/describe-watchlist.ts";
import type { WatchlistDefinition, WatchlistFile } from "../../src/watchlists/watchlist.ts";

/** A line each, indented by depth. */
function lines(definition: Omit<WatchlistDefinition, "id">, sets: WatchlistFile["sets"] = {}): string[] {
  const content = { sets, watchlists: [{ id: "one", ...definition }] };
  const described = describeWatchlists([{ file: "watchlists/a.yaml", content }]);
  return described.flatMap(({ looksFor }) => looksFor.flatMap((part) => linesOf(part, "")));
}

const linesOf = ({ text, parts }: Described, indent: string): string[] => [
  indent + text,
  ...parts.flatMap((part) => linesOf(part, `${indent}  `)),
];

test("words are shown with the case and endings that count", () => {
  expect(
    lines({ any: ["junta", "UN", "NATO", "military council", "sanction*", { stem: "хунта" }, { text: "Sac", case: true }] }),
  ).toEqual([
    'any of junta, UN (only in capitals), NATO (only in capitals, or Nato), "military council", sanction*, хунта (with its endings: хунт…, ru), Sac (upper and lower case as written)',
  ]);
});

test("sets are spelled out, and groups are under what they belong to", () => {
  const sets = { junta: ["junta", "Tatmadaw", { all: ["council", "$ranks"] }], ranks: [{ forms: ["general", "generals"] }] };
  expect(lines({ near: { within: 10, ordered: true, a: "$junta", b: ["Myanmar", "缅甸"] } }, sets)).toEqual([
    "within 10 words, in this order",
    "  any of $junta:",
    "    junta, Tatmadaw",
    "    all of",
    "      council",
    "      any of $ranks:",
    "        general, generals",
    "  any of Myanmar, 缅甸",
  ]);
});

test("a set of words alone is shown in one line", () => {
  const [first, ...rest] = lines({ any: ["$agencies"] }, { agencies: ["South Wire"] });
  expect([first, rest]).toEqual(["any of $agencies:", ['  "South Wire"']]);
});

test("a query is shown in its canonical form and part by part", () => {
  expect(lines({ query: '((sanction* NEAR/8 (Russia OR Moscow))) AND NOT title:crossword AND lang:en AND "a b"~3' })).toEqual([
    'the query sanction* NEAR/8 (Russia OR Moscow) AND NOT title:crossword AND lang:en AND "a b"~3',
    "  all of",
    "    within 8 words",
    "      sanction*",
    "      any of Russia, Moscow",
    "    none of",
    "      in the title",
    "        crossword",
    "    the language is en",
    "    a, b, each within 3 words of another, in any order",
  ]);
});

test("exclusions are shown as well", () => {
  expect(
    lines({
      any: ["Burma", { text: "SAC", with: { within: 50, any: "Myanmar" } }],
      none: ["chess"],
      mask: ["Burma Shave"],
      unless: { title: ["crossword"], any: ["horoscope"] },
      filter: { language: ["en", "my"], source: { not: ["blog.example.org"] }, tags: ["asia"] },
      min_mentions: 2,
    }),
  ).toEqual([
    "any of",
    "  Burma",
    "  SAC (only in capitals), where within 50 words of it stands",
    "    any of Myanmar",
    "none of chess",
    'what stands inside one of these does not count: "Burma Shave"',
    "not where the title has any of crossword",
    "not where title or text have any of horoscope",
    "only where the language is en or my",
    "not where the source is blog.example.org",
    "only where the feed's tag is asia",
    "at least 2 mentions, taken together",
  ]);
});
