// A list as BibTeX. What TeX would read as a command is written as the character that it is.
import { dayOf, oneLine } from "./listed-item.ts";
import type { ListedItem } from "./listed-item.ts";

export const renderBibtex = (items: readonly ListedItem[]): string => items.map(entryOf).join("\n");

function entryOf(item: ListedItem): string {
  const { article, title, url, outlet, byline, language, excerpt, note } = item;
  const day = dayOf(item);
  const fields: [name: string, value: string | null][] = [
    // Double braces: a style may not turn names into lower case, or part them at "and".
    ["title", braced(title)],
    ["author", byline === null ? null : braced(byline)],
    ["journal", escaped(outlet)],
    ["year", day.slice(0, 4)],
    ["month", String(Number(day.slice(5, 7)))],
    ["date", day],
    ["url", address(url)],
    ["language", language === null ? null : escaped(language)],
    ["abstract", escaped(excerpt)],
    ["annote", note === null ? null : escaped(note)],
  ];
  const said = fields.filter(([, value]) => value !== null && value !== "" && value !== "{}");
  return `@misc{wirewatch-${article},\n${said.map(([name, value]) => `  ${name} = {${value}},\n`).join("")}}\n`;
}

const braced = (text: string): string => `{${escaped(text)}}`;

const COMMANDS: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  // An escaped brace still counts where BibTeX looks for the end of a field.
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
};

const escaped = (text: string): string =>
  oneLine(text).replace(/[\\~^{}&%$#_]/g, (character) => COMMANDS[character] ?? `\\${character}`);

/** An address may not be changed; what would end the field is percent-encoded. */
const address = (url: string): string =>
  oneLine(url).replace(/[\\{}\s]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
