// Walls in the articles' place, made of the sentences of walls.yaml in two forms each, with the stories in whose place they stand.
import { readFileSync } from "node:fs";
import { parse } from "yaml";

interface Sentences {
  /** Headline and summary. */
  stories: [headline: string, summary: string][];
  /** By kind of wall. */
  walls: Record<string, string>;
}

export interface Wall {
  language: string;
  kind: string;
  /** The page in the place of a story with this headline. */
  page: (headline: string) => string;
  stories: Sentences["stories"];
}

const titleOf = (text: string): string => text.split(/[.!?。！？।,，]/u, 1)[0] ?? text;
const paragraphs = (text: string): string =>
  text
    .split(/(?<=[.!?。！？।])\s*/u)
    .map((sentence) => `<p>${sentence}</p>`)
    .join("");

/** A page of its own; a dialog; the site's page with a menu, under the article's headline; a page with all that readers of it are told. */
const FORMS: ((text: string, headline: string, others: string) => string)[] = [
  (text) => `<head><title>${titleOf(text)}</title></head><body><h1>${titleOf(text)}</h1>${paragraphs(text)}</body>`,
  (text) =>
    `<head><title>Courier</title></head><body><div id="root"></div><div class="modal" role="dialog"><h2>${titleOf(text)}</h2><p>${text}</p><button>OK</button></div></body>`,
  (text, headline) =>
    `<head><title>${headline} | Courier</title></head><body><nav><a href="/a">A</a> <a href="/b">B</a></nav><main><h1>${headline}</h1><div class="gate">${paragraphs(text)}</div></main><footer>2026</footer></body>`,
  (text, _, others) =>
    `<head><title>${titleOf(text)}</title></head><body><main><h1>${titleOf(text)}</h1>${paragraphs(text)}<h2>Courier</h2>${paragraphs(others)}</main></body>`,
];

/** Each kind in each language, in two of the forms. */
export function openWalls(): Wall[] {
  const languages = Object.entries(parse(readFileSync("bench/support/walls.yaml", "utf8")) as Record<string, Sentences>);
  return languages.flatMap(([language, { stories, walls }], at) => {
    const texts = Object.entries(walls);
    return texts.flatMap(([kind, text], index) =>
      [0, 1].map((turn): Wall => {
        const form = FORMS[(at + index + 2 * turn) % FORMS.length];
        const others = texts[(index + 1) % texts.length]?.[1] ?? "";
        const page = (headline: string) =>
          `<!doctype html><html lang="${language}">${form?.(text, headline, others) ?? ""}</html>`;
        return { language, kind, page, stories };
      }),
    );
  });
}
