// Why a page has no article: each reason in several shapes and languages, and articles that look like such pages.
import { describe, expect, test } from "vitest";
import { extractPage } from "../../src/articles/extract-page.ts";

const URL_READ = "https://paper.example/2026/11/harbour";
const SENTENCES = [
  "The ferry company closed both piers on Monday, and the mayor said that nobody knew when they would open again.",
  "Fishermen moved their boats to the inner basin before dark, where they found every berth taken by yachts.",
  "A crane driver who has worked there for thirty years called it the strangest week that he could remember.",
  "The council will meet on Thursday evening to decide who pays, as the insurer has so far refused to.",
  "Nobody was hurt, according to the harbour office, which asked people to stay away from the mole for now.",
  "Engineers found the crack during a routine dive in spring and had wanted to repair it before the season.",
];
const ARTICLE = [...SENTENCES, ...SENTENCES.map((sentence) => sentence.replace("The ", "Later the "))]
  .map((sentence) => `<p>${sentence}</p>`)
  .join("\n");
const HEADLINES = `<ul>${Array.from({ length: 40 }, (_, n) => `<li><a href="/n/${n}">Headline ${n} about the harbour and its piers</a></li>`).join("")}</ul>`;

const html = (title: string, body: string, head = ""): string =>
  `<!doctype html><html><head><title>${title}</title>${head}</head><body>${body}</body></html>`;
const read = (page: string, url = URL_READ) => extractPage(page, url);

describe("a not-found page", () => {
  test.each([
    ["Page not found | The Paper", "<h1>Page not found</h1><p>Sorry, we can't find it.</p>"],
    ["404 - The Paper", "<h1>404</h1><p>Nothing here. Try the search.</p>"],
    ["The Paper", "<h1>The page you are looking for no longer exists</h1><p>It may have moved.</p>"],
    ["Seite nicht gefunden", "<h1>Seite nicht gefunden</h1><p>Leider gibt es diese Seite nicht mehr.</p>"],
    ["Page introuvable - Le Journal", "<h1>Page introuvable</h1><p>Cette page n'existe plus.</p>"],
    ["Página no encontrada", "<p>La página que busca no existe.</p>"],
    ["Страница не найдена", "<h1>Страница не найдена</h1><p>Возможно, она была удалена.</p>"],
    ["页面不存在", "<p>您访问的页面不存在或已被删除。</p>"],
    ["စာမျက်နှာ ရှာမတွေ့ပါ", "<p>စာမျက်နှာ ရှာမတွေ့ပါ</p>"],
  ])("%s", (title, body) => {
    expect(read(html(title, body))).toMatchObject({ text: "", method: "none", reason: "not-found" });
  });

  test("that lists other articles gives none of them", () => {
    expect(read(html("Page not found", `<h1>Page not found</h1><p>Read these:</p>${HEADLINES}`))).toMatchObject({
      text: "",
      reason: "not-found",
    });
  });
});

test.each([
  [
    "Log in - The Paper",
    '<h1>Log in</h1><form><input name="user"><input type="password" name="p"><button>Log in</button></form>',
  ],
  ["Anmelden", "<form><label>E-Mail</label><input><label>Passwort</label><input type=password></form><p>Noch kein Konto?</p>"],
  ["Вход на сайт", '<form><input type="password"></form><p>Введите имя и пароль.</p>'],
  ["登录", '<form><input type="password"></form>'],
])("a log-in page is recognised: %s", (title, body) => {
  expect(read(html(title, body))).toMatchObject({ text: "", reason: "login" });
});

test.each([
  ["subscribe", "<p>Subscribe to read. Already a subscriber? Log in.</p>"],
  ["abonnieren", "<p>Jetzt abonnieren und weiterlesen mit dem Probeabo.</p>"],
  ["подписка", "<p>Только для подписчиков. Оформите подписку, чтобы читать дальше.</p>"],
])("a page for subscribers only is recognised: %s", (title, body) => {
  expect(read(html(title, body))).toMatchObject({ text: "", reason: "paywall" });
});

