// A short report is found among a page's data in any script, and nothing else: one of 150 characters in Chinese says as much as one of 600 letters.
import { expect, test } from "vitest";
import { extractPage } from "../../src/articles/extract-page.ts";

const REPORTS: Record<string, { title: string; paragraphs: string[] }> = {
  zh: {
    title: "青川镇渡船停航一周",
    paragraphs: [
      "青川镇的渡船从星期二起停航一周,因为船上的发动机在早晨的航行中两次熄火,镇政府发言人说。",
      "住在对岸的学生将乘坐汽车绕行二十公里上学,镇里为此增开了三班公共汽车,车票由学校支付。",
      "船长说,这台发动机已经用了三十一年,修理所需的零件只能从邻省的一家旧船厂里找到。",
      "镇议会将在下个月讨论是否购买一艘新的渡船,估计费用相当于全镇半年的税收。",
    ],
  },
  ja: {
    title: "青川町の渡し船、一週間の運休",
    paragraphs: [
      "青川町の渡し船は火曜日から一週間運休する。朝の航行中にエンジンが二度止まったためだと、町の担当者は話した。",
      "対岸に住む生徒たちはバスで二十キロの道を回って通学することになり、町は臨時便を三本増やした。",
      "船長によると、このエンジンは三十一年前のもので、修理に必要な部品は隣の県の古い造船所にしか残っていない。",
      "町議会は来月、新しい船を買うかどうかを話し合うが、費用は町の税収の半年分に当たるという。",
    ],
  },
  ko: {
    title: "청천읍 나룻배 일주일 운항 중단",
    paragraphs: [
      "청천읍의 나룻배가 화요일부터 일주일 동안 운항을 멈춘다. 아침 운항 중에 엔진이 두 번이나 꺼졌기 때문이라고 읍사무소가 밝혔다.",
      "강 건너에 사는 학생들은 버스를 타고 이십 킬로미터를 돌아서 등교하게 되며 읍은 버스 세 편을 더 마련했다.",
      "선장은 이 엔진이 삼십일 년 된 것이며 수리에 필요한 부품은 이웃 도의 낡은 조선소에만 남아 있다고 말했다.",
      "읍 의회는 다음 달에 새 배를 살 것인지 논의할 예정이며 비용은 읍의 반년 세금과 맞먹는다고 한다.",
    ],
  },
};
const inAttribute = (text: string) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
const htmlOf = (paragraphs: readonly string[]) => paragraphs.map((p) => `<p>${p}</p>`).join("");
const FORMS: Record<string, (paragraphs: string[]) => string> = {
  "a list of objects": (p) =>
    `<script type="application/json">${JSON.stringify({ body: p.map((text) => ({ type: "p", text })) })}</script>`,
  "a list that a script assigns": (p) => `<script>window.a=1;window.story=${JSON.stringify({ paragraphs: p })};go()</script>`,
  "one long string": (p) => `<script>window.story={text:${JSON.stringify(p.join("\n"))}}</script>`,
  "HTML in a string": (p) => `<script>var body='${htmlOf(p)}'</script>`,
  "escaped letters": (p) =>
    `<script>var s=JSON.parse("${JSON.stringify({ body: htmlOf(p) })
      .replace(/[\\"]/g, "\\$&")
      .replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)}")</script>`,
  "JSON in an attribute": (p) => `<div data-page="${inAttribute(JSON.stringify({ story: { html: htmlOf(p) } }))}"></div>`,
  "plain text in an attribute": (p) => `<main data-story="${inAttribute(p.join("\n"))}"></main>`,
  "JSON in base64": (p) => `<div data-state="${Buffer.from(JSON.stringify({ body: p })).toString("base64")}"></div>`,
  "a map of objects": (p) =>
    `<script>window.__APOLLO_STATE__=${JSON.stringify(Object.fromEntries(p.map((text, i) => [`P:${i}`, { id: `${i}`, text }])))}</script>`,
  noscript: (p) => `<div id="x"></div><noscript>${htmlOf(p)}</noscript>`,
  "a text area": (p) => `<textarea hidden>${inAttribute(htmlOf(p))}</textarea>`,
  "a comment": (p) => `<div id="app"><!-- ${htmlOf(p)} --></div>`,
};
const cases = Object.keys(REPORTS).flatMap((language) => Object.keys(FORMS).map((form) => [language, form] as const));

