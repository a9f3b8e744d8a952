// One block under many headlines is many stories; one report under many headlines is one.
import { expect, test } from "vitest";
import { openStoryMemory } from "../../src/stories/group-articles.ts";
import { openDice } from "../support/open-dice.ts";
import { HARBOUR_STORY, article } from "./invented.ts";
import type { GroupDocument } from "../../src/stories/story.ts";

const storiesOf = (documents: GroupDocument[]): string[] => {
  const memory = openStoryMemory();
  return documents.map((document) => memory.add(document).story);
};
const count = (documents: GroupDocument[]): number => new Set(storiesOf(documents)).size;

/** Letters of each script, and how its words and sentences are put together. */
const SCRIPTS: Record<string, { letters: string; space: string; stop: string }> = {
  Latin: { letters: "abdefgiklmnoprstuv", space: " ", stop: ". " },
  Cyrillic: { letters: "абвгдеиклмнопрсту", space: " ", stop: ". " },
  Burmese: { letters: "ကခဂငစဆဇတထဒနပဖဗမယရလဝသဟ", space: "", stop: "။ " },
  Chinese: {
    letters: "山水火风云日月星天地人口手足木石金土田林江河海港城市军民国政法令会议税粮油车船路桥",
    space: "",
    stop: "。",
  },
  Thai: { letters: "กขคงจชซดตถทนบปผพมยรลวสห", space: "", stop: " " },
  Arabic: { letters: "ابتثجحدرزسشصطعفقكلمنهوي", space: " ", stop: ". " },
  Hangul: {
    letters: String.fromCodePoint(...Array.from({ length: 300 }, (_, i) => 0xac00 + i * 35)),
    space: " ",
    stop: ". ",
  },
};
const writer = (script: keyof typeof SCRIPTS, seed: number) => {
  const { letters, space, stop } = SCRIPTS[script] ?? { letters: "a", space: " ", stop: ". " };
  const dice = openDice(seed);
  const all = Array.from(letters);
  const word = (): string =>
    Array.from({ length: 4 + Math.floor(dice() * 5) }, () => all[Math.floor(dice() * all.length)]).join("");
  const words = (many: number): string => Array.from({ length: many }, word).join(space);
  return {
    words,
    sentences: (many: number): string =>
      Array.from({ length: many }, () => words(9) + stop)
        .join("")
        .trim(),
  };
};

const CASES = Object.keys(SCRIPTS).flatMap((script) => [2, 5, 14].map((size, i) => [script, size, i * 100 + 7] as const));

test.each(CASES)("%s: twelve headlines on one block of %i sentences are twelve stories", (script, size, seed) => {
  const { words, sentences } = writer(script, seed);
  const block = sentences(size);
  const site = "one.example";
  expect(count(Array.from({ length: 12 }, () => article(block, { title: words(6), site })))).toBe(12);
});

test.each(CASES)(
  "%s: and so they are with one to three sentences of their own before or after %i sentences",
  (script, size, seed) => {
    const { words, sentences } = writer(script, seed);
    const block = sentences(size);
    const site = "one.example";
    for (const own of [1, 2, 3])
      for (const order of [1, -1])
        expect(
          count(
            Array.from({ length: 12 }, () =>
              article(
                [sentences(own), block].toSorted(() => order),
                { title: words(6), site },
              ),
            ),
          ),
        ).toBe(12);
  },
);

const oneOfTwo = (i: number): string => `site${i % 2}.example`;

test.each(CASES)("%s: a block of %i sentences on two sites joins no two of twelve headlines", (script, size, seed) => {
  const { words, sentences } = writer(script, seed + 1);
  const block = sentences(size);
  expect(count(Array.from({ length: 12 }, (_, i) => article(block, { title: words(6), site: oneOfTwo(i) })))).toBe(12);
  for (const order of [1, -1])
    expect(
      count(
        Array.from({ length: 12 }, (_, i) => {
          const title = words(6);
          // What a text says of its own is what its headline says.
          const own = `${title}. ${sentences(1)}`;
          return article(order === 1 ? [own, block] : [block, own], { title, site: oneOfTwo(i) });
        }),
      ),
      `${order}`,
    ).toBe(12);
});

test("a long block that happens to name what a headline names joins another site's article only until it is known", () => {
  const block = Array.from({ length: 4 }, (_, i) => `Readers in the harbour know ${writer("Latin", 60 + i).words(50)}.`);
  const titles = [
    ["north", "Crane topples onto quay near Arlen"],
    ["south", "Harbour council elects Brodsky mayor"],
    ["north", "Teachers strike over winter heating"],
    ["south", "Harbour pilots count their owls"],
    ["east", "Owls return to harbour lighthouse"],
  ];
  const [crane, mayor, ...others] = storiesOf(
    titles.map(([site = "", title = ""]) => article(block, { title, site: `${site}.example` })),
  );
  expect(mayor).toBe(crane);
  expect(new Set([crane, ...others]).size).toBe(4);
});

