// Wildcards and regular expressions: which words they match, which they never match, and what is refused.
import { expect, test } from "vitest";
import { readWordRegex } from "../../src/watchlists/words/word-regex.ts";
import { redosPatterns } from "./redos-patterns.ts";
import { faultsOf, found } from "./watch.ts";

const words = (term: string, text: string) => found({ any: [term] }, text);

test("a star within a word matches any letters, or none", () => {
  expect(words("organi*ation", "Organisation, organization, organiation, organisations")).toEqual([
    "Organisation",
    "organization",
    "organiation",
  ]);
  expect(words("col*r*", "colour, color, colours, colr, cold")).toEqual(["colour", "color", "colours", "colr"]);
  expect(words("Лук*шенк*", "Лукашенко и Лукашенка")).toEqual(["Лукашенко", "Лукашенка"]);
});

test("the parts before and after a star never share letters", () => {
  expect(words("tata*atat", "tatat tataatat")).toEqual(["tataatat"]);
});

test("a star within a phrase belongs to its word", () => {
  expect(words("Min* Aung Hl*ng", "Minn Aung Hlaing")).toEqual(["Minn Aung Hlaing"]);
  expect(words("col*r blind", "color is blind; colour blind")).toEqual(["colour blind"]);
});

test("a wildcard ignores accents, possessives and case, unless case: true", () => {
  expect(words("Zu*ich", "ZÜRICH’s banks")).toEqual(["ZÜRICH"]);
  expect(found({ any: [{ text: "SA*s", case: true }] }, "SACs sacs")).toEqual(["SACs"]);
});

test("a regular expression is matched with each whole word, without accents and in any case", () => {
  expect(words("/organi[sz]ations?/", "Organisations, organizational, ORGANIZATION")).toEqual(["Organisations", "ORGANIZATION"]);
  expect(words("/^Erdog(a|h)n$/", "Erdoğan’s palace")).toEqual(["Erdoğan"]);
  expect(words("/T-?90M?/", "a T90 and a T90M")).toEqual(["T90", "T90M"]);
  expect(found({ any: [{ text: "/S[AP]C/", case: true }] }, "sac SAC SPC")).toEqual(["SAC", "SPC"]);
  expect(words("/Луганс?ьк(а|у)?/", "у Луганську")).toEqual(["Луганську"]);
});

test("a regular expression in a query keeps its own spaces and parentheses", () => {
  const query = "/(jun|mon)ta/ NEAR/3 Myanmar AND NOT title:/cross.*/";
  expect(found({ query }, "The monta of Myanmar")).toEqual(["monta", "Myanmar"]);
  expect(found({ query }, { title: "Crosswords", text: "The junta of Myanmar" })).toBeNull();
});

test("a regular expression in a mask or a set works as everywhere else", () => {
  expect(found({ any: ["Burma"], mask: ["/burma|rangoon/"] }, "Burma")).toBeNull();
  expect(found({ any: ["$names"] }, "Rangoun", { names: ["/rango[ou]+n/"] })).toEqual(["Rangoun"]);
});

test.each([
  ["a slip for (?i)", "/(i?)junta/", "upper and lower case are the same without it"],
  ["look-ahead", "/jun(?=ta)/", "cannot look ahead"],
  ["look-behind", "/(?<!x)junta/", "cannot look ahead or behind"],
  ["a reference back", "/(a)\\1b/", "cannot refer back"],
  ["a space", "/junta talks/", "one word at a time"],
  ["a class of spaces", "/junta\\s+talks/", "one word at a time"],
  ["a script that parts no words", "/缅.*/", "this script parts no words"],
  ["what is never closed", "/jun[ta/", "missing closing ]"],
  ["a repetition without bounds that matter", "/(a{1000}){1000}/", "invalid repeat count"],
  ["what holds for nothing at all", "/a*/", "holds for no letter at all"],
  ["what holds for nearly every word", "/\\w+/", "nearly every word"],
  ["flags", "/junta/i", "nothing may stand after the last /"],
  ["too long a one", `/${"a".repeat(201)}/`, "at most 200 characters"],
])("%s is refused in a regular expression, with an alternative", (_, regex, remedy) => {
  expect(faultsOf({ watchlists: [{ id: "one", any: ["junta", regex] }] })).toMatchObject([
    { path: ["watchlists", 0, "any", 1], message: expect.stringContaining(remedy), severity: "error" },
  ]);
});

test("a refused regular expression within a query has its place there", () => {
  expect(faultsOf({ watchlists: [{ id: "one", query: "junta AND /(?=x)y/" }] })).toMatchObject([
    { path: ["watchlists", 0, "query"], offset: 10, message: expect.stringContaining("cannot look ahead") },
  ]);
});

test.each(redosPatterns)("$pattern is refused with its place, or read in linear time", ({ pattern, word }) => {
  const content = { watchlists: [{ id: "one", any: ["junta", `/${pattern}/`] }] };
  const [fault] = faultsOf(content);
  if (fault) {
    expect(fault).toMatchObject({ path: ["watchlists", 0, "any", 1], severity: "error" });
    return;
  }
  const reading = readWordRegex(pattern, false);
  if (reading.kind === "fault") throw new Error(reading.message);
  // A backtracking engine would not come back from a single one of these.
  for (let n = 40; n <= 64; n += 2) expect(reading.matches(word(n))).toBe(false);
});
