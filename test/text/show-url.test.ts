// Addresses of feeds as people see them: without the keys that they may hold.
import { expect, test } from "vitest";
import { showTitle, showUrl } from "../../src/text/show-url.ts";

test.each([
  ["https://outlet.example/feed?token=hunter2&x=1#top", "https://outlet.example/feed?…"],
  ["https://me:hunter2@outlet.example/feed", "https://outlet.example/feed"],
  ["https://outlet.example/feed#hunter2", "https://outlet.example/feed"],
  ["https://outlet.example/feed", "https://outlet.example/feed"],
  ["/feed?token=hunter2", "/feed?…"],
])("%s is shown as %s", (address, shown) => {
  expect(showUrl(address)).toBe(shown);
});

test("a title that is an address loses its query too", () => {
  expect(showTitle("News of https://outlet.example/?key=hunter2 today")).toBe("News of https://outlet.example/?… today");
  expect(showTitle("What now?")).toBe("What now?");
});
