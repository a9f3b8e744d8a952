// Which article an entry belongs to, when its address is known under this or another headline.
import { expect, test } from "vitest";
import { placeEntries } from "../../src/feeds/poll/place-entries.ts";
import { newEntry } from "../store/seed.ts";
import type { StoredArticle } from "../../src/feeds/poll/place-entries.ts";

const URL_OF_ALL = "https://outlet.example/live";
const entry = (title: string | null) => newEntry(`key of ${title}`, { articleUrl: URL_OF_ALL, title, titleKey: title });
const stored = (id: number, feed: number, title: string | null): StoredArticle => ({
  id,
  url: URL_OF_ALL,
  title: null,
  listed: [{ feed, title, linkKey: null }],
});

test("another feed's entry belongs to the article with a similar headline, and one with another headline begins its own", () => {
  const known = [stored(1, 1, "Junta surrenders"), stored(2, 1, "Harbour of Tarn closed after a storm")];
  const titles = ["Harbour of Tarn is closed after storm", "Junta denies that it has given up"];
  expect(placeEntries(2, titles.map(entry), known)).toEqual([
    { article: 2, headlineKey: "" },
    { article: null, headlineKey: "Junta denies that it has given up" },
  ]);
});

test("a feed's own entries at one address are articles of their own unless their headlines are equal", () => {
  const places = placeEntries(1, ["Blast in Kyiv", "Blast in Lviv", "blast in  Lviv"].map(entry), [
    stored(7, 1, "Blast in Odesa"),
  ]);
  expect(places).toEqual([
    { article: null, headlineKey: "Blast in Kyiv" },
    { article: null, headlineKey: "Blast in Lviv" },
    { article: null, headlineKey: "Blast in Lviv" },
  ]);
});

test("an entry without a headline belongs to the article at its address", () => {
  expect(placeEntries(2, [entry(null)], [stored(3, 1, "Blast in Odesa")])).toEqual([{ article: 3, headlineKey: "" }]);
  expect(placeEntries(2, [entry("Blast in Kyiv")], [stored(3, 1, null)])).toEqual([{ article: 3, headlineKey: "" }]);
});

test("two anchors of a page are two articles, also under one headline and whichever feed names them", () => {
  const anchors = ["a", "b"].map((linkKey) => ({ ...entry("Live: storm in Tarn"), key: linkKey, linkKey }));
  const places = placeEntries(1, anchors, []);
  expect(places.map(({ headlineKey }) => headlineKey)).toEqual(["Live: storm in Tarn", "b"]);
  const known = anchors.map(({ linkKey }, index) => ({
    ...stored(index, 1, "Live: storm in Tarn"),
    listed: [{ feed: 1, title: "Live: storm in Tarn", linkKey }],
  }));
  expect(placeEntries(2, anchors, known).map(({ article }) => article)).toEqual([0, 1]);
  expect(placeEntries(1, [{ ...entry("Live: storm in Tarn"), key: "c", linkKey: "c" }], known)).toEqual([
    { article: null, headlineKey: "c" },
  ]);
});

test("posts of a feed without a headline are articles of their own, though they name one page", () => {
  const posts = ["a", "b"].map((key) => ({ ...entry(null), key }));
  expect(placeEntries(1, posts, [])).toEqual([
    { article: null, headlineKey: "" },
    { article: null, headlineKey: "b" },
  ]);
  expect(placeEntries(1, posts, [stored(3, 1, "Blast in Odesa")]).map(({ article }) => article)).toEqual([null, null]);
});
