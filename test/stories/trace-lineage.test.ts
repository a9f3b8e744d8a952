// Which article was first in a story, with doubt if dates leave some; its versions in order; how many reports; what a copy leaves out or adds.
import { expect, test } from "vitest";
import { openComparison } from "../../src/stories/compare-paragraphs.ts";
import { sketchArticle } from "../../src/stories/sketch-article.ts";
import { traceLineage } from "../../src/stories/trace-lineage.ts";
import { HARBOUR_STORY, article, inventWords } from "./invented.ts";
import type { Carrier } from "../../src/stories/trace-lineage.ts";

const at = (time: string): string => `2026-03-02T${time}:00.000Z`;
const carrier = (id: string, publishedAt: string | null, firstSeenAt = at("12:00"), more: Partial<Carrier> = {}): Carrier => ({
  id,
  title: "Dockers walk out",
  text: "",
  publishedAt,
  firstSeenAt,
  sketch: sketchArticle(article(HARBOUR_STORY)),
  ...more,
});
const firstOf = (...carriers: Carrier[]) => traceLineage(carriers).first;

test("of articles that were seen together the one published first is first", () => {
  expect(firstOf(carrier("a", at("09:00")), carrier("b", at("08:00")))).toEqual({
    article: "b",
    at: at("08:00"),
    by: "published",
    doubt: null,
  });
  expect(traceLineage([])).toEqual({ first: null, versions: [], reports: 0 });
});

test("a date after the article was seen is ignored", () => {
  expect(firstOf(carrier("a", at("09:00")), carrier("b", at("15:00"), at("08:00")))).toMatchObject({
    article: "b",
    at: at("08:00"),
    by: "seen",
    doubt: "it was seen before its date",
  });
  expect(firstOf(carrier("a", at("15:00"), at("08:00")))).toEqual({
    article: "a",
    at: at("08:00"),
    by: "seen",
    doubt: "it was seen before its date",
  });
});

test("an outlet that usually reprints is not the first by its own date, and where it is the first that was seen, that is said", () => {
  const habit = { articles: 40, reprints: 36 };
  const early = carrier("a", at("06:00"), at("12:01"), { habit });
  expect(firstOf(carrier("b", at("09:00")), early)).toMatchObject({
    article: "b",
    doubt: "article a is dated 3 h earlier, and was seen 1 min later, but its outlet usually reprints",
  });
  expect(firstOf(carrier("b", at("09:00")), { ...early, habit: { articles: 40, reprints: 4 } })).toMatchObject({ article: "a" });
  expect(firstOf(carrier("b", at("09:00")), { ...early, habit: { articles: 5, reprints: 5 } })).toMatchObject({ article: "a" });
  expect(firstOf(carrier("b", at("11:00")), { ...early, firstSeenAt: at("08:00") })).toMatchObject({
    article: "a",
    doubt: "its outlet usually reprints: 36 of 40 articles were others'",
  });
});

test("a date without a time loses against one with a time, and is a doubt on the same day", () => {
  const day = "2026-03-02T00:00:00.000Z";
  expect(firstOf(carrier("a", day), carrier("b", at("08:00")))).toMatchObject({
    article: "b",
    doubt: "article a may be older: its date has no time",
  });
  expect(firstOf(carrier("a", day), carrier("b", "2026-03-01T08:00:00.000Z"))).toMatchObject({ article: "b", doubt: null });
  expect(firstOf(carrier("a", day))).toMatchObject({ article: "a", by: "published", doubt: "its date has no time" });
});

test("a claimed date makes no article the first that was seen later, and a date long before that counts for nothing", () => {
  const lie = carrier("a", at("08:00"), at("12:00"));
  expect(firstOf(lie, carrier("b", at("09:00"), at("09:05")))).toEqual({
    article: "b",
    at: at("09:00"),
    by: "published",
    doubt: "article a is dated 60 min earlier, and was seen 3 h later",
  });
  const old = carrier("a", "2025-01-20T08:00:00.000Z");
  expect(firstOf(old, carrier("b", at("11:00")))).toMatchObject({ article: "b", doubt: expect.stringContaining("article a") });
  expect(firstOf(old)).toEqual({ article: "a", at: at("12:00"), by: "seen", doubt: "its date is 406 days before it was seen" });
});