test.each([
  [
    "Paper says story has been removed after complaint",
    "The weekly took a report on a quarry off its site on Monday, its editor said, and will print a correction in the next issue.",
  ],
  [
    "Tamsin to join union",
    "Tamsin may become a member of the customs union in spring, its premier said. It would become a member of the bank as well.",
  ],
])("a short report is read although its words resemble a page's own: %s", (title, text) => {
  expect(read(html(`${title} | The Paper`, `<article><h1>${title}</h1><p>${text}</p></article>`))).toMatchObject({
    reason: null,
  });
});

test("an article about cookies and consent is read as an article", () => {
  const report = [
    "A court in Orlesk fined a shop on Monday for setting cookies without consent, the first ruling of its kind under the new privacy law.",
    "Judges found that personal data of 40,000 customers went to third parties, among them two vendors of personalised advertising.",
    "The shop had argued that its legitimate interests weighed more than consent; the court said that the GDPR knows no such balance for cookies.",
    "Its privacy policy ran to 31 pages, and consent was given by a box that was ticked already, the ruling says.",
    "Vendors of consent tools said that they would study what the court wrote about cookies and third parties before the appeal in May.",
  ];
  const page = html(
    "Court fines shop over cookies | The Paper",
    `<article><h1>Court fines shop over cookies</h1>${report.map((one) => `<p>${one}</p>`).join("")}</article>`,
  );
  expect(read(page)).toMatchObject({ reason: null, text: expect.stringContaining("before the appeal in May") });
});

test("a Russian consent dialog is recognised", () => {
  const dialog = "<p>Мы используем файлы cookie и обрабатываем часть персональных данных. Принять файлы cookie?</p>";
  expect(read(html("Газета", dialog))).toMatchObject({ text: "", reason: "consent-wall" });
});

