// A news search is known by its host, so that the outlet that its feed names is shown, and an outlet of a similar name is no news search.
import { expect, test } from "vitest";
import { outletOf } from "../../../src/pipeline/send-digests/article-names.ts";
import { isNewsSearch } from "../../../src/text/outlets/news-searches.ts";

test.each(["news.google.com", "www.bing.com", "news.naver.com", "uk.news.yahoo.com", "www.msn.com"])("%s is one", (host) => {
  expect(isNewsSearch(host)).toBe(true);
});
test.each(["google.com.evil.example", "mygoogle.com", "news.example.org", "notbing.com"])("%s is none", (host) => {
  expect(isNewsSearch(host)).toBe(false);
});

test("of an unread page the outlet that a feed names is shown where the address is a news search's, and else only if it fits the host", () => {
  const carrying = {
    reason: "no-text",
    outlet: "Quay Courier",
    feed: "A feed",
    feed_url: "https://feeds.example/all",
    site: null,
  };
  const at = (url: string) => outletOf({ ...carrying, url, page_url: url });
  expect(at("https://news.google.com/rss/articles/1")).toBe("Quay Courier");
  expect(at("https://quaycourier.example/1")).toBe("Quay Courier");
  expect(at("https://stranger.example/1")).toBe("stranger.example");
});
