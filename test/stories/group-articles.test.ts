// Copies join their story; follow-ups, templates and articles with a blurb in common don't.
import { expect, test } from "vitest";
import { openStoryMemory } from "../../src/stories/group-articles.ts";
import { HARBOUR_FOLLOW_UP, HARBOUR_STORY, article, inventWords } from "./invented.ts";
import type { Grouped } from "../../src/stories/group-articles.ts";
import type { GroupDocument } from "../../src/stories/story.ts";

function group(documents: GroupDocument[]): Grouped[] {
  const memory = openStoryMemory();
  return documents.map((document) => memory.add(document));
}

function storyCount(grouped: Grouped[]): number {
  return new Set(grouped.map(({ story }) => story)).size;
}

const American = (text: string): string =>
  text
    .replaceAll("per cent", "percent")
    .replaceAll("recognise", "recognize")
    .replaceAll("harbour", "harbor")
    .replaceAll("labour", "labor");
const own = (seed: number, words: number): string => `Our own reporter adds that ${inventWords(seed, words)}.`;

test("an agency story in nine outlets is one story, and names its agency", () => {
  const s = HARBOUR_STORY;
  const outlets = group([
    article(["VELDHAVEN, March 2 (AFP) -", ...s]),
    article(s, { title: "Port at a standstill" }),
    article(s.slice(0, 4), { title: "Dockers walk out" }),
    article(s.slice(0, 3), { title: "Strike shuts harbour" }),
    article([...s, own(1, 60), own(2, 60)]),
    article([
      `Photo: Reuters/Ann Other`,
      s[0] ?? "",
      "A crane stands idle in the port of Veldhaven on Monday morning. (File photo: Reuters)",
      "Read more: ten ports to see before summer is over",
      ...s.slice(1),
      "Source: anews citing AFP",
    ]),
    article(s.map((line) => American(line).replaceAll('"', "”"))),
    article(["By our foreign staff", s[0] ?? "", s[1] ?? "", s[5] ?? "", s[3] ?? "", s[2] ?? "", s[6] ?? ""]),
    article(s.map((line) => line.toUpperCase().replaceAll("'", "’"))),
  ]);
  expect(outlets.map(({ story }) => story)).toEqual(Array.from({ length: 9 }, () => "s1"));
  expect(outlets.map(({ relation }) => relation)).toEqual(["original", ...Array.from({ length: 8 }, () => "copy")]);
  expect(outlets.at(-1)?.origin).toBe("AFP");
});

test("a follow-up with a new lead is a story of its own, linked to the one whose background it repeats", () => {
  const [story, followUp, copyOfIt] = group([
    article(HARBOUR_STORY),
    article(HARBOUR_FOLLOW_UP),
    article(HARBOUR_FOLLOW_UP.slice(0, 4)),
  ]);
  expect(story).toMatchObject({ story: "s1", relation: "original" });
  expect(followUp).toMatchObject({ story: "s2", relation: "follow-up", of: "s1" });
  expect(copyOfIt).toMatchObject({ story: "s2", relation: "copy" });
});

test("reports of one hand that share turns of phrase are no follow-ups, and one that repeats whole sentences is", () => {
  const phrases = Array.from({ length: 40 }, (_, index) => inventWords(index + 50, 11));
  /** Between two turns of phrase stand words of its own. */
  const report = (seed: number, turns: readonly number[]) =>
    turns.map((turn, index) => `${phrases[turn]} ${inventWords(seed * 100 + index, 9)}.`);
  const first = report(
    1,
    Array.from({ length: 20 }, (_, index) => index),
  );
  const scattered = report(2, [20, 3, 12, 7, 21, 13, 0, 14, 22, 9, 15, 5, 23, 16, 11, 2, 24, 25, 18, 10]);
  const background = [...report(3, [30, 31, 32, 33, 34, 35]), ...first.slice(4, 10)];
  const grouped = group(
    [first, scattered, background].map((lines) => article([lines.slice(0, 6).join(" "), lines.slice(6).join(" ")])),
  );
  expect(grouped.map(({ relation }) => relation)).toEqual(["original", "original", "follow-up"]);
});

