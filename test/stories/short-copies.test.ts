// Copies of some sixty words and less: a brief of two sentences, and a report of four of which one is reworded.
import { expect, test } from "vitest";
import { openStoryMemory } from "../../src/stories/group-articles.ts";
import { article } from "./invented.ts";
import type { GroupDocument } from "../../src/stories/story.ts";

function count(documents: readonly GroupDocument[]): number {
  const memory = openStoryMemory();
  return new Set(documents.map((document) => memory.add(document).story)).size;
}

test("a brief whose only name begins its first sentence is found too", () => {
  const brief = "Taşlıburun açıklarında pazar sabahı batan balıkçı teknesinde on bir kişi hayatını kaybetti, dört kişi kayboldu.";
  expect(
    count([
      article([brief, "Vali, limandaki kırk beş teknenin bu hafta denize çıkmasını yasakladı, arama sürüyor."], {
        title: "Taşlıburun açıklarında tekne battı",
      }),
      article(brief, { title: "Balıkçı köyünde yas: tekne faciası" }),
    ]),
  ).toBe(1);
});

const blastIn = (killed: string, time: string): string =>
  `Взрыв на складе удобрений под Верхнеозёрском унёс жизни ${killed} человек, ещё 40 пострадали, сообщили спасатели.\n\n` +
  `По словам начальника смены Олега Рудакова, огонь начался ${time} утра на погрузочной площадке и скоро дошёл до цистерн. ` +
  "Жителей ближайших посёлков вывезли в школы и дома культуры. Следователи изъяли документы и допрашивают охранников, а причину назовут не раньше чем через две недели. Дорогу перекрыли в обе стороны, и поезда идут в обход. Компания заявила, что склад проверяли в сентябре и нарушений не нашли.";

test("a time of day in another house's style makes no story of its copy", () => {
  const titles = ["Взрыв на складе под Верхнеозёрском", "Под Верхнеозёрском взорвался склад"];
  for (const time of ["около 6.20", "около 6:20"])
    expect(
      count([
        article(blastIn("восьми", "около 6:20"), { title: titles[0] ?? "" }),
        article(blastIn("8", time), { title: titles[1] ?? "" }),
      ]),
    ).toBe(1);
});

test("a reworded last sentence makes no story of a copy of sixty words", () => {
  const text = [
    "Nine miners died in a methane blast at the Northern pit near Verhog, the rescue service said on Wednesday in a note.",
    "It happened at the start of the night shift at a depth of 640 metres, when 112 people were in the pit.",
    "Director Pavel Eresko said that the gauges had been working well, and would not show the log to anyone.",
  ];
  const last = "It is the second accident at the plant in three years, and the first ended with a fine.";
  expect(
    count([
      article([...text, last], { title: "Blast kills nine miners near Verhog" }),
      article([...text, last.replace("and the first ended with", "after the first came")], { title: "Nine die in Northern pit" }),
    ]),
  ).toBe(1);
});

test("a headline without a text is folded into the report that another site has under it, and no other", () => {
  const title = "Blast at fuel depot near Aldhaven kills nine firefighters";
  const report = [
    "A blast at a fuel depot on the edge of Aldhaven killed 9 people on Tuesday, rescue workers said.",
    "The yard burned until noon, and residents of four streets were told to leave their homes.",
    "State television put the damage at two million crowns and said that the cause was under investigation.",
  ];
  const full = article(report, { title, url: "https://north.example/1", publishedAt: "2026-03-02T01:00:00Z" });
  const bare = { title, url: "https://south.example/1", publishedAt: "2026-03-02T03:00:00Z" };
  for (const text of ["", "In short."]) expect(count([full, article(text, bare)])).toBe(1);
  expect(count([article("", bare), full])).toBe(1);
  expect(count([full, article("", { ...bare, title: `${title} - The Aldhaven Post` })])).toBe(1);
  const short = { title: "Aldhaven fuel depot explodes, many dead" };
  expect(count([article(report, { ...full, ...short }), article("", { ...bare, ...short })])).toBe(1);
  expect(count([article("", { ...full, ...short, text: "" }), article("", { ...bare, ...short })])).toBe(1);
  // Its own site lists it again, a day has passed, or the headline is another: two stories.
  expect(count([full, article("", { ...bare, url: "https://north.example/2" })])).toBe(2);
  expect(count([full, article("", { ...bare, publishedAt: "2026-03-04T00:00:00Z" })])).toBe(2);
  expect(count([full, article("", { ...bare, title: title.replace("firefighters", "dockers") })])).toBe(2);
  expect(count([full, article("", { ...bare, title: title.replace("nine", "12") })])).toBe(2);
});
