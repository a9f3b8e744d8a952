// What is said of a watchlist that nearly matched: the change by which it would, and that this change is right.
import { describe, expect, test } from "vitest";
import { explainWatchlists } from "../../src/watchlists/explain-watchlist.ts";
import { compile, found } from "./watch.ts";
import type { MatchDocument, WatchlistDefinition } from "../../src/watchlists/watchlist.ts";

type Definition = Omit<WatchlistDefinition, "id">;

function explain(definition: Definition, document: string | Partial<MatchDocument>) {
  const whole = typeof document === "string" ? { title: "", text: document } : { title: "", text: "", ...document };
  const [explanation] = explainWatchlists(compile({ watchlists: [{ id: "one", ...definition }] }), whole);
  return explanation;
}
const reasonOf = (definition: Definition, document: string | Partial<MatchDocument>) => explain(definition, document)?.reason;

const near = (within: number): Definition => ({ near: { within, a: "junta", b: "Myanmar" } });
const withBorder = (within: number): Definition => ({ any: [{ text: "junta", with: { within, any: ["border"] } }] });

describe("words that are too far apart", () => {
  const text = "The junta said on Friday in a long statement that it had closed each border of Myanmar.";

  test("the distance at which it would match is named, and it does match then", () => {
    const within = Number(/would hold with within: (\d+)/.exec(reasonOf(near(3), text) ?? "")?.[1]);
    expect(found(near(within), text)).not.toBeNull();
    expect(found(near(within - 1), text)).toBeNull();
  });

  test("the same of a term with its context, and of a query", () => {
    const within = Number(/within: (\d+)/.exec(reasonOf(withBorder(2), text) ?? "")?.[1]);
    expect([found(withBorder(within), text), found(withBorder(within - 1), text)]).toEqual([["junta"], null]);
    const query = Number(/within: (\d+)/.exec(reasonOf({ query: "junta NEAR/2 border" }, text) ?? "")?.[1]);
    expect(found({ query: `junta NEAR/${query} border` }, text)).not.toBeNull();
  });

  test("words at the two ends of a long text get no advice", () => {
    const far = `junta ${"word ".repeat(200)} Myanmar`;
    expect(reasonOf({ near: { within: 5, a: "junta", b: "Myanmar" } }, far)).toMatch(
      /201 words apart at best, and 5 is the most$/,
    );
  });
});

describe("a term that stands there in another form", () => {
  test.each([
    ["sanctions", "They were sanctioned.", '"sanctions" is not in it, but "sanctioned" is, which sanction* would find'],
    ["junta", "Both Juntas met.", '"junta" is not in it, but "Juntas" is, which junta* would find'],
    ["санкции", "Введены санкций.", '"санкции" is not in it, but "санкций" is, which санкци* would find'],
    ["arms embargo", "An embargo on arms.", '"arms embargo" is not in it, but each of its words is'],
    ["sanctions", "The sand castle and a sanctuary.", '"sanctions" is not in it'],
    ["war", "They are warm and wary.", '"war" is not in it'],
  ])("%s in %j", (term, text, reason) => {
    expect(reasonOf({ any: [term] }, text)).toBe(reason);
  });

  test("the prefix that is advised finds it", () => {
    for (const [term, text] of [
      ["sanctions", "They were sanctioned."],
      ["élections", "Une électionnite."],
    ] as const) {
      const prefix = /which (\S+) would find/.exec(reasonOf({ any: [term] }, text) ?? "")?.[1] ?? "";
      expect([prefix, found({ any: [prefix] }, text)]).toEqual([prefix, expect.any(Array)]);
    }
  });

  test("a word in capitals, and a term in the other part of the article", () => {
    expect(reasonOf({ any: [{ text: "US", case: true }] }, "Give it to us.")).toBe('"US" is not in it, but "us" is');
    expect(reasonOf({ query: "title:junta" }, { title: "Myanmar", text: "The junta." })).toBe(
      '"junta" is not in the title, but in the text',
    );
  });

  test("of a list the one that nearly stands there", () => {
    expect(reasonOf({ any: ["blockade", "sanctions", "boycott"] }, "It was sanctioned.")).toBe(
      'none of "blockade", "sanctions" and "boycott" is in it; "sanctions" is not, but "sanctioned" is, which sanction* would find',
    );
  });

  test("wildcards, expressions and stems have no other form", () => {
    expect(reasonOf({ any: ["sanction*"] }, "A sanctuary.")).toBe('"sanction*" is not in it');
  });
});

test("a filter that shut it out says whether the words are there", () => {
  const definition: Definition = { any: ["junta"], filter: { language: ["my"] } };
  expect(explain(definition, { text: "The junta.", language: "en" })).toMatchObject({
    nearly: true,
    reason: "the filter keeps it out: its language (en) is none of my; without it, its words are there",
  });
  expect(explain(definition, { text: "A cake.", language: "en" })).toMatchObject({
    nearly: false,
    reason: "the filter keeps it out: its language (en) is none of my",
  });
});