test("an article that quotes another whole under its own lead is linked to it, not merged", () => {
  const [, quoting] = group([
    article(HARBOUR_STORY),
    article([own(3, 120), own(4, 120), own(5, 120), own(6, 120), ...HARBOUR_STORY]),
  ]);
  expect(quoting).toMatchObject({ story: "s2", relation: "follow-up", of: "s1" });
});

test("two market reports with other numbers are two stories, and each gets its own copy", () => {
  const monday =
    "Shares in Veldhaven closed at 4,812.55 points on the main index, a change of 31.2 points from the day before, as investors waited for the central bank. Gold traded at 1,204.10 crowns an ounce while the bank index stood at 977.40. Turnover on the exchange came to 88.3 million crowns, brokers said, with most deals in shipping and energy. Analysts at the exchange said trading would stay thin until the holiday.";
  const other = ["4,790.12", "22.4", "1,211.75", "969.05", "71.9"];
  const tuesday = monday.replace(/[\d,]+\.\d+/g, () => other.shift() ?? "");
  const grouped = group([article(monday), article(tuesday), article(tuesday), article(monday)]);
  expect(grouped.map(({ story }) => story)).toEqual(["s1", "s2", "s2", "s1"]);
});

test("a short report with one changed number is another report", () => {
  const report =
    "The harbour authority set the price of diesel for fishing boats at 31 crowns a litre this week. It is reviewed each Monday by a panel of boat owners, fuel traders, tug crews and officials of the ministry, which publishes it in the port gazette and on its notice boards together with the price of ice and of bait.";
  const title = "Diesel price for fishing boats";
  expect(storyCount(group([article(report, { title }), article(report.replace("31", "33"), { title })]))).toBe(2);
});

test("short notices in the same words about other companies stay apart", () => {
  const text =
    "The board declared a quarterly dividend of 12 cents a share. It is payable on April 15 to holders of record on March 31.";
  const titles = ["Quayline Terminals Holding", "Brodsky Flour Mills"].map(
    (company) => `${company} declares quarterly dividend for shareholders`,
  );
  expect(storyCount(group(titles.map((title) => article(text, { title }))))).toBe(2);
});

test.each(["top", "bottom"])(
  "200 unrelated articles with the same 75-word blurb at the %s and agency footer are 200 stories",
  (place) => {
    const blurb = `Get our newsletter: ${inventWords(900, 72)}.`;
    const footer =
      "This story was provided by the newswire and may not be republished, broadcast or rewritten in any form without the written consent of the agency that supplied it to this outlet.";
    const grouped = group(
      Array.from({ length: 200 }, (_, i) => {
        const body = [inventWords(1000 + i, 60), inventWords(2000 + i, 70), inventWords(3000 + i, 60)];
        return article(place === "top" ? [blurb, ...body, footer] : [...body, blurb, footer]);
      }),
    );
    expect(storyCount(grouped)).toBe(200);
  },
);

test("one story in 300 versions of 300 outlets is one story", () => {
  const dressed = Array.from({ length: 300 }, (_, i) => {
    const trimmed = HARBOUR_STORY.slice(0, HARBOUR_STORY.length - (i % 4));
    const headline = `Veldhaven: ${inventWords(5_000 + i, 6)}`;
    return article(
      [
        ...(i % 3 === 0 ? [`Photo: ${inventWords(6_000 + i, 8)}`] : []),
        trimmed[0] ?? "",
        ...(i % 2 === 0 ? [`Read more: ${inventWords(7_000 + i, 9)}`] : []),
        ...trimmed.slice(1),
        `${inventWords(8_000 + i, 15 + (i % 60))}.`,
        "This story was provided by the newswire and may not be republished in any form without its written consent.",
      ],
      { title: headline, site: `outlet${i}.example` },
    );
  });
  const others = Array.from({ length: 30 }, (_, i) => article([inventWords(9_000 + i, 90), inventWords(9_100 + i, 90)]));
  const grouped = group([...dressed.slice(0, 150), ...others, ...dressed.slice(150)]);
  expect(storyCount(grouped)).toBe(31);
});

test("the same text from 10,000 addresses is one story", () => {
  expect(storyCount(group(Array.from({ length: 10_000 }, () => article(HARBOUR_STORY))))).toBe(1);
});

