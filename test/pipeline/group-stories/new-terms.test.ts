// The watchlists to which one new sentence of an edited article is news: those of which it holds a term that nothing told before had.
import { expect, test } from "vitest";
import { watchlistsWithNewTerms } from "../../../src/pipeline/group-stories/new-terms.ts";
import { waitingArticle } from "../fetch-articles/waiting-article.ts";
import type { Span } from "../../../src/watchlists/watchlist.ts";

const NEW = "A watchman from Tessaly died in hospital.";
const listed = {
  url: null,
  title: "Fire at the mill",
  author: null,
  published_at: null,
  text: "",
  feed: "F",
  feed_url: "",
  language: null,
  tags: [],
};
const article = { ...waitingArticle("https://a.example/", listed), title: "Fire", text: `The mill of Corvale burned. ${NEW}` };
const spanOf = (term: string, more: Partial<Span> = {}): Span => {
  const start = article.text.indexOf(term);
  return { field: "text", start, end: start + term.length, term, ...more };
};
const found = (spans: Span[], { told = "The mill of Corvale burned.", news = [NEW] } = {}) =>
  watchlistsWithNewTerms(article, [{ watchlist: "w", spans }], { told: [{ title: "", text: told }], news });

test("a term in a new sentence counts, and not one that was told or matched before, or that stands elsewhere", () => {
  expect(found([spanOf("Corvale"), spanOf("Tessaly")])).toEqual(["w"]);
  expect(found([spanOf("Corvale")])).toEqual([]);
  expect(found([spanOf("Tessaly")], { told: "TESSALY's mill burned." })).toEqual([]);
  expect(found([spanOf("Tessaly"), spanOf("Tessaly", { version: 7 })])).toEqual([]);
  expect(found([spanOf("Tessaly")], { news: ["The mill of Corvale burned."] })).toEqual([]);
});
