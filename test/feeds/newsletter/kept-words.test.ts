// Headlines with words that mails have about themselves: they are kept, if need be without a link, and end no newsletter.
import { expect, test } from "vitest";
import { readMessage } from "../../../src/feeds/newsletter/read-message.ts";

/** Only the mailing service knows where these lead. */
const linkOf = (index: number | string): string => `https://t.mailer.example/c/AB${index}cdEFgh`;
const OTHERS = [
  "Bridge over the Elva closes for a year",
  "Council sells the old tannery to a bank",
  "Ferry sinks at its moorings",
];
const LEAVING = linkOf("leave");
const FOOT = `<p><a href="${LEAVING}">Unsubscribe from this list</a></p><p>Harbour Press, 1 Quay Street</p>`;

const headings = (titles: readonly string[]): string =>
  titles
    .map((title, index) => `<h3><a href="${linkOf(index)}">${title}</a></h3><p>What is said of it in some words.</p>`)
    .join("");
const list = (titles: readonly string[], first = 0): string =>
  `<ul>${titles.map((title, index) => `<li><a href="${linkOf(first + index)}">${title}</a></li>`).join("")}</ul>`;

async function entriesIn(body: string, type = "text/html", id = 1) {
  const mail = `From: Daily <a@b.example>\r\nSubject: Daily\r\nMessage-ID: <${id}@b.example>\r\nContent-Type: ${type}; charset=utf-8\r\n\r\n${body}`;
  const options = { receivedAt: "2026-11-29T06:00:00.000Z", isNew: true, servers: [] };
  return (await readMessage(Buffer.from(mail), options)).entries;
}

test.each([
  ["Ukraine rejects peace terms", true],
  ["US sets out terms for truce", true],
  ["苹果更新隐私政策引发争议", true],
  ["Voters change their preferences", true],
  ["Meta changes its privacy policy for teenagers", true],
  ["EU: users must be able to unsubscribe with one click", false],
  ["Spies could read it in a browser, the ministry admits", false],
  ["Chrome-Lücke: Angreifer führten Code im Browser aus", false],
  ["L’assaillant cherchait sa cible dans le navigateur", false],
  ["Суд: хакеры хранили пароли жертв в браузере", false],
  ["欧盟要求所有商家允许一键退订广告", false],
  ["Join the strike, unions tell the dockers of Minsk", false],
])("%s is kept, with its link: %s", async (title, isLinked) => {
  for (const shape of [headings, list])
    for (const at of [0, 2, 3]) {
      const titles = OTHERS.toSpliced(at, 0, title);
      const found = await entriesIn(shape(titles) + FOOT);
      expect(found.map((one) => one.title)).toEqual(titles);
      const wanted = titles.map((one, index) => (one === title && !isLinked ? null : linkOf(index)));
      expect(found.map(({ url }) => url)).toEqual(wanted);
    }
});

test("what stands below a kept headline is said with it, and its links are not taken", async () => {
  const title = "EU: users must be able to unsubscribe with one click";
  const body = `<h3><a href="${LEAVING}">${title}</a></h3><p>Parliament voted on Tuesday.</p><p><a href="${LEAVING}">Read more</a></p>`;
  const [found, again] = await Promise.all([1, 2].map((id) => entriesIn(body + headings(OTHERS) + FOOT, "text/html", id)));
  expect(found?.[0]).toMatchObject({
    title,
    url: null,
    isWhole: true,
    summary: expect.stringContaining("Parliament voted") as string,
  });
  expect(found?.map(({ url }) => url)).not.toContain(LEAVING);
  // A line that each mail repeats is one entry.
  expect(again?.[0]?.id).toBe(found?.[0]?.id);
});

test.each([
  "Unsubscribe",
  "Manage your preferences",
  "Privacy policy",
  "Terms and conditions",
  "Einstellungen ändern",
  "隐私政策",
  "Click here to leave this list",
])("%s is no headline, in a list or as a heading", async (words) => {
  for (const shape of [headings, list]) expect(await entriesIn(shape([words, ...OTHERS]))).toHaveLength(OTHERS.length);
});

test("stories below a headline about leaving, or below a link for settings, end no list of them", async () => {
  const more = ["Mayor of the upper town is charged with fraud", "Dockers of the harbour walk out for a third day"];
  const settings = `<p><a href="${LEAVING}">Manage your preferences</a></p>`;
  const found = await entriesIn(
    list([...OTHERS, "A third of the lower town is flooded again"]) + settings + list(more, 10) + FOOT,
  );
  expect(found.map(({ title }) => title)).toEqual(expect.arrayContaining(more));
});

