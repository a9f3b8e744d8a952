// An agency's notice on a report joins it by the headline or slug that it names, in any language, and no other.
import { expect, test } from "vitest";
import { openStoryMemory } from "../../src/stories/group-articles.ts";
import { isNotice, readAnnouncement } from "../../src/stories/named-headlines.ts";
import { findNews, judgeNews, readTold } from "../../src/stories/news/find-news.ts";
import { HARBOUR_STORY, article as invented, inventWords } from "./invented.ts";
import type { GroupDocument } from "../../src/stories/story.ts";

let pages = 0;
/** All of one wire, unless a test says otherwise. */
const article = (text: string | string[], more: Partial<GroupDocument>): GroupDocument =>
  invented(text, { url: `https://wire.example/${(pages += 1)}`, ...more });

const REPORTS: Record<string, string> = {
  en: "Dock workers walk off the job in Veldhaven",
  de: "Hafenarbeiter in Veldhaven legen die Kräne still",
  fr: "Les dockers de Veldhaven cessent le travail",
  es: "Los estibadores de Veldhaven abandonan las grúas",
  ru: "Докеры Вельдхавена прекратили работу из-за ночных смен",
  uk: "Докери Вельдгавена припинили роботу через нічні зміни",
  zh: "维尔德港码头工人集体罢工 船只停在港外",
  ar: "عمال ميناء فيلدهافن يوقفون العمل احتجاجا على المناوبات",
  my: "ဗယ်ဟေဗင်ဆိပ်ကမ်း အလုပ်သမားများ ဆန္ဒပြ",
  tr: "Veldhaven limanında işçiler vinçleri durdurdu",
  id: "Buruh pelabuhan Veldhaven mogok kerja malam",
};
const NOTICES: [tongue: string, headline: string, text: (title: string) => string][] = [
  ["en", "BC-VEL-Kill", (title) => `EDITORS: Please kill the story headlined ${title}, sent at 20:14. A substitute will follow.`],
  [
    "en",
    "MANDATORY KILL",
    (title) => `Attention clients: the report "${title}" must not be used. Its source was not who he said.`,
  ],
  ["en", "KILL-LEAD", (title) => `The item under the headline “${title}” has been withdrawn.`],
  ["en", "ADVISORY", (title) => `The story titled '${title}' is embargoed until 0500 GMT on Friday.`],
  ["en", "Veldhaven-Port", (title) => `Subscribers, please disregard the report ${title}. It was sent in error.`],
  ["de", "RÜCKRUF", (title) => `Bitte verwenden Sie die Meldung „${title}“ von 14.05 Uhr nicht.`],
  ["de", "Achtung, Redaktionen", (title) => `Die Meldung «${title}» wird zurückgezogen.`],
  ["fr", "ANNULÉE", (title) => `Veuillez annuler notre dépêche « ${title} » transmise à 18h02.`],
  ["es", "ANULADA", (title) => `Se ruega no utilizar la nota titulada "${title}".`],
  ["ru", "АННУЛИРОВАНО", (title) => `Просим не использовать сообщение под заголовком «${title}», переданное в 14:05.`],
  ["uk", "ВІДКЛИКАНО", (title) => `Просимо не використовувати повідомлення «${title}».`],
  ["zh", "撤稿", (title) => `请撤下今日播发的《${title}》一稿，特此说明。`],
  ["ar", "سحب", (title) => `يرجى عدم استخدام الخبر المعنون «${title}» الذي بث صباح اليوم.`],
  ["my", "ရုပ်သိမ်းချက်", (title) => `“${title}” သတင်းကို အသုံးမပြုပါရန် မေတ္တာရပ်ခံအပ်ပါသည်။`],
  ["tr", "GERİ ÇEKİLDİ", (title) => `Aboneler: "${title}" başlıklı haberimizi kullanmayınız.`],
  ["id", "RALAT", (title) => `Mohon tidak memuat berita berjudul "${title}" yang dikirim pagi tadi.`],
];

test.each(NOTICES)("%s: %s", (tongue, headline, textOf) => {
  const memory = openStoryMemory();
  const title = REPORTS[tongue] ?? "";
  const report = memory.add(article(HARBOUR_STORY, { title }));
  memory.add(article(`${inventWords(5, 90)}.`, { title: "Harbour council elects a mayor in Veldhaven" }));
  const notice = article(textOf(title), { title: headline });
  expect(memory.add(notice).story).toBe(report.story);
  const told = readTold([article(HARBOUR_STORY, { title })]);
  expect(judgeNews(notice, findNews(notice, told), told)).toBe("at once");
});