const BLURB =
  "Subscribe to our channel for more news and analysis. We bring you the stories that matter from around the world, every day and at any hour. Follow us on social media, join our community and turn on notifications so that you never miss a video.";

test("videos of one subject behind the channel's description are stories of their own, also where two channels have it", () => {
  const titles = [
    "Dockers of Veldhaven occupy a crane",
    "What the vote means for Veldhaven",
    "Storm: Veldhaven braces",
    "Veldhaven cuts ferry fares",
    "World leaders meet",
    "Watch live: rocket to the moon",
  ];
  expect(count(titles.map((title) => article(BLURB, { title, site: "tube.example" })))).toBe(titles.length);
  expect(count(titles.map((title, i) => article(BLURB, { title, site: `tube${i % 2}.example` })))).toBe(titles.length);
});

test("parts of one programme, whose headlines have its name or subject in common, are stories of their own", () => {
  const series = [
    ["LIVE: Parliament debates the budget", "LIVE: Parliament debates abortion law", "LIVE: Parliament debates asylum rules"],
    ["World Tonight: airstrike on a school", "World Tonight: the vote in Moldova", "World Tonight: cyclone nears Rakhine"],
    [
      "Veldhaven dockers occupy harbour crane",
      "Veldhaven dockers occupy harbour office",
      "Veldhaven dockers leave harbour crane",
    ],
  ];
  for (const titles of series)
    expect(count(titles.map((title) => article(BLURB, { title, site: "tube.example" })))).toBe(titles.length);
});

const SERIES: [programme: string, subjects: string[], verbs: string[], objects: string[], about: string][] = [
  [
    "World Tonight: ",
    "Dockers Farmers Teachers Miners Judges Nurses Pilots Bakers".split(" "),
    "block leave occupy reopen".split(" "),
    "the bridge,the town hall,the station,the market,the court,the airport,the hospital,the stadium".split(","),
    "World Tonight is on the air at eight. Subscribe to our channel for more. We bring you reports from around the world, every day and at any hour, and our team in forty cities speaks twelve languages. Support us with a membership; members see our films a week early.",
  ],
  [
    "Главное за день: ",
    "Докеры Фермеры Учителя Шахтёры Судьи Медсёстры Пилоты Пекари".split(" "),
    "перекрыли покинули заняли открыли".split(" "),
    "северный мост,ратушу,вокзал,хлебный рынок,суд,аэропорт,больницу,стадион".split(","),
    "Подписывайтесь на наш канал и включайте уведомления, чтобы не пропустить новые выпуски. Мы рассказываем о главном каждый день и в любое время. Поддержать редакцию можно на сайте, там же есть прямой эфир. Наши люди работают в сорока городах.",
  ],
  [
    "晚间新闻：",
    "码头工人,农民,警察,教师,矿工,法官,护士,司机".split(","),
    "封锁,离开,占领,重开".split(","),
    "北大桥,市政厅,旧港口,火车站,市法院,飞机场,医院,体育场".split(","),
    "欢迎收看晚间新闻，订阅本频道并打开小铃铛。我们每天为您带来世界各地的重要报道，全天候更新。请在各个平台关注我们，把视频分享给您的朋友，也可以成为会员支持独立新闻。",
  ],
];

test.each(SERIES)(
  "«%s» in each headline, short or long, over one block that names it, with sentences of their own",
  (...series) => {
    const [programme, subjects, verbs, objects, block] = series;
    for (const blocks of [1, 3])
      for (const isShort of [true, false])
        for (const order of [1, -1]) {
          const parts = subjects.map((subject, i) => {
            const news = [subject, verbs[i % verbs.length], objects[i]].join(programme.endsWith("：") ? "" : " ");
            const text = [`${news}.`, Array.from({ length: blocks }, (_, k) => `${k}. ${block}`).join("\n\n")];
            const title = `${programme}${isShort ? subject : news}`;
            return article(order === 1 ? text : text.toReversed(), { title, site: "tube.example" });
          });
          expect(count(parts), `${blocks} ${isShort} ${order}`).toBe(subjects.length);
        }
  },
);

test("a sentence of its own above a long description makes each a story", () => {
  const own = [
    ["Crane falls on a school near Veldhaven", "A school near Veldhaven was hit on Friday."],
    ["Veldhaven votes: what it means", "We explain Sunday's vote in Veldhaven."],
    ["Storm: Veldhaven braces", "Veldhaven is boarding up its windows."],
  ];
  expect(
    count(own.map(([title = "", text = ""]) => article([text, BLURB, BLURB.toUpperCase()], { title, site: "tube.example" }))),
  ).toBe(3);
});

