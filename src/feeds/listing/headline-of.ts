// Finds the headline of a list's item: in its link, around it, or next to it.
import { Element } from "domhandler";
import { DomUtils } from "htmlparser2";
import { isHeadline, isShortHeadline } from "./choose-links.ts";
import { dateOfText, isDateLine } from "./list-dates.ts";
import { type ListingLink, textOf, textsOf } from "./listing-link.ts";

const HEADINGS = new Set(["h1", "h2", "h3", "h4", "h5", "h6", "summary"]);
/** Elements that a link holds only if it is a card. */
const BLOCKS = new Set(["p", "div", "section", "figure", "ul", "header", "footer", "article"]);
const CARD_CHARS_MIN = 200;
/** A label stands no further below its headline. */
const SIBLINGS_ABOVE_MAX = 5;

const headingsIn = (element: Element, max = Infinity): Element[] =>
  DomUtils.getElementsByTagName((name) => HEADINGS.has(name), element, true, max);

/** The heading within the link or around it, else the link's own words, of which dates and labels are no part. */
export function headlineOf(item: Element, { element, text, url }: ListingLink): string {
  // The link is a label and its headline stands next to it, or its words are cut.
  if (text !== textOf(element)) return text;
  const [inside] = headingsIn(element, 1);
  const heading = inside === undefined ? "" : headingOf(inside);
  if (isShortHeadline(heading) || isHeadline(heading)) return heading;
  const headings = headingsIn(item);
  const own = headings.find((heading) =>
    DomUtils.getElementsByTagName("a", heading).some(({ attribs }) => sameEnd(attribs["href"], url)),
  );
  if (own !== undefined && isHeadline(headingOf(own))) return headingOf(own);
  // "Read more: " and the headline once more, for screen readers.
  const repeated = headings.map(headingOf).find((one) => isHeadline(one) && text.includes(one));
  const said =
    repeated ??
    textsOf(item).find((one) => isHeadline(one.text) && !isWithin(one.element, element) && isEndOf(text, one.text))?.text;
  if (said !== undefined) return said;
  return headlineOfCard(element) ?? (headingOf(element) || text);
}

const isEndOf = (text: string, headline: string): boolean => text.length > headline.length && text.endsWith(headline);

function isWithin(inner: Element | null, around: Element): boolean {
  for (let at = inner; at instanceof Element; at = at.parent as Element | null) if (at === around) return true;
  return false;
}

const ABOUT = /(?:^|[\s_-])(?:kicker|eyebrow|overline|category|label|topic|rubric|meta|type)(?:$|[\s_-])/i;
const CLOCK = /^\p{Nd}{1,2}[:.h]\p{Nd}{2}$/u;

/** The words of a heading or link, without dates, times and what is marked as a topic; all of them if nothing else is there. */
function headingOf(element: Element): string {
  const parts = textsOf(element);
  const kept = parts.filter(
    ({ text, element: around }) => dateOfText(text) === null && !CLOCK.test(text) && !isAbout(around, element),
  );
  // Words stand together as they are written, unless something was between them.
  return kept.length === parts.length ? textOf(element) : kept.map(({ text }) => text).join(" ");
}

function isAbout(around: Element | null, within: Element): boolean {
  for (let at = around; at instanceof Element && at !== within; at = at.parent as Element | null)
    if (at.name === "time" || ABOUT.test(at.attribs["class"] ?? "")) return true;
  return false;
}

/** A card that is a link as a whole: its headline is marked as one, or the longest of its first lines that does not end as a teaser does. Null if it is no card. */
function headlineOfCard(element: Element): string | null {
  const isCard = element.name !== "a" || DomUtils.getElementsByTagName((name) => BLOCKS.has(name), element, true, 1).length > 0;
  const marked = DomUtils.getElementsByTagName(() => true, element).find(
    (inner) =>
      (isTitled(inner) && isShortHeadline(headingOf(inner))) ||
      ((isTitled(inner) || (isCard && (inner.name === "strong" || inner.name === "b"))) && isHeadline(headingOf(inner))),
  );
  if (marked !== undefined) return headingOf(marked);
  const parts = textsOf(element).filter((part) => !isDateLine(part.text) && !CLOCK.test(part.text));
  if (parts.length < 2 || !(isCard || textOf(element).length > CARD_CHARS_MIN)) return null;
  const first = parts.slice(0, 3).map(({ text }) => text);
  const headlines = first.filter((text) => isHeadline(text) && !/[.。…]$/u.test(text));
  return (headlines.length > 0 ? headlines : first).toSorted((a, b) => b.length - a.length)[0] ?? null;
}

const isTitled = ({ attribs }: Element): boolean =>
  /(?:^|[\s_-])(?:title|headline|heading)(?:$|[\s_-])/i.test(attribs["class"] ?? "");

/** Of a row or card whose link says no more than its neighbours' do: its heading, else its longest text, else the heading above it. `isLabel`: several rows say so. */
export function headlineNextTo(
  item: Element,
  { element, text: label }: ListingLink,
  isLabel: (text: string) => boolean = () => false,
): string | null {
  const { heading, texts, above } = headlinesOf(item);
  const inside = item === element ? undefined : (heading ?? texts.find((text) => text !== label && !isLabel(text)));
  return inside ?? above;
}

interface Headlines {
  heading: string | undefined;
  /** The longest first. */
  texts: string[];
  above: string | null;
}

/** Thousands of links may have one item around them. */
const headlines = new WeakMap<Element, Headlines>();

function headlinesOf(item: Element): Headlines {
  const known = headlines.get(item);
  if (known !== undefined) return known;
  const heading = headingsIn(item, 1)
    .map(headingOf)
    .find((text) => isHeadline(text) || isShortHeadline(text));
  const texts = textsOf(item).flatMap(({ text }) =>
    (isHeadline(text) || isShortHeadline(text)) && !isDateLine(text) ? [text] : [],
  );
  const found = { heading, texts: texts.toSorted((a, b) => b.length - a.length), above: headlineAbove(item) };
  headlines.set(item, found);
  return found;
}

/** The last heading before an item, up to the link of the item before it. */
function headlineAbove(item: Element): string | null {
  let at = DomUtils.prevElementSibling(item);
  for (let passed = 0; passed < SIBLINGS_ABOVE_MAX && at !== null; passed++) {
    if (at.name === "a" || DomUtils.getElementsByTagName("a", at, true, 1).length > 0) return null;
    if (HEADINGS.has(at.name)) return isHeadline(headingOf(at)) ? headingOf(at) : null;
    at = DomUtils.prevElementSibling(at);
  }
  return null;
}

const sameEnd = (href: string | undefined, url: string): boolean => {
  const path = (href ?? "").replace(/^.*\/(?=[^/])|#.*$/g, "");
  return path !== "" && url.endsWith(path);
};

/** Whether a link is in a heading of its item, or holds one. */
export function isInHeading(link: Element, item: Element): boolean {
  for (let at = link.parent; at !== null && at !== item.parent; at = at.parent)
    if ("name" in at && HEADINGS.has(at.name)) return true;
  return headingsIn(link, 1).length > 0;
}
