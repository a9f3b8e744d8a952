// Related stories: the same event in different words is related; another event of the same subject is not.
import { expect, test } from "vitest";
import { relateStories } from "../../src/stories/relate-stories.ts";
import { inventWords } from "./invented.ts";

/** Pairs that tell one event, each in its own words; all pairs are of two subjects, fires at ports and votes in parliaments. */
const EVENTS: readonly (readonly [string, string, string, string])[] = [
  [
    "Blaze guts fish market in Port Veldhaven, 14 hurt",
    "A fire that began in a cold store swept the Veldhaven fish market before dawn. Fire chief Marta Oduya said 14 people were in hospital and 230 stalls were gone.",
    "Veldhaven traders count losses after night fire",
    "Stallholders stood in the ash of Veldhaven market on Friday. Two hundred and thirty had lost everything, 14 were being treated for burns, and Marta Oduya asked them to stay away from the walls.",
  ],
  [
    "Warehouse burns at Kestrel Quay",
    "Flames rose over Kestrel Quay on Sunday when 60 tonnes of rubber caught fire. The harbour master, Ilya Brandt, closed the northern basin until 18:00.",
    "Shipping halted as rubber store goes up in smoke",
    "No vessel entered the northern basin at Kestrel Quay for most of Sunday: 60 tonnes of rubber were burning next to it, and Brandt would not risk a tow.",
  ],
  [
    "Parliament of Orlesk passes water bill by two votes",
    "Deputies in Orlesk voted 87 to 85 for the water bill that Premier Halina Dvorak had staked her office on. The opposition under Jens Aalto walked out.",
    "Dvorak survives: water law scrapes through",
    "Halina Dvorak keeps her post. With 87 for and 85 against, Orlesk has its water law, though Jens Aalto and his benches had left the chamber by then.",
  ],
  [
    "Tamsin assembly rejects pension reform",
    "The Tamsin assembly threw out a pension reform on Tuesday, 112 to 41. Labour minister Rosa Quill said she would bring it back in spring.",
    "Quill vows to return after pension defeat in Tamsin",
    "Rosa Quill lost by 112 to 41 and said that spring was another season. The assembly of Tamsin had rarely been so full.",
  ],
];
const stories = EVENTS.flatMap(([title, text, otherTitle, otherText], index) => [
  { id: index * 2, title, text },
  { id: index * 2 + 1, title: otherTitle, text: otherText },
]);
const filler = Array.from({ length: 40 }, (_, index) => ({
  id: 100 + index,
  title: inventWords(index, 8),
  text: inventWords(1_000 + index, 120),
}));
const all = [...stories, ...filler];
const relatedTo = (id: number) => {
  const story = all.find((one) => one.id === id);
  if (story === undefined) throw new Error(`no story ${id}`);
  return relateStories(
    story,
    all.filter((one) => one.id !== id),
  );
};

test("each story of an event finds the other, and none of another event of its subject", () => {
  for (const { id } of stories)
    expect(
      relatedTo(id).map((one) => one.id),
      String(id),
    ).toEqual([id % 2 === 0 ? id + 1 : id - 1]);
});

test("shared words are listed, the rarest first, and the score is symmetric", () => {
  const [related] = relatedTo(0);
  expect(related?.shared).toEqual(expect.arrayContaining(["veldhaven", "marta", "oduya"]));
  expect(relatedTo(1)[0]?.score).toBeCloseTo(related?.score ?? 0, 10);
});

test("texts with nothing in common are not related", () => {
  expect(filler.slice(0, 10).flatMap(({ id }) => relatedTo(id))).toEqual([]);
});

test("a place and a person in every story relate nothing", () => {
  const everywhere = Array.from({ length: 30 }, (_, index) => ({
    id: 200 + index,
    title: `In Orlesk ${inventWords(5_000 + index, 6)}`,
    text: `Here said Premier Halina Dvorak of Orlesk, ${inventWords(6_000 + index, 60)}`,
  }));
  expect(
    everywhere.flatMap((story) =>
      relateStories(
        story,
        everywhere.filter((one) => one !== story),
      ),
    ),
  ).toEqual([]);
});

test("Russian and Chinese headlines are compared by their words as well", () => {
  const pairs = [
    {
      id: 1,
      title: "Пожар на рынке в Вельдхавене: 14 пострадавших",
      text: "Начальник пожарной охраны Марта Одуя сообщила, что сгорели 230 прилавков.",
    },
    {
      id: 2,
      title: "Торговцы Вельдхавена считают убытки",
      text: "Сгорели 230 прилавков, 14 человек лечат ожоги. Марта Одуя просит не подходить к стенам.",
    },
    { id: 3, title: "维尔港鱼市大火14人受伤", text: "消防负责人奥杜亚说,230个摊位被烧毁。" },
    { id: 4, title: "维尔港鱼市商贩清点损失", text: "大火烧毁230个摊位,14人受伤。" },
  ];
  const among = [...pairs, ...filler];
  const found = pairs.map((story) =>
    relateStories(
      story,
      among.filter((one) => one !== story),
    ).map(({ id }) => id),
  );
  expect(found).toEqual([[2], [1], [4], [3]]);
});

test("a text of one word a million times, or empty, takes bounded time", () => {
  const odd = [
    { id: 1, title: "", text: "word ".repeat(200_000) },
    { id: 2, title: "A", text: "" },
  ];
  expect(
    odd.map((story) =>
      relateStories(
        story,
        [...odd, ...filler].filter((one) => one !== story),
      ),
    ),
  ).toEqual([[], []]);
});
