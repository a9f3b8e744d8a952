// The settings of a source by its address.
import { expect, test } from "vitest";
import { findConfigured } from "../../src/config/find-feed.ts";
import { feedConfig } from "../store/seed.ts";

test("are those that were loaded last, of the first source with that address", () => {
  const one = feedConfig("https://outlet.example/feed", { name: "One" });
  const feeds = [one, feedConfig("https://other.example/feed"), feedConfig(one.url, { name: "Two" })];
  expect(findConfigured(feeds, one.url)).toBe(one);
  expect(findConfigured(feeds, "https://nobody.example/feed")).toBeUndefined();
  const reloaded = [feedConfig(one.url, { name: "New" })];
  expect(findConfigured(reloaded, one.url)?.name).toBe("New");
  expect(findConfigured(reloaded, "https://other.example/feed")).toBeUndefined();
});
