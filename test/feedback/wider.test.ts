// Which edits may let an article into a watchlist that missed it, before they are tried.
import { expect, test } from "vitest";
import { wider } from "../../src/feedback/wider.ts";
import { edited } from "../../src/feedback/edit.ts";
import type { WatchlistDefinition } from "../../src/watchlists/watchlist.ts";

const ofQuery = (query: string, title: string) => {
  const definition = { id: "one", query } as WatchlistDefinition;
  return wider(definition, [], { title, text: "", language: null, source: null }).map(
    ({ edits }) => (edits.reduce<unknown>(edited, definition) as WatchlistDefinition).query,
  );
};

test.each([
  ["harbour", "All harbours shut", "(harbour OR harbours)"],
  ["harbour AND strike", "Harbours shut by a strike", "(harbour OR Harbours) AND strike"],
  ["(harbour OR quay) NEAR/8 strike", "Strikers at the quay", "(harbour OR quay) NEAR/8 (strike OR Strikers)"],
  ["порт AND забастовка", "В порт пришла весть о забастовке", "порт AND (забастовка OR забастовке)"],
  ["quay OR harbour ", "harbours", "quay OR (harbour OR harbours) "],
])("a word that stands alone in the query %s gets the form of the article: %s", (query, title, wanted) => {
  expect(ofQuery(query, title)).toEqual([wanted]);
});

test.each([
  ["grand harbour", "words next to each other, which are a phrase"],
  ['"harbour" OR quay', "a quoted word"],
  ["/harbour/ OR quay", "an expression"],
  ["title:harbour", "a word of a field"],
  ["harbour*", "a prefix"],
  ["quay AND NOT harbour", "a word that must not be there"],
])("%s stays: it has %s", (query) => {
  expect(ofQuery(query, "All harbours shut")).toEqual([]);
});