test("a date hours before an article was seen is doubted, where another one was out by the time it was seen", () => {
  const claims = (publishedAt: string, seenAt: string) => carrier("a", publishedAt, at(seenAt));
  const honest = carrier("b", at("11:50"), at("12:05"));
  const yesterday = "2026-03-01T20:00:00.000Z";
  for (const seenAt of ["11:55", "12:00", "12:15"])
    expect(firstOf(claims(yesterday, seenAt), honest)).toMatchObject({
      article: "a",
      doubt: expect.stringMatching(/^only its own date says so, 16 h before it was seen: by then article b had the story$/),
    });
  // It was seen before the other was out, or another one that is about as old agrees.
  expect(firstOf(claims(yesterday, "11:40"), honest)?.doubt).toBeNull();
  expect(firstOf(claims(yesterday, "12:00"), honest, carrier("c", "2026-03-01T20:20:00.000Z"))?.doubt).toBeNull();
  expect(firstOf(claims(at("11:20"), "12:00"), honest)?.doubt).toBeNull();
});

test("two within two minutes, or no dates at all raise a doubt", () => {
  expect(firstOf(carrier("a", at("08:01")), carrier("b", at("08:00")))?.doubt).toBe("article a came within two minutes");
  expect(firstOf(carrier("a", null, at("12:00")), carrier("b", null, at("11:00")))).toMatchObject({
    article: "b",
    by: "seen",
    doubt: expect.stringContaining("it has no date"),
  });
});

test("versions are in order, the second update before the third, each with its number of articles", () => {
  const versions = traceLineage([
    carrier("a", at("08:00")),
    carrier("b", at("09:00"), at("12:00"), { title: "UPDATE 1-Dockers walk out" }),
    carrier("c", at("10:00"), at("12:00"), { title: "Dockers walk out (UPDATE 3)" }),
    carrier("d", at("11:00"), at("12:00"), { title: "UPDATE 2-Dockers walk out" }),
    carrier("e", at("11:30"), at("12:00"), { title: "update 3: Dockers walk out" }),
    carrier("f", at("11:40"), at("12:00"), { text: "(Corrects figure in first paragraph)\n\nDockers walked out." }),
    carrier("g", at("11:50"), at("12:00"), { title: "Докеры прекратили работу (дополнено)" }),
  ]).versions;
  expect(versions.map(({ kind, number, article, articles }) => `${kind} ${number ?? "-"} ${article} ${articles}`)).toEqual([
    "update 1 b 1",
    "update 2 d 1",
    "update 3 c 2",
    "correction - f 1",
    "addition - g 1",
  ]);
});

const own = (seed: number) => ({ sketch: sketchArticle(article([inventWords(seed, 90), inventWords(seed + 1, 90)])) });
const reportsOf = (...more: Partial<Carrier>[]) =>
  traceLineage([carrier("a", at("08:00")), ...more.map((one, i) => carrier(`b${i}`, at("09:00"), at("12:00"), one))]).reports;

test("copies are one report; an independent article that a person joined counts", () => {
  const trimmed = { sketch: sketchArticle(article(HARBOUR_STORY.slice(0, 4))) };
  expect(reportsOf(trimmed, {}, { sketch: null })).toBe(1);
  expect(reportsOf(trimmed, own(1), own(1), own(5))).toBe(3);
});

test("a copy's changes are listed as paragraphs, without boilerplate and spelling", () => {
  const added =
    "Our reporter in Veldhaven saw two tugs turn back at the breakwater and a crowd of some three hundred at gate four.";
  const copy = [
    "By our foreign staff",
    (HARBOUR_STORY[1] ?? "").replace("noon", "midday"),
    HARBOUR_STORY[0] ?? "",
    added,
    ...HARBOUR_STORY.slice(3, 7).map((line) => line.replaceAll("per cent", "percent")),
    "Read more: all about the strike in one place",
  ].join("\n\n");
  expect(openComparison(HARBOUR_STORY.join("\n\n"))(copy)).toEqual({
    leavesOut: [HARBOUR_STORY[2], HARBOUR_STORY[7]],
    adds: [added],
  });
  expect(openComparison("")("")).toEqual({ leavesOut: [], adds: [] });
});

test("paragraphs of scripts without spaces are told apart too", () => {
  const [one, two, three] = [
    "维尔德港码头工人因夜班问题谈判破裂，周一集体罢工，二十三艘集装箱船被迫停在防波堤外等候。",
    "工会表示，截至中午已有超过1400名会员参加罢工，这是码头2009年私有化以来规模最大的一次停工。",
    "运输部长呼吁双方回到谈判桌前，他说如果药品运输延误超过四十八小时，政府将宣布进入紧急状态。",
  ];
  expect(openComparison(`${one}\n\n${two}`)(`${one}\n\n${three}`)).toEqual({ leavesOut: [two], adds: [three] });
});
