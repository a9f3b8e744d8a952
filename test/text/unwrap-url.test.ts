import { expect, test } from "vitest";
import { unwrapUrl } from "../../src/text/unwrap-url.ts";

const page = "https://courier.example/2026/ferry?id=7";
const encoded = encodeURIComponent(page);

test.each([
  `https://www.google.com/url?rct=j&sa=t&url=${encoded}&ct=ga`,
  `https://www.google.co.uk/url?q=${encoded}`,
  `http://www.bing.com/news/apiclick.aspx?ref=FexRss&url=${encoded}&c=1`,
  `https://l.facebook.com/l.php?u=${encoded}&h=x`,
  `https://t.umblr.com/redirect?z=${encoded}`,
  `https://eur01.safelinks.protection.outlook.com/?url=${encoded}&data=1`,
  `https://r.search.yahoo.com/_ylt=A/RV=2/RE=1/RO=10/RU=${encoded}/RK=2/RS=x`,
  "https://www.google.com/amp/s/courier.example/2026/ferry?id=7",
  "https://courier-example.cdn.ampproject.org/c/s/courier.example/2026/ferry?id=7",
  `https://www.google.de/url?url=${encodeURIComponent(`https://l.facebook.com/l.php?u=${encoded}`)}`,
])("the target of %s is its article", (url) => {
  expect(unwrapUrl(url)).toBe(page);
});

test.each([
  page,
  `https://critic.example/review?url=${encoded}`,
  "https://www.google.com/url?url=javascript:alert(1)",
  "https://www.google.com/search?q=https://courier.example/",
  `https://google.com.evil.example/url?url=${encoded}`,
  "https://r.search.yahoo.com/RU=%E0%A4%A/RK=2",
  "not an address",
])("%s stays as it is", (url) => {
  expect(unwrapUrl(url)).toBe(url);
});