test("in plain text a line about leaving takes no address below it", async () => {
  const stories = OTHERS.map((title, index) => `${title}\r\n${linkOf(index)}\r\n`).join("\r\n");
  for (const words of ["To unsubscribe from this list:", "Manage your e-mail preferences:", "Unsubscribe from all our letters"]) {
    const found = await entriesIn(`${stories}\r\n${words}\r\n${LEAVING}\r\n`, "text/plain");
    expect(found.map(({ url }) => url)).toEqual(OTHERS.map((_, index) => linkOf(index)));
  }
});

test("what a newsletter says in two places of one address is said together", async () => {
  const [first = "", second = ""] = OTHERS;
  const again = `<h3><a href="${linkOf(0)}">${first}</a></h3><p>Divers are at work.</p><h3><a href="${linkOf(0)}">Mayor of the upper town is charged</a></h3>`;
  const [found] = await entriesIn(list([first, second]) + again);
  expect(found).toMatchObject({ title: first, summary: "Divers are at work.\n\nMayor of the upper town is charged" });
});

test.each([
  "Госдума обсудила, где реклама запрещена",
  "欧盟限制广告",
  "中国向更多国家开放",
  "更多国家加入对俄制裁",
  "Дети снова будут читать вслух в школах",
  "More than 40 dead after ferry sinks",
  "Full text of the peace deal is published",
  "Open letter to the president",
  "Get out of the valley, villagers are told",
  "Mehr als 40 Tote nach Fährunglück",
  "Jetzt droht der Stillstand",
  "Más de 40 muertos en un naufragio",
  "Mais de 40 mortos em naufrágio",
  "Suite à la crue, le pont est fermé",
  "Continua lo sciopero dei treni",
  "Okullar üç gün tatil edildi",
  "Więcej niż 40 ofiar powodzi",
  "المزيد من القتلى في غزة",
  "بیشتر از ۴۰ کشته در کابل",
  "Xem xét tăng lương tối thiểu",
  "계속되는 폭우에 도로 통제",
  "Join the strike, unions say",
  "Save the harbour, say its dockers",
])("%s is neither an advertisement nor a label", async (title) => {
  for (const shape of [headings, list]) {
    const titles = OTHERS.toSpliced(1, 0, title);
    expect((await entriesIn(shape(titles) + FOOT)).map((one) => one.title)).toEqual(titles);
  }
});

test.each([
  "Read more",
  "Read the full story",
  "More on the ferry",
  "Continue reading",
  "Full story",
  "View article",
  "Watch the video",
  "Get the details",
  "Weiterlesen",
  "Mehr lesen",
  "Mehr dazu",
  "Jetzt lesen",
  "Lire la suite",
  "En savoir plus",
  "Leer más",
  "Ver más",
  "Más información",
  "Leia mais",
  "Saiba mais",
  "Mais detalhes",
  "Leggi tutto",
  "Continua a leggere",
  "Читать далее",
  "Подробнее",
  "Devamını oku",
  "Haberin devamı",
  "Lees verder",
  "Läs mer",
  "Czytaj dalej",
  "Więcej na ten temat",
  "اقرأ المزيد",
  "المزيد",
  "ادامه مطلب",
  "بیشتر بخوانید",
  "阅读全文",
  "更多内容",
  "続きを読む",
  "もっと見る",
  "자세히 보기",
  "계속 읽기",
  "Đọc tiếp",
  "Xem thêm",
  "อ่านต่อ",
  "ดูเพิ่มเติม",
  "အပြည့်အစုံဖတ်ရန်",
])("%s leads to the story above it", async (label) => {
  const body = OTHERS.map(
    (title, index) => `<h3>${title}</h3><p>What is said of it.</p><p><a href="${linkOf(index)}">${label}</a></p>`,
  );
  const found = await entriesIn(body.slice(0, 2).join("") + FOOT);
  expect(found.map(({ title, url }) => [title, url])).toEqual([0, 1].map((index) => [OTHERS[index], linkOf(index)]));
  const linked = await entriesIn(headings(OTHERS) + `<p><a href="${linkOf(9)}">${label}</a></p>`);
  expect(linked.map(({ title }) => title)).toEqual(OTHERS);
});