describe("a page that only leads elsewhere", () => {
  const to = "https://other.example/a?b=1&c=2";
  const escaped = to.replaceAll("&", "&amp;");
  test.each([
    ["a refresh", html("Redirecting", "<p>Please wait.</p>", `<meta http-equiv="refresh" content="0; url=${escaped}">`)],
    ["a refresh in other quotes", html("", "", `<META HTTP-EQUIV='Refresh' CONTENT='3;URL="${to}"'>`)],
    ["a refresh without url=", html("", "", `<meta content="0,${to}" http-equiv=refresh>`)],
    ["a script that replaces", html("", `<script>window.location.replace("${to}")</script>`)],
    ["a script that assigns", html("", `<script>top.location.href = '${to}';</script><a href="${escaped}">here</a>`)],
    ["a script with escaped slashes", html("", `<script>document.location="${to.replaceAll("/", String.raw`\/`)}"</script>`)],
  ])("redirects by %s", (_, page) => {
    expect(read(page)).toMatchObject({ text: "", reason: "redirect-page", leadsTo: to });
  });

  const leaving = "<h1>You are leaving our site</h1><p>We have not checked this page, and cannot say whether it is safe.</p>";
  test.each([
    ["in a link", `${leaving}<a href="${escaped}">${escaped}</a> <a href="/help">Learn more</a>`],
    ["in a link that is cut short", `${leaving}<a class="x" href="${escaped}"><b>other.example/a…</b></a>`],
    ["as text above a button", `${leaving}<p>${escaped}</p><a href="${escaped}">Continue</a><a href="/">Back</a>`],
  ])("leads to the address that it shows %s", (_, body) => {
    expect(read(html("External link", body))).toMatchObject({ text: "", reason: "redirect-page", leadsTo: to });
  });

  test.each([
    [
      "two addresses are shown",
      `${leaving}<a href="${escaped}">${escaped}</a><a href="https://b.example/long">https://b.example/long</a>`,
    ],
    ["no address is shown", `${leaving}<a href="${escaped}">Get our app</a>`],
    ["it is a report with its source", `<article><p>The harbour is shut.</p><a href="${escaped}">${escaped}</a></article>`],
  ])("leads nowhere if %s", (_, body) => {
    expect(read(html("External link", body)).leadsTo).toBeUndefined();
  });

  const closed =
    "<h1>Harbour road is closed from Monday</h1><p>A water main is being replaced. Buses of line 4 go by way of the mill.</p>";
  test.each([
    ["the site of an office", `${closed}<p>Contact: <a href="https://roads.example/">roads.example</a></p>`],
    [
      "a page of its own subject",
      `${closed}<p>The town asks drivers to be patient, and expects to open the road again on Friday evening, if the weather is dry and nothing else breaks before then.</p><a href="${escaped}">${escaped}</a>`,
    ],
  ])("is no short notice that names %s", (_, body) => {
    expect(read(html("Harbour road is closed from Monday", body)).leadsTo).toBeUndefined();
  });

  const notices = [
    ["in English", "Recall of kettles", "The office recalls kettles of one make. Owners get their money back. All numbers:"],
    ["in Ukrainian", "Відкликання чайників", "Управління відкликає чайники однієї марки. Власникам повернуть гроші. Усі номери:"],
    ["in Japanese", "湯沸かし器の回収", "当局は湯沸かし器を回収する。購入者には代金が返金される。番号の一覧："],
    ["of one word", "Earthquake!", "An earthquake shook the island at noon. Figures are collected at"],
  ] as const;
  test.each(notices)("is no notice %s that names a page elsewhere and has its source's words", (_, title, text) => {
    const page = html(title, `<h1>${title}</h1><p>${text} <a href="${escaped}">${escaped}</a></p>`);
    expect(extractPage(page, URL_READ, { listed: [{ title, text: "" }] })).toMatchObject({
      reason: null,
      text: expect.stringContaining(text),
    });
  });

  const listed = [{ title: "Ferry strike ends on the islands", text: "Crews are back at work." }];
  const about = "https://other.example/2026/ferry-strike-ends-islands";
  test.each([
    ["has the words in the address alone", `${leaving}<a href="${about}">${about}</a>`],
    ["has the headline alone", `<h1>${listed[0]?.title}</h1><p>Read it at <a href="${about}">${about}</a></p>`],
    [
      "says at length that its reader leaves the site",
      `${leaving}<p>${"Other sites have their own rules, and we do not know them. ".repeat(6)}</p><a href="${about}">${about}</a>`,
    ],
  ])("leads on if it %s", (_, body) => {
    expect(extractPage(html("External link", body), URL_READ, { listed })).toMatchObject({ text: "", leadsTo: about });
  });

  test("redirects to a relative address", () => {
    expect(read(html("", "", '<meta http-equiv="refresh" content="0; url=/print/1">')).leadsTo).toBe(
      "https://paper.example/print/1",
    );
  });

  test("does not redirect to itself, or to anything that is not a web page", () => {
    for (const target of [
      URL_READ,
      `${URL_READ}#top`,
      "javascript:alert(1)",
      "data:text/html,x",
      "file:///etc/passwd",
      "mailto:a@b.example",
    ])
      expect(read(html("", "", `<meta http-equiv="refresh" content="0; url=${target}">`)).leadsTo).toBeUndefined();
  });

  test("redirects to the address within its own address", () => {
    const bare = html("", '<script src="/x.js"></script>');
    const encoded = Buffer.from(`\u0008\u0013"\u0020${to}\u00d2\u0001\u0000`, "latin1").toString("base64url");
    for (const address of [
      `https://clicks.example/r?id=7&u=${encodeURIComponent(to)}`,
      `https://news.example/rss/articles/${encoded}?oc=5`,
    ])
      expect(read(bare, address)).toMatchObject({ text: "", reason: "redirect-page", leadsTo: to });
    expect(read(html("Harbour", ARTICLE), `https://paper.example/a?share=${encodeURIComponent(to)}`).reason).toBeNull();
  });

  test.each(["ref", "referrer", "source", "utm_source", "via"])(
    "an address in `%s` says where a reader came from, and is not followed",
    (name) => {
      const bare = html("", '<script src="/x.js"></script>');
      expect(read(bare, `https://news.example/1?${name}=${encodeURIComponent(to)}`).leadsTo).toBeUndefined();
    },
  );

  test("with a browser script is recognised by its address", () => {
    const page = html("Google News", '<c-wiz></c-wiz><script src="/x.js"></script>');
    expect(read(page, "https://news.google.com/rss/articles/CBMiabc?oc=5")).toMatchObject({ text: "", reason: "redirect-page" });
    expect(read(page).reason).toBe("no-text");
  });
});

