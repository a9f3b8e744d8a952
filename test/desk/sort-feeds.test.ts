// Goal: no imported list leads us to a forbidden address. Method: every spelling of a private address that we know, as in an OPML file.
import { expect, test } from "vitest";
import { sortFeeds } from "../../src/desk/sort-feeds.ts";
import { privateSpellings } from "../http/private-spellings.ts";

const listed = (address: string) => ({ address, title: "Feed", language: null, tags: [], line: 7 });

test.each(privateSpellings)("http://%s/ is refused with its line and the address that it means", (spelling) => {
  const { added, refused } = sortFeeds([listed(`http://${spelling}/feed`)], [], []);
  expect(added).toEqual([]);
  expect(refused).toEqual([
    { title: "Feed", line: 7, message: expect.stringMatching(/private|reserved|is no web address/) as string },
  ]);
});

test("an address of the user's own network that fetch.allow_private lists is accepted, on its port alone if it has one", () => {
  const feeds = ["http://10.0.0.7/feed", "http://10.0.0.7:8080/feed", "http://10.0.0.8/feed", "http://localhost:8000/"].map(
    listed,
  );
  const { added, refused } = sortFeeds(feeds, [], ["10.0.0.7:8080", "localhost"]);
  expect(added.map(({ url }) => url)).toEqual(["http://10.0.0.7:8080/feed", "http://localhost:8000/"]);
  expect(refused).toHaveLength(2);
});

test("a feed that a list names twice is added once, and the second line says which it is", () => {
  const feeds = [listed("https://a.example/feed"), { ...listed("https://a.example/feed"), title: "Again", line: 9 }];
  const { added, duplicates } = sortFeeds(feeds, [], []);
  expect(added.map(({ line }) => line)).toEqual([7]);
  expect(duplicates).toEqual([{ url: "https://a.example/feed", line: 9, first: "Feed" }]);
});

test("an invalid language code is left to the feed", () => {
  const languages = ["en-US", "zh_Hant", "English", ""].map((language, index) => ({
    ...listed(`https://a${index}.example/`),
    language,
  }));
  expect(sortFeeds(languages, [], []).added.map(({ language }) => language)).toEqual(["en-us", "zh-hant", null, null]);
});
