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
  `https://news.google.com/rss/articles/${Buffer.from(`\u0008\u0013"\u0029${page}\u00d2\u0001\u0000`, "latin1").toString("base64url")}?oc=5`,
  `https://translate.google.com/translate?sl=de&tl=en&u=${encoded}`,
  `https://yandex.ru/turbo?text=${encoded}`,
  `https://link.zhihu.com/?target=${encoded}`,
  `https://link.jianshu.com/?t=${encoded}`,
  `https://weibo.cn/sinaurl?u=${encoded}`,
  `https://exit.sc/?url=${encoded}`,
  `https://go.skimresources.com/?id=1X2&url=${encoded}`,
  `https://medium.com/r/?url=${encoded}`,
  `https://flipboard.com/redirect?url=${encoded}&v=x`,
  `https://search.app/?link=${encoded}&utm_source=x`,
  `https://urldefense.com/v3/__${page}__;!!ABC!xyz$`,
  `https://urldefense.com/v3/__${page.replaceAll("?", "*").replaceAll("=", "*")}__;Pz0!!ABC!xyz$`,
  `https://urldefense.com/v3/__${page.replace("2026", "**C")}__;MjAyNg!!ABC!xyz$`,
  `https://urldefense.com/v3/__${page.replace("https://", "https:/")}__;!!ABC!xyz$`,
  `https://urldefense.proofpoint.com/v2/url?u=${page.replaceAll(":", "-3A").replaceAll("?", "-3F").replaceAll("=", "-3D").replaceAll("/", "_")}&d=x&c=y`,
  `https://urldefense.proofpoint.com/v1/url?u=${encoded}&k=x`,
  `https://linkprotect.cudasvc.com/url?a=${encoded}&c=E,1,x`,
  `https://secure-web.cisco.com/1AbC-dE/${encoded}`,
  `https://us-west-2.protection.sophos.com/?d=courier.example&u=${Buffer.from(page).toString("base64")}&i=x`,
  `https://imsva91-ctp.trendmicro.com/wis/clicktime/v1/query?url=${encoded}&umid=x`,
  `https://protect2.fireeye.com/v1/url?k=1&u=${encoded}`,
  `https://clicktime.symantec.com/3Ab?u=${encoded}`,
  `https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url=${encoded}`,
  `https://www.bing.com/ck/a?!&&p=abc&u=a1${Buffer.from(page).toString("base64url")}&ntb=1`,
  "https://www.bing.com/amp/s/courier.example/2026/ferry?id=7",
  "https://courier-example.bing-amp.com/c/s/courier.example/2026/ferry?id=7",
  `https://us.rd.yahoo.com/dailynews/rss/*${page}`,
  `https://scholar.google.com/scholar_url?url=${encoded}&hl=en`,
  `https://deref-gmx.net/mail/client/x/dereferrer/?redirectUrl=${encoded}`,
  `https://t.me/iv?url=${encoded}&rhash=1`,
  `https://www.google.com/url?url=${encodeURIComponent(encoded)}`,
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
  "https://rd.yahoo.com/dailynews/*javascript:alert(1)",
  "https://www.bing.com/ck/a?u=a1bm8gYWRkcmVzcw",
  `https://secure-web.cisco.com.evil.example/1A/${encoded}`,
  `https://critic.example/turbo?text=${encoded}`,
  "https://urldefense.com/v3/__https:/courier.example/**C/ferry__;Kg!!ABC$",
  "https://urldefense.com/v3/__javascript:alert(*)__;MQ!!ABC$",
  "not an address",
])("%s stays as it is", (url) => {
  expect(unwrapUrl(url)).toBe(url);
});
