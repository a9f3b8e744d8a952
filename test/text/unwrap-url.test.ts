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
  `https://away.vk.com/away.php?to=${encoded}&utf=1`,
  `https://m.youtube.com/redirect?event=x&q=${encoded}`,
  `https://l.workplace.com/l.php?u=${encoded}`,
  `https://news.url.google.com/url?sa=j&url=${encoded}`,
  `https://translate.google.com/translate?sl=de&tl=en&u=${encoded}`,
  `https://yandex.ru/turbo?text=${encoded}`,
  `https://link.zhihu.com/?target=${encoded}`,
  `https://link.jianshu.com/?t=${encoded}`,
  `https://weibo.cn/sinaurl?u=${encoded}`,
  `https://exit.sc/?url=${encoded}`,
  `https://go.skimresources.com/?id=1X2&url=${encoded}`,
  `https://flipboard.com/redirect?url=${encoded}&v=x`,
  `https://search.app/?link=${encoded}&utm_source=x`,
  `https://urldefense.com/v3/__${page}__;!!ABC!xyz$`,
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
  `https://critic.example/turbo?text=${encoded}`,
  "https://urldefense.com/v3/__https:/courier.example/*/ferry__;Kg!!ABC$",
  "not an address",
])("%s stays as it is", (url) => {
  expect(unwrapUrl(url)).toBe(url);
});