test("a round-up of five stories is a story of its own, and joins none of the five", () => {
  const five = Array.from({ length: 5 }, (_, i) => [1, 2, 3, 4].map((part) => own(300 + 10 * i + part, 60)));
  const roundUp = ["The day in five stories, as our desk has them this evening:", ...five.flatMap((story) => story.slice(0, 2))];
  const grouped = group([
    ...five.map((story) => article(story)),
    article(roundUp, { title: "The day in five stories" }),
    ...five.map((story) => article([...story, own(999, 30)])),
  ]);
  expect(grouped.map(({ story }) => story)).toEqual(["s1", "s2", "s3", "s4", "s5", "s6", "s1", "s2", "s3", "s4", "s5"]);
  expect(grouped[5]?.relation).toBe("follow-up");
});

test("a live blog that grows at its top is one story while each state holds much of the last", () => {
  const posts = Array.from({ length: 40 }, (_, i) => own(400 + i, 50));
  const head = "Follow along as the dock workers' strike at Veldhaven goes into its first night, with the latest on top.";
  const states = Array.from({ length: 12 }, (_, i) =>
    article([head, ...posts.slice(36 - 3 * i).slice(0, 4 + 3 * i)], {
      url: "https://outlet.example/live",
      publishedAt: new Date(Date.parse("2026-03-02T10:00:00Z") + i * 3_600_000).toISOString(),
    }),
  );
  const grouped = group(states);
  const changes = grouped.filter(({ story }, i) => i > 0 && story !== grouped[i - 1]?.story);
  expect(storyCount(grouped)).toBeLessThanOrEqual(3);
  for (const change of changes) expect(change).toMatchObject({ relation: "follow-up" });
});

test("the same words a week later are a new story", () => {
  const [, later] = group([article(HARBOUR_STORY), article(HARBOUR_STORY, { publishedAt: "2026-03-09T10:00:00Z" })]);
  expect(later).toMatchObject({ story: "s2", relation: "original" });
});

test("after a gap in the stream, copies are found by their own time", () => {
  const before = Array.from({ length: 20 }, (_, i) => article(inventWords(70 + i, 100)));
  const publishedAt = "2026-03-14T10:00:00Z";
  const after = Array.from({ length: 10 }, (_, i) => article(inventWords(120 + i, 100), { publishedAt }));
  const grouped = group([...before, ...after, ...after]);
  expect(storyCount(grouped)).toBe(30);
});

test("the time at which a page says that it was updated is no figure that tells two reports apart", () => {
  const report = `The harbour council votes on night shifts on Monday, and the union asks its members to come to the gates at noon. ${inventWords(3, 60)}.`;
  const pages = ["Updated 9:06 AM ", "Updated: March 2, 2026 at 11:45 pm. ", "Last updated on 2 March 10:15 GMT "].map((clock) =>
    article(`${clock}${report}`, { title: "Harbour council votes on night shifts" }),
  );
  expect(storyCount(group(pages))).toBe(1);
});

test("one article dated in the far future makes the memory forget nothing", () => {
  const future = article(inventWords(7, 300), { publishedAt: "2099-01-01T00:00:00Z" });
  const before = Array.from({ length: 10 }, (_, i) => article(inventWords(50 + i, 100)));
  const grouped = group([article(HARBOUR_STORY), ...before, future, article(HARBOUR_STORY)]);
  expect(grouped.at(-1)).toMatchObject({ story: "s1", relation: "copy" });
});

test("articles without text, with ten words, or with one word a million times are new stories each", () => {
  const grouped = group([
    article("", { title: "" }),
    article("", { title: "" }),
    article("word ".repeat(1_000_000)),
    article("word ".repeat(1_000_000)),
    article("The council will meet again tomorrow to discuss the harbour.", { title: "Council to meet" }),
    article("The council will meet again tomorrow to discuss the budget.", { title: "Budget talks" }),
  ]);
  expect(storyCount(grouped)).toBe(6);
});

test("articles without dates are grouped by their words", () => {
  const [, copy] = group([article(HARBOUR_STORY, { publishedAt: null }), article(HARBOUR_STORY, { publishedAt: null })]);
  expect(copy).toMatchObject({ story: "s1", relation: "copy" });
});
