// Formats a page for people: what was read and how, what was left out, and the text.
import type { InspectedPage } from "../../articles/inspect-page.ts";

export interface PageWords {
  /** Columns of the terminal. */
  width: number;
  colour: boolean;
}

const LABEL_COLUMNS = 12;
const PIECES_SHOWN = 4;
const WIDTH_MIN = 60;

/** `steps` are the requested addresses. */
export function formatPage(page: InspectedPage, steps: readonly string[], { width, colour }: PageWords): string {
  const bold = (text: string) => (colour ? `\u001b[1m${text}\u001b[22m` : text);
  const faint = (text: string) => (colour ? `\u001b[2m${text}\u001b[22m` : text);
  const columns = Math.max(WIDTH_MIN, width);
  const facts: Record<string, string | null> = {
    Title: page.title,
    By: page.authors.length > 0 ? page.authors.join("; ") : page.byline,
    Published: page.publishedAt,
    Changed: page.modifiedAt,
    Language: page.language,
    Site: page.site,
    Address: page.canonicalUrl,
    Asked: steps.length > 1 ? steps.join(" -> ") : null,
    Encoding: page.encoding || null,
    Credits: page.credits.join("; ") || null,
  };
  const lines = Object.entries(facts)
    .filter(([name, value]) => value !== null || !OPTIONAL.has(name))
    .map(([name, value]) => `${bold(`${name}:`.padEnd(LABEL_COLUMNS))}${value ?? faint("not said")}`);
  const how =
    page.reason === null
      ? `${countWords(page.text)} words, by ${page.method}`
      : `none (${page.reason}): ${page.detail ?? "no more is known"}`;
  const cuts = page.cuts.flatMap(({ why, pieces }) => {
    const shown = pieces.slice(0, PIECES_SHOWN).map((piece) => shorten(piece, columns - LABEL_COLUMNS));
    const more = pieces.length - shown.length;
    return [
      `  ${why} (${pieces.length})`,
      ...[...shown, ...(more > 0 ? [`and ${more} more`] : [])].map((line) => faint(`      ${line}`)),
    ];
  });
  return [
    ...lines,
    `${bold("Text:".padEnd(LABEL_COLUMNS))}${how}`,
    ...(cuts.length === 0 ? [] : [bold("Left out:"), ...cuts]),
    ...(page.text === "" ? [] : ["", ...page.text.split("\n").flatMap((line) => wrap(line, columns))]),
  ].join("\n");
}

/** Most pages lack these, so they are not reported as missing. */
const OPTIONAL = new Set(["Changed", "Asked", "Encoding", "Credits"]);

const countWords = (text: string): number => text.split(/\s+/).filter((word) => word !== "").length;

function shorten(text: string, columns: number): string {
  const line = text.replace(/\s+/g, " ");
  // Leaves no half of a letter beyond the basic plane at the end.
  return line.length <= columns ? line : `${line.slice(0, columns - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** Wraps at spaces; a script without spaces is left to the terminal. */
function wrap(line: string, columns: number): string[] {
  const lines: string[] = [""];
  for (const word of line.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines;
}
