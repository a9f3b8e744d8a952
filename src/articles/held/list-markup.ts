// Lists what a page keeps for its scripts as HTML or plain text: templates, text areas, comments, and scripts that are no code.
import { decodeHTML } from "entities";
import { weighText } from "./weigh-text.ts";

/** In letters. */
const MARKUP_MIN = 200;
/** Scripts of these types hold HTML or text. */
const TEXT_TYPE = /\btype\s*=\s*["']?(?:text\/(?:x-[\w-]+|template|html|plain|markdown|ng-template)|x-tmpl[\w-]*)/i;
const FORMS: readonly (readonly [opening: RegExp, closing: RegExp])[] = [
  [/<script\b[^<>]*>/gi, /<\/script/gi],
  [/<template\b[^<>]*>/gi, /<\/template/gi],
  [/<textarea\b[^<>]*>/gi, /<\/textarea/gi],
  [/<!--/g, /-->/g],
];

/** Each as HTML or text, if it is of some length. All of it is untrusted. */
export function* listMarkup(html: string): Generator<string> {
  for (const [opening, closing] of FORMS)
    for (const [tag, content] of listContents(html, opening, closing)) {
      if (weighText(content) < MARKUP_MIN || (/^<script/i.test(tag) && !TEXT_TYPE.test(tag))) continue;
      yield /^<textarea/i.test(tag) ? decodeHTML(content) : content;
    }
}

/** What stands between an opening and the next closing, with the opening. */
export function* listContents(
  html: string,
  opening: RegExp,
  closing: RegExp,
): Generator<readonly [tag: string, content: string]> {
  const [open, close] = [new RegExp(opening), new RegExp(closing)];
  for (let start = open.exec(html); start !== null; start = open.exec(html)) {
    close.lastIndex = open.lastIndex;
    const end = close.exec(html);
    if (end === null) return;
    yield [start[0], html.slice(open.lastIndex, end.index)];
    open.lastIndex = close.lastIndex;
  }
}