test("two outlets with a crane of their own that quote one statement at length are two stories", () => {
  const statement = HARBOUR_STORY.slice(1, 7);
  const [first, second] = [
    article(
      ["Fishermen blocked the inner basin with forty boats at dawn, our reporter saw.", ...statement, "The boats left at noon."],
      { title: "Fishermen block inner basin" },
    ),
    article(
      ["A crane driver of sixty has told this paper why he walked out after a lifetime.", ...statement, "He will not go back."],
      { title: "Why Jan Muster walked out" },
    ),
  ];
  expect(count([first, second])).toBe(2);
});

const LEAD = HARBOUR_STORY[0] ?? "";

test("a paragraph that stands whole at the head of a report is its copy, under any headline, whichever comes first", () => {
  const whole = article(HARBOUR_STORY, { title: "Dock workers walk off the job in Veldhaven" });
  const briefs = [
    article(LEAD, { title: "Dock workers walk off the job in Veldhaven" }),
    article(`VELDHAVEN (Quay Wire) - ${LEAD}`, { title: "Veldhaven port at a standstill" }),
    article(LEAD, { title: "Fruit importers warn as ships wait off Veldhaven" }),
  ];
  expect(count([whole, ...briefs])).toBe(1);
  expect(count([...briefs, whole])).toBe(1);
});

test("one agency sentence behind walls is one story under the same headline and under others that it tells of", () => {
  const flash = "Myanmar's junta leader Min Aung Hlaing arrived in Moscow on Monday for talks with Russian officials on energy.";
  const titles = [
    "Junta leader arrives in Moscow",
    "Junta leader arrives in Moscow",
    "Min Aung Hlaing in Moscow for talks",
    "Myanmar leader in Russia for energy talks",
  ];
  expect(count(titles.map((title) => article(flash, { title })))).toBe(1);
});

test("different flashes and forms remain different", () => {
  const soon = "This is a breaking news story. More details will follow as we get them. Please check back soon for updates.";
  expect(
    count([
      article(soon, { title: "Explosion in the harbour of Veldhaven" }),
      article(soon, { title: "Prime minister of Arlen resigns" }),
      article("A train has left the rails near Arlen and several people are hurt, police say.", {
        title: "Train derails near Arlen",
      }),
      article("A train has left the rails near Veldhaven and nobody is hurt, police say.", {
        title: "Train derails near Veldhaven",
      }),
    ]),
  ).toBe(4);
  const notice =
    "The board declared a quarterly dividend of 12 cents a share. It is payable on April 15 to holders of record on March 31.";
  expect(
    count(["Quayline", "Brodsky Mills"].map((firm) => article(notice, { title: `${firm} declares quarterly dividend` }))),
  ).toBe(2);
});

test("an article of which another printed the opening and a third before is a story of its own", () => {
  const exclusive = [
    ...HARBOUR_STORY.slice(0, 3),
    ...Array.from({ length: 6 }, (_, i) => `${writer("Latin", 40 + i).words(45)}.`),
  ];
  const partial = [...HARBOUR_STORY.slice(0, 3), ...Array.from({ length: 6 }, (_, i) => `${writer("Latin", 80 + i).words(45)}.`)];
  expect(
    count([
      article(partial, { title: "Harbour holds routine meeting" }),
      article(exclusive, { title: "EXCLUSIVE: harbour roster was forged" }),
    ]),
  ).toBe(2);
});

test("one Burmese text in Zawgyi and in Unicode is one story", () => {
  const pairs = [
    ["ျမန္မာ", "မြန်မာ"],
    ["စစ္ေကာင္စီ", "စစ်ကောင်စီ"],
    ["ရန္ကုန္", "ရန်ကုန်"],
    ["ေၾကာင္း", "ကြောင်း"],
    ["လႊတ္ေတာ္", "လွှတ်တော်"],
    ["ျပည္သူ႔", "ပြည်သူ့"],
  ];
  const dice = openDice(5);
  const picked = Array.from({ length: 90 }, () => pairs[Math.floor(dice() * pairs.length)] ?? ["", ""]);
  const [old, now] = [0, 1].map((side) =>
    article(picked.map((pair, i) => pair[side] + (i % 15 === 14 ? "။\n" : i % 3 === 2 ? " " : "")).join(""), {
      title: pairs
        .slice(0, 3)
        .map((pair) => pair[side])
        .join(" "),
    }),
  );
  expect(old === undefined || now === undefined ? 0 : count([now, old])).toBe(1);
});