test.each([
  ["an element", '<video src="a.mp4"></video>', ""],
  ["another site's player", '<iframe src="https://www.youtube.com/embed/abc"></iframe>', ""],
  ["its metadata", "", '<script type="application/ld+json">{"@type":"VideoObject","name":"Harbour"}</script>'],
])("a page with a video and no text is recognised by %s", (_, body, head) => {
  expect(read(html("Harbour", `<h1>Harbour</h1>${body}`, head))).toMatchObject({ text: "", reason: "video-only" });
});

describe("an article is not such a page although", () => {
  test.each([
    [
      "it is about error pages",
      "Page not found: how a library lost its archive",
      `<h1>Page not found: how a library lost its archive</h1>${ARTICLE}`,
      "",
    ],
    [
      "it is about logging in",
      "Why you should log in to vote",
      `<form><input type="password"></form><h1>Why you should log in to vote</h1>${ARTICLE}`,
      "",
    ],
    ["it reloads itself", "Harbour", ARTICLE, '<meta http-equiv="refresh" content="300">'],
    ["it leads on when read", "Harbour", ARTICLE, '<meta http-equiv="refresh" content="5; url=https://paper.example/">'],
    [
      "its scripts lead elsewhere",
      "Harbour",
      `${ARTICLE}<script>function go(){window.location.href="https://paper.example/shop"}</script>`,
      "",
    ],
    ["it shows a video", "Harbour", `<video src="a.mp4"></video>${ARTICLE}`, '<meta property="og:type" content="video.other">'],
    [
      "it is about paywalls",
      "Subscribe now, they said",
      `<h1>Subscribe now, they said</h1><p>Subscribe now. Already a subscriber?</p>${ARTICLE}`,
      "",
    ],
    [
      "its site asks for consent",
      "Harbour",
      `<div id="onetrust-consent-sdk"><p>We use cookies. Accept cookies?</p></div>${ARTICLE}`,
      "",
    ],
  ])("%s", (_, title, body, head) => {
    const page = read(html(title, body, head));
    expect(page.reason).toBeNull();
    for (const sentence of SENTENCES) expect(page.text).toContain(sentence);
  });
});

describe("a report of a few sentences on a subject of walls is an article", () => {
  const BRIEF = SENTENCES.slice(0, 4)
    .map((sentence) => `<p>${sentence}</p>`)
    .join("");
  const FORM = '<form action="/login"><input name="user"><input type="password" name="p"></form>';
  test.each([
    ["Airport reopens", `<p>A security check had found a bag that nobody owned.</p>${BRIEF}`],
    ["Court: aid ships denied", `<p>The crew said that access denied to them in May was granted in June.</p>${BRIEF}`],
    ["Firm drops its captcha", `<p>The captcha had kept blind readers out for years.</p>${BRIEF}`],
    ["Banjir masuk rumah warga di tepi sungai", `${FORM}${BRIEF}`],
    ["Три партии объявили о входе: вход в коалицию открыт", `${FORM}${BRIEF}`],
  ])("%s", (title, body) => {
    const page = read(html(title, `<h1>${title}</h1>${body}`));
    expect(page.reason).toBeNull();
    expect(page.text).toContain(SENTENCES[1]);
  });
});