test("a notice finds the report by its slug, in its own headline or in its text", () => {
  const slug = "BC-VEL--Dock Walkout";
  for (const [title, text] of [
    [`${slug}, KILL`, "Editors: a substitute will be sent."],
    ["BC-VEL-Kill-Dock Walkout", "A substitute will be sent to all who had it."],
    ["ADVISORY", `Editors: do not use ${slug} moved at 20:14 GMT. It will be replaced.`],
  ] as const) {
    const memory = openStoryMemory();
    const report = memory.add(article(HARBOUR_STORY, { title: `${slug},325` }));
    memory.add(article(`${inventWords(8, 90)}.`, { title: "BC-VEL--Mayor Elected,210" }));
    expect(memory.add(article(text, { title })).story).toBe(report.story);
  }
});

test("a notice that names no report, and a report that only tells of one, join nothing", () => {
  const memory = openStoryMemory();
  memory.add(article(HARBOUR_STORY, { title: REPORTS.en ?? "" }));
  for (const [title, text] of [
    ["MANDATORY KILL", "Editors: please kill the story on the harbour sent at 20:14. A substitute will follow."],
    ["Paper withdraws story", `The Morning Post apologised on Friday for a column on the harbour, and the union thanked it.`],
  ] as const)
    expect(memory.add(article(text, { title })).relation).toBe("original");
});

test.each([
  ["Mayor kills plan for harbour", "The mayor said that the report on the harbour was wrong and that no one should ignore it."],
  ["Police ask readers to delete messages", "Police said people should delete the message. The report was published on Monday."],
  ["Correct time kept for a century", "The harbour clock has never been wrong."],
  ["Minister withdraws report on night shifts", "The minister withdrew a report on night shifts on Monday."],
])("«%s» is no notice", (title, text) => {
  expect(isNotice({ title, text })).toBe(false);
  expect(readAnnouncement({ title, text }).named).toBeNull();
});

const TITLE = "Dock workers walk off the job in Veldhaven";
const KILL = `Editors: please kill the story headlined ${TITLE}. It is wrong.`;
const storyOf = (report: Partial<GroupDocument>, notice: GroupDocument, between: GroupDocument[] = []) => {
  const memory = openStoryMemory();
  const { story } = memory.add(article(HARBOUR_STORY, { title: TITLE, ...report }));
  for (const one of between) memory.add(one);
  return { report: story, notice: memory.add(notice).story };
};

test.each([
  ["another site", "MANDATORY KILL", KILL, {}],
  ["another site, by its own headline", `KILL: ${TITLE}`, "The report is wrong, and nobody should believe a word of it.", {}],
  ["another site's correction", `CORRECTED: ${TITLE}`, "The report is wrong, and nobody should believe a word of it.", {}],
  ["another site under the wire's name", "MANDATORY KILL", KILL, { site: "wire.example" }],
  ["another writer where everybody writes", "MANDATORY KILL", KILL, { url: "https://t.me/rival/2" }, "https://t.me/harbour/1"],
  ["another blog of one host", "MANDATORY KILL", KILL, { url: "https://rival.substack.com/2" }, "https://harbour.substack.com/1"],
  [
    "a page of a shared host without a writer",
    "ADVISORY",
    KILL,
    { url: "https://youtube.com/watch?v=2" },
    "https://youtube.com/watch?v=1",
  ],
])("a notice of %s does not join the report", (_, title, text, more, url = "https://wire.example/1") => {
  const { report, notice } = storyOf({ url }, article(text, { title, url: "https://rival.example/1", ...more }));
  expect(notice).not.toBe(report);
});

test.each([
  ["a host of the same site", "MANDATORY KILL", KILL, { url: "https://alerts.wire.example/2" }],
  ["the same channel", "MANDATORY KILL", KILL, { url: "https://t.me/s/harbour/2" }, "https://t.me/harbour/1"],
])("a notice of %s joins the report", (_, title, text, more, url = "https://wire.example/1") => {
  const { report, notice } = storyOf({ url }, article(text, { title, ...more }));
  expect(notice).toBe(report);
});

test.each([
  ["AFP tells its clients not to use it", `${KILL} AFP regrets the error.`, true],
  ["another agency does", `${KILL} Reuters regrets the error.`, false],
])("a report that credits AFP is withdrawn elsewhere if %s", (_, text, joins) => {
  const notice = article(text, { title: "MANDATORY KILL", url: "https://client.example/1" });
  const { report, notice: told } = storyOf({ byline: "AFP", url: "https://other.example/1" }, notice);
  expect(told === report).toBe(joins);
});

test("a site that copied another's report withdraws no more than its copy", () => {
  const copy = article(HARBOUR_STORY, { title: TITLE, url: "https://rival.example/copy" });
  const { report, notice } = storyOf({}, article(KILL, { title: "MANDATORY KILL", url: "https://rival.example/kill" }), [copy]);
  expect(notice).not.toBe(report);
});

test("a client withdraws its copy of an agency's report", () => {
  const copy = article(HARBOUR_STORY, { title: TITLE, byline: "AFP", url: "https://client.example/copy" });
  const notice = article(KILL, { title: "MANDATORY KILL", url: "https://client.example/kill" });
  const { report, notice: told } = storyOf({ byline: "AFP" }, notice, [copy]);
  expect(told).toBe(report);
});
