// Facts that changed in reports in ten languages are news, and the same in other words is none.
import { expect, test } from "vitest";
import { CORRECTION_NOTES, DECLARED_HEADLINES } from "../../bench/support/declared-versions.ts";
import { PLANTED } from "../../bench/support/planted-changes.ts";
import { WRITTEN } from "../../bench/support/written-reports.ts";
import { findNews, judgeNews, readTold } from "../../src/stories/news/find-news.ts";
import type { NewsText, Urgency } from "../../src/stories/news/find-news.ts";

const reports = WRITTEN.map((report) => ({ ...report, ...(PLANTED[report.language] ?? { updates: [], rewordings: [] }) }));
const asText = (sentences: readonly string[]): string => sentences.join("\n\n");

function urgencyOf(before: NewsText, after: NewsText): Urgency {
  const told = readTold([before]);
  return judgeNews(after, findNews(after, told), told);
}

const judged = (kind: "updates" | "rewordings", wanted: (urgency: Urgency) => boolean): string[] =>
  reports.flatMap(({ language, title, sentences, [kind]: changes }) => {
    const text = asText(sentences);
    return changes.flatMap(([from, to]) => {
      expect(text).toContain(from);
      const urgency = urgencyOf({ title, text }, { title, text: text.replace(from, to) });
      return wanted(urgency) ? [] : [`${language}: ${from} > ${to}`];
    });
  });

test("of a hundred changed facts ninety-eight are news", () => {
  const missed = judged("updates", (urgency) => urgency !== "none");
  expect(missed.length, missed.join("\n")).toBeLessThanOrEqual(2);
});

test("of a hundred rewordings two are taken for news at most", () => {
  const taken = judged("rewordings", (urgency) => urgency === "none");
  expect(taken.length, taken.join("\n")).toBeLessThanOrEqual(2);
});

test.each(DECLARED_HEADLINES)("a report under «%s» goes to all who were sent it, at once", (mark) => {
  const [{ title, sentences } = { title: "", sentences: [] }] = WRITTEN;
  const text = asText(sentences);
  expect(urgencyOf({ title, text }, { title: `${mark}${title}`, text })).toBe("at once");
});

test.each(CORRECTION_NOTES)("a note goes to all who were sent the report, at once: %s", (note) => {
  const [{ title, sentences } = { title: "", sentences: [] }] = WRITTEN;
  const text = asText(sentences);
  expect(urgencyOf({ title, text }, { title, text: asText([...sentences, note]) })).toBe("at once");
});
