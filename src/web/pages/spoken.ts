// What strangers wrote, on a page: always as text, in its own language and direction.
import { markup, webAddress } from "../../digests/escape-html.ts";
import { languageTag } from "../../digests/language-words.ts";
import { markedRuns, plainLine } from "../../digests/plain-line.ts";
import type { Markup } from "../../digests/escape-html.ts";

export const NO_TITLE = "(no title)";
const NAME_CHARACTERS = 80;
const TITLE_CHARACTERS = 300;

/** A name, such as that of an outlet, on one line. */
export const name = (text: string | null, otherwise = "unknown outlet"): Markup =>
  markup`<bdi>${plainLine(text ?? "", NAME_CHARACTERS) || otherwise}</bdi>`;

export const titleText = (text: string | null): string => plainLine(text ?? "", TITLE_CHARACTERS) || NO_TITLE;

/** The attributes of an element that holds a stranger's words. */
export function spoken(language: string | null): Markup {
  const tag = languageTag(language);
  return markup` dir="auto"${tag !== null && markup` lang="${tag}"`}`;
}

/** A text of at most `length` units with its marks, in order and not overlapping. */
export const marked = (text: string, marks: readonly { start: number; end: number }[], length = TITLE_CHARACTERS): Markup =>
  markup`${markedRuns(text, marks, length).map((run) => (run.marked ? markup`<mark>${run.text}</mark>` : markup`${run.text}`))}`;

/** A link to a publisher, who is not told where its reader comes from; without an address of the web, only the words. */
export function outside(url: string, text: string | null): Markup {
  const address = webAddress(url);
  const words = markup`<bdi>${titleText(text)}</bdi>`;
  return address === null ? words : markup`<a href="${address}" rel="noreferrer noopener">${words}</a>`;
}
