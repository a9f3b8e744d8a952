// Judges each line of a newsletter: which of its links may lead to stories, whether it is a menu, and where the foot of the mail begins.
import { isHeadline, lettersIn, shapeOf } from "../listing/choose-links.ts";
import { isAboutLeaving, isAboutTheMail, isPointerAway, mayBeNews } from "./about-the-mail.ts";
import { isUnwanted } from "./mail-link.ts";
import type { MailLine, MailLink } from "./read-lines.ts";

/** A line with those of its links that may lead to a story. */
export interface JudgedLine extends MailLine {
  /** The first link that is a picture. */
  picture: string | null;
  isNavigation: boolean;
  /** A headline whose link may be for leaving the list: its words count, and its link is not asked for. */
  isKept: boolean;
}

/** The address of a kept headline: a link below it is not its own either. */
export const NO_LINK = "";

/** A link that is this much of its line is what the line says. */
const COVERED_MIN = 0.6;
const NAVIGATION_MIN = 3;
/** Links of a foot are shorter than headlines of stories. */
const GOES_ON_LETTERS_MIN = 30;
const ADDRESS_ALONE = /^(?:↗|https?:\/\/\S+|)$/i;

export const isMostOf = (words: string, text: string): boolean => lettersIn(words) >= lettersIn(text) * COVERED_MIN;

/** `unsubscribe`: addresses that the head of the mail names for leaving the list. The foot is left out. */
export function judgeLines(lines: readonly MailLine[], unsubscribe: ReadonlySet<string>): JudgedLine[] {
  const read = withoutFoot(lines, unsubscribe);
  return read.map((line, index) => judgeLine(line, read[index - 1], unsubscribe));
}

function judgeLine(line: MailLine, above: MailLine | undefined, unsubscribe: ReadonlySet<string>): JudgedLine {
  const { text, isHeading } = line;
  const isAbout = isAboutTheMail(text) || (pointsDown(above) && line.links.every((link) => ADDRESS_ALONE.test(link.text)));
  const wanted = isAbout
    ? []
    : line.links.filter((link) => !isUnwanted(link.text, link.url, unsubscribe) && !isPointerAway(link.text, text));
  const links = wanted.filter((link) => link.text !== "");
  const named = line.links.filter((link) => link.text !== "");
  const isMenu = line.links.length >= NAVIGATION_MIN && line.links.every((link) => !isHeadline(link.text));
  const isUnlinked = links.length === 0 && named.some((link) => link.text.length >= text.length * COVERED_MIN);
  const isPlain = isAbout && isHeading && named.length === 0;
  const isKept = !isMenu && (isUnlinked || isPlain) && mayBeNews(text, isHeading);
  return {
    ...line,
    links: isKept ? [{ url: NO_LINK, text }] : links,
    // Words on leaving the list are no headline of the link that follows.
    isHeading: isHeading && (isKept || !isPlain),
    picture: wanted.find((link) => link.text === "")?.url ?? null,
    isNavigation: isMenu || (isUnlinked && !isKept),
    isKept,
  };
}

/** Whether a line says how to leave the list by the address that follows. */
const pointsDown = (line: MailLine | undefined): boolean =>
  line !== undefined && line.links.length === 0 && isAboutLeaving(line.text);

const isLeaving = (words: string, { isHeading }: MailLine): boolean => isAboutLeaving(words) && !mayBeNews(words, isHeading);

/** Without the last part, in which readers leave the list or change what they get. A link for that on top, or above a further headline, ends nothing. */
function withoutFoot(lines: readonly MailLine[], unsubscribe: ReadonlySet<string>): readonly MailLine[] {
  const isWay = (line: MailLine, above: MailLine | undefined): boolean =>
    line.links.some(
      ({ url, text }) =>
        text !== "" &&
        (unsubscribe.has(url) ||
          isLeaving(text, line) ||
          isLeaving(line.text, line) ||
          (pointsDown(above) && ADDRESS_ALONE.test(text))),
    );
  const isWanted = ({ text, url }: MailLink): boolean => isHeadline(text) && !isUnwanted(text, url, unsubscribe);
  const goesOn = storiesLike(lines.slice(0, Math.ceil(lines.length / 2)), isWanted);
  const last = lines.findLastIndex(
    (line) => (line.isHeading && !isAboutTheMail(line.text) && line.links.some(isWanted)) || goesOn(line),
  );
  const begin = lines.findIndex((line, index) => index * 2 > lines.length && index > last && isWay(line, lines[index - 1]));
  return begin === -1 ? lines : lines.slice(0, begin);
}

/** Whether a line is a headline that leads to an address of the same form as those of `first` do. */
function storiesLike(first: readonly MailLine[], isWanted: (link: MailLink) => boolean): (line: MailLine) => boolean {
  const headOf = ({ text, links }: MailLine): MailLink | undefined =>
    links.find((link) => isWanted(link) && isMostOf(link.text, text) && lettersIn(link.text) >= GOES_ON_LETTERS_MIN);
  const shapes = new Set(first.flatMap((line) => headOf(line)?.url ?? []).map(shapeOf));
  return (line) => {
    const head = headOf(line);
    return head !== undefined && shapes.has(shapeOf(head.url));
  };
}
