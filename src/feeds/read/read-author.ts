// Extracts an author's name from the mixtures of names and addresses in feeds.
import { cleanTitle } from "../../text/clean-title.ts";
import { cutText, TITLE_CHARS_MAX } from "./caps.ts";

const AUTHORS_MAX = 10;
const ADDRESS = String.raw`[^\s()<>@"]{1,100}@[^\s()<>@"]{1,200}`;
const MIXTURES = [
  new RegExp(`^${ADDRESS}\\s*\\(([^()]+)\\)$`),
  new RegExp(`^"?([^"()<>]+?)"?\\s*\\(${ADDRESS}\\)$`),
  new RegExp(`^"?([^"()<>]+?)"?\\s*<${ADDRESS}>$`),
];

/** One line of names: "me@example.org (Ann Smith)" gives Ann Smith; commas separate several authors. Returns null if there is no name. */
export function readAuthors(texts: readonly string[]): string | null {
  const [only] = texts;
  if (only !== undefined && texts.length === 1) return cutText(readName(only), TITLE_CHARS_MAX);
  const names = texts
    .slice(0, AUTHORS_MAX)
    .map(readName)
    .filter((name) => name !== "");
  return cutText([...new Set(names)].join(", "), TITLE_CHARS_MAX);
}

function readName(text: string): string {
  const line = cleanTitle(text.slice(0, TITLE_CHARS_MAX * 2));
  if (!line.includes("@")) return line;
  for (const mixture of MIXTURES) {
    const name = mixture.exec(line)?.[1]?.trim();
    if (name !== undefined) return name;
  }
  return line;
}
