// An article's text with a mark at each place that a watchlist found, which names the watchlist and the term.
import { markup } from "../../../digests/escape-html.ts";
import { cleanCharacters } from "../../../text/clean-characters.ts";
import { counted } from "../../../text/counted.ts";
import { section } from "../sections.ts";
import { name, spoken, titleText } from "../spoken.ts";
import { when } from "../when.ts";
import type { ArticleWords, FoundPlace } from "../../../desk/stories/read-words.ts";
import type { Markup } from "../../../digests/escape-html.ts";
import type { Links } from "../../links.ts";

/** `language` is that of the text. */
export function articleText(words: ArticleWords, language: string | null, links: Links): Markup {
  const { title, text, titlePlaces, textPlaces, isCut, voices, earlier } = words;
  const marked = titlePlaces.length + textPlaces.length;
  const places = marked === 0 ? "" : `, with ${counted(marked, "marked place")}`;
  const headline =
    title !== null &&
    titlePlaces.length > 0 &&
    markup`<p${spoken(language)}><b>${runsOf(title, 0, title.length, titlePlaces)}</b></p>\n`;
  return markup`<h2>Its text${places}</h2>
${headline}${text.trim() === "" ? markup`<p class="empty">No text is kept: it has not been read yet, or could not be.</p>` : markup`<div class="text"${spoken(language)}>${paragraphsOf(text, textPlaces)}</div>`}
${isCut && markup`<p class="soft">Cut here: it is longer than a page shows.</p>`}
${section(
  "What its feeds say",
  voices.map((voice) => said(voice, markup`${name(voice.feed)}, ${when(voice.firstSeenAt, links)}`, language)),
)}
${section(
  "What was said before and has changed",
  earlier.map((voice) =>
    said(voice, markup`${name(voice.feed, "the article itself")}, until ${when(voice.until, links)}`, language),
  ),
)}`;
}

const said = ({ title, text }: { title: string | null; text: string }, by: Markup, language: string | null): Markup =>
  markup`${by}: <b${spoken(language)}>${titleText(title)}</b>${text.trim() !== "" && markup`<details><summary>Its words</summary><div class="text"${spoken(language)}>${paragraphsOf(text, [])}</div></details>`}`;

/** Each paragraph with the marks in it. A mark across a border of paragraphs is one in each. */
function paragraphsOf(text: string, places: readonly FoundPlace[]): Markup[] {
  const paragraphs: Markup[] = [];
  let next = 0;
  for (const match of text.matchAll(/[^\n]+/g)) {
    const [start, end] = [match.index, match.index + match[0].length];
    while ((places[next]?.end ?? Infinity) <= start) next += 1;
    const within: FoundPlace[] = [];
    for (let index = next; (places[index]?.start ?? Infinity) < end; index += 1) within.push(...places.slice(index, index + 1));
    if (match[0].trim() !== "") paragraphs.push(markup`<p dir="auto">${runsOf(text, start, end, within)}</p>\n`);
  }
  return paragraphs;
}

/** The part of a text from `start` to `end`. */
export function runsOf(text: string, start: number, end: number, places: readonly FoundPlace[]): Markup[] {
  const runs: Markup[] = [];
  let at = start;
  for (const place of places) {
    const [from, to] = [Math.max(place.start, at), Math.min(place.end, end)];
    if (from >= to) continue;
    const found = place.found.map(({ watchlist, term }) => `${watchlist}: ${term}`).join("; ");
    runs.push(
      markup`${cleanCharacters(text.slice(at, from))}<mark title="${cleanCharacters(found)}">${cleanCharacters(text.slice(from, to))}</mark>`,
    );
    at = to;
  }
  runs.push(markup`${cleanCharacters(text.slice(at, end))}`);
  return runs;
}
