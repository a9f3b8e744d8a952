// Formats a found article for a terminal: its address, and the sentence with the matches in square brackets.
import { bracketed } from "../../digests/bracketed.ts";
import { wrapLines } from "../../digests/wrap-lines.ts";
import { minuteOf } from "../../text/dates/minute-of.ts";
import type { Hit } from "../../desk/search-archive.ts";

const columnsMax = 110;

export function formatHit({ id, url, title, outlet, publishedAt, firstSeenAt, excerpt, titleMarks }: Hit): string {
  const headline = title === null ? "(no title)" : bracketed({ text: title, marks: titleMarks });
  const date = minuteOf(publishedAt ?? firstSeenAt);
  return [
    `${date}  ${outlet}  (article ${id})`,
    ...wrapLines(headline, columnsMax).map((line) => `  ${line}`),
    ...wrapLines(bracketed(excerpt), columnsMax).map((line) => `    ${line}`),
    `  ${url}`,
  ].join("\n");
}