test.each(cases)("in %s, in %s", (language, form) => {
  const { title, paragraphs } = REPORTS[language] ?? { title: "", paragraphs: [] };
  const { text, reason } = extractPage(
    `<!doctype html><html lang="${language}"><head><title>${title}</title></head><body><h1>${title}</h1>${FORMS[form]?.(paragraphs)}</body></html>`,
    "https://paper.example/a",
  );
  expect(reason).toBeNull();
  expect(paragraphs.filter((paragraph) => !text.includes(paragraph))).toEqual([]);
});

const SAID = [
  "I crossed the bridge at Ostley four times a day for years, and nobody told us of the cracks.",
  "The bridge at Ostley was repaired only last year, so why does it close again for so long now?",
  "Nobody in the council of Ostley has ever crossed this bridge on foot in the rain of November.",
  "They should have built the second bridge of Ostley when my grandfather asked them to do so.",
];
const data = (value: unknown) => `<script type="application/json">${JSON.stringify(value)}</script>`;
const SUMMARY = SAID.join(" ");
const SUMMARY_ZH = REPORTS["zh"]?.paragraphs.join("") ?? "";
test.each<[name: string, language: string, held: string]>([
  ["a summary in a meta element", "en", `<meta name="description" content="${SUMMARY}">`],
  ["a summary in a meta element in Chinese", "zh", `<meta property="og:description" content="${SUMMARY_ZH.slice(0, 140)}">`],
  ["a picture's description", "en", `<img src="a.png" alt="${SUMMARY}">`],
  ["a summary among the data", "en", data({ page: { title: "x", description: SUMMARY } })],
  ["comments", "en", data({ comments: SAID.map((text, id) => ({ id, text, name: "Jo" })) })],
  ["comments that a script assigns", "en", `<script>var a=1;window.s=${JSON.stringify({ allComments: SAID })};go()</script>`],
  ["related stories", "en", data({ relatedStories: SAID.map((summary) => ({ title: "The bridge at Ostley", summary })) })],
  ["messages of the site", "en", data({ i18n: Object.fromEntries(SAID.map((text, id) => [`m${id}`, text])) })],
])("is no article: %s", (_, language, held) => {
  const title = language === "zh" ? (REPORTS["zh"]?.title ?? "") : "The bridge at Ostley closes";
  const { text, reason } = extractPage(
    `<!doctype html><html lang="${language}"><head><title>${title}</title></head><body><h1>${title}</h1>${held}</body></html>`,
    "https://paper.example/a",
  );
  expect([text.length < 50, reason === null]).toEqual([true, false]);
});

test("a summary that is the whole of an article is read as it", () => {
  const said = SAID.join("\n");
  const html = `<html><head><title>The bridge at Ostley</title></head><body>${data({ description: said, body: said })}</body></html>`;
  expect(extractPage(html, "https://paper.example/a").text).toContain(SAID[3]);
});

test("many drawings and looks stand before an article in an attribute", () => {
  const icons = `<svg><path d="${"M1 2 3 4 ".repeat(50)}"/></svg><p style="${"--gap: 1px; ".repeat(40)}"></p>`.repeat(60);
  const { title, paragraphs } = REPORTS["zh"] ?? { title: "", paragraphs: [] };
  const html = `<html><head><title>${title}</title></head><body>${icons}<main data-story="${paragraphs.join("\n")}"></main></body></html>`;
  expect(extractPage(html, "https://paper.example/a").text).toContain(paragraphs[3]);
});
