// Splits a newsletter of links into its stories: a headline, where it leads, and what the newsletter says of it.
import { isHeadline } from "../listing/choose-links.ts";
import { isMostOf, judgeLines, NO_LINK, type JudgedLine } from "./judge-lines.ts";
import { ADVERTISING, isReadMore } from "./labels.ts";
import type { MailLine, MailLink } from "./read-lines.ts";

export interface NewsletterStory {
  title: string;
  /** Null if its link may be one for leaving the list: nobody asks for it then. */
  url: string | null;
  /** Paragraphs, parted by blank lines; "" if there are none. */
  teaser: string;
}

export interface SplitNewsletter {
  /** None if it is no newsletter of links. */
  stories: NewsletterStory[];
  /** What it says apart from them, paragraphs parted by blank lines. */
  rest: string;
  /** The story of a message that lists this one alone, and says little else; null if it lists more, or none. */
  single: (NewsletterStory & { url: string }) | null;
}

const STORIES_MIN = 2;
const STORIES_MAX = 200;
/** A message with more words than these is a letter with a link. */
const SINGLE_CHARS_MAX = 1_000;
/** Headlines are shorter than teasers that are links too. */
const TITLE_CHARS = 110;
const TITLE_CHARS_MAX = 250;
/** A line with a link in the middle is a story if it says one thing. */
const ITEM_CHARS_MAX = 320;

/** `unsubscribe`: addresses that the head of the mail names for leaving the list. */
export function splitNewsletter(lines: readonly MailLine[], unsubscribe: ReadonlySet<string>): SplitNewsletter {
  const read = judgeLines(lines, unsubscribe);
  const repeated = repeatedTexts(read);
  const drafts: Draft[] = [];
  const rest: string[] = [];
  let open: Draft | null = null;
  let picture: string | null = null;
  let isAdvertised = false;
  const begin = (draft: Omit<Draft, "teaser" | "isAdvertised">): Draft => {
    const begun = { ...draft, teaser: [], isAdvertised };
    isAdvertised = false;
    drafts.push(begun);
    return begun;
  };
  for (const line of read) {
    const { text, isHeading, links, picture: shown } = line;
    if (shown !== null && text === "") picture = shown;
    if (text === "") {
      const [label] = links;
      if (label !== undefined && open !== null) open.url ??= label.url;
      else if (label !== undefined) open = labelled(line, rest, begin);
      continue;
    }
    if (ADVERTISING.test(text)) {
      isAdvertised = true;
      open = null;
      continue;
    }
    if (line.isNavigation) continue;
    const [first] = links;
    const head = links.find((link) => isHeadOf(link, text, repeated));
    // Below a heading and what it says, a link is the story's own, whatever its words are.
    const isOwnLink = open !== null && open.url === null && open.teaser.length > 0 && !isHeading;
    const isOfOpen: boolean =
      head !== undefined &&
      !line.isKept &&
      open !== null &&
      (isOwnLink || open.url === head.url || isTeaser(line, open)) &&
      !(isHeading && open.teaser.length > 0);
    if (head !== undefined && !isOfOpen) {
      open = begin({ title: titleOf(text, head), url: head.url, isHeading, isLinked: true, picture: null });
    } else if (first === undefined && isHeading) {
      // A heading without a link: of a story whose link follows or is its picture, or of a section.
      open =
        isHeadline(text) && text.length <= TITLE_CHARS_MAX
          ? begin({ title: text, url: null, isHeading, isLinked: false, picture })
          : null;
    } else if (line.lead !== "" && isHeadline(line.lead) && first !== undefined) {
      open = begin({ title: trimTitle(line.lead), url: first.url, isHeading, isLinked: true, picture: null });
      open.teaser.push(text.slice(line.lead.length).trim());
    } else if (first !== undefined && open?.url === null) {
      open.url = first.url;
      if (head === undefined && !isLabel(line, first, repeated)) open.teaser.push(text);
    } else if (first !== undefined && isLabel(line, first, repeated)) {
      // The label of the story that is open, or of one whose headline is a line like any other.
      open = open === null || open.isItem === true ? labelled(line, rest, begin) : open;
    } else if (
      first !== undefined &&
      links.length === 1 &&
      text.length <= ITEM_CHARS_MAX &&
      (open === null || open.isItem === true)
    ) {
      open = begin({ title: titleOfItem(text, first), url: first.url, isHeading, isLinked: true, picture: null, isItem: true });
      const teaser = text === open.title ? "" : text;
      if (teaser !== "") open.teaser.push(teaser);
    } else if (open === null) rest.push(text);
    else if (head === undefined || text !== open.title) open.teaser.push(text);
    picture = null;
  }
  return finish(drafts, rest);
}

interface Draft extends Omit<NewsletterStory, "url" | "teaser"> {
  /** Null as long as its link was not seen. */
  url: string | null;
  teaser: string[];
  isHeading: boolean;
  /** Its headline is a link, or stands in the line of one. */
  isLinked: boolean;
  /** The link of the picture above its headline. */
  picture: string | null;
  isAdvertised: boolean;
  /** A line with a link in it: such lines are stories if there are some, and references in an essay otherwise. */
  isItem?: boolean;
}

type Begin = (draft: Omit<Draft, "teaser" | "isAdvertised">) => Draft;

/** Words that several links share, and that so name none of their targets. */
function repeatedTexts(lines: readonly JudgedLine[]): ReadonlySet<string> {
  const targets = new Map<string, Set<string>>();
  for (const { text, url } of lines.flatMap(({ links }) => links)) targets.set(text, (targets.get(text) ?? new Set()).add(url));
  return new Set(
    [...targets].filter(([text, urls]) => urls.size > 2 || (urls.size > 1 && text.length < 40)).map(([text]) => text),
  );
}

const isHeadOf = ({ text: words }: MailLink, text: string, repeated: ReadonlySet<string>): boolean =>
  isHeadline(words) && !repeated.has(words) && !isReadMore(words) && (isMostOf(words, text) || hasSourceOnly(text, words));

/** Whether a headline begins its line, and only a few words of its source follow behind a dash. */
function hasSourceOnly(text: string, words: string): boolean {
  const at = text.indexOf(words);
  return at >= 0 && /^[\s•·▪►*–—-]*$/u.test(text.slice(0, at)) && /^\s+[—–|·-]\s.{1,40}$/u.test(text.slice(at + words.length));
}

/** "Read more", or outlets at the end of a line, as in "Bridge closes (Quay Courier, Delta News)". */
function isLabel({ text, links }: JudgedLine, { text: words }: MailLink, repeated: ReadonlySet<string>): boolean {
  if (repeated.has(words) || isReadMore(words)) return true;
  const end = text.replace(/[\s)\].]+$/u, "");
  return links.every((link) => !isHeadline(link.text)) && end.endsWith(links.at(-1)?.text ?? "");
}

/** A teaser that is a link too: below a headline, longer, and no heading. */
const isTeaser = ({ text, isHeading }: MailLine, { title, url, isHeading: isBelowHeading, teaser, isItem }: Draft): boolean =>
  !isHeading &&
  isItem !== true &&
  teaser.length === 0 &&
  text.length > title.length * 1.2 &&
  (text.length > TITLE_CHARS || (isBelowHeading && url !== null));

/** A headline with its source after it, as in "Bridge closes (Quay Courier)": the words of the link. */
const titleOf = (text: string, { text: words }: MailLink): string => trimTitle(words.length >= text.length * 0.9 ? text : words);

const trimTitle = (text: string): string => text.replace(/^[\s•·▪►*–—-]+|[\s»›→↗:–—-]+$/gu, "");

/** The first sentence of a line in which a link stands. */
function titleOfItem(text: string, link: MailLink): string {
  const plain = text.endsWith(link.text) && isReadMore(link.text) ? text.slice(0, -link.text.length) : text;
  const [sentence = plain] = /^.{20,}?[.!?。！？](?=\s|$|\p{Lo})/su.exec(plain) ?? [];
  return trimTitle(sentence.length <= TITLE_CHARS_MAX ? sentence : plain.slice(0, TITLE_CHARS_MAX));
}

/** A story whose label ends its line, or stands below lines that are no headings. */
function labelled({ text, links }: JudgedLine, rest: string[], begin: Begin): Draft | null {
  const [link] = links;
  if (link === undefined) return null;
  const own = links
    .reduce((left, { text: words }) => left.replace(words, ""), text)
    .replace(/[\s(),;|[\]–—-]+$/u, "")
    .trim();
  const url = link.url;
  if (isHeadline(own)) {
    const title = titleOfItem(own, { url, text: "" });
    const draft = begin({ title, url, isHeading: false, isLinked: true, picture: null, isItem: true });
    if (own.length > title.length + 1) draft.teaser.push(own);
    return draft;
  }
  // The paragraphs just above are its own: a short one is the headline of a long one.
  const last = rest.pop();
  const before = rest.at(-1);
  if (last === undefined) return null;
  const hasHeadline = before !== undefined && before.length <= TITLE_CHARS && before.length < last.length && isHeadline(before);
  if (hasHeadline) rest.pop();
  const title = hasHeadline ? before : titleOfItem(last, link);
  const draft = begin({ title, url, isHeading: false, isLinked: true, picture: null });
  if (title !== last) draft.teaser.push(last);
  // What follows is of the next one.
  return null;
}

function finish(drafts: readonly Draft[], rest: readonly string[]): SplitNewsletter {
  const items = drafts.filter(({ isItem }) => isItem === true);
  // A few lines with links, next to long paragraphs, are references of an essay.
  const paragraphs = [...rest, ...items.flatMap(({ teaser }) => teaser)].filter(({ length }) => length > ITEM_CHARS_MAX);
  const isEssay = items.length > 0 && items.length === drafts.length && paragraphs.length >= items.length;
  const found = new Map<string, NewsletterStory>();
  const left: string[] = [...rest];
  for (const { title, url, picture, teaser, isAdvertised } of isEssay ? [] : drafts) {
    const address = url ?? picture;
    if (isAdvertised) continue;
    const text = paragraphsOf(teaser);
    const key = address === NO_LINK ? `${NO_LINK} ${title}` : address;
    const same = key === null ? undefined : found.get(key);
    if (key === null) left.push(title, text);
    else if (same !== undefined) {
      // A table of contents names it first; some lead with all their stories to one page.
      const more = [title, text].filter((one) => !`${same.title}\n${same.teaser}`.includes(one));
      same.teaser = paragraphsOf([same.teaser, ...more]);
    } else if (found.size < STORIES_MAX) found.set(key, { title, url: address === NO_LINK ? null : address, teaser: text });
  }
  const stories = [...found.values()];
  const linked = stories.flatMap((story) => (story.url === null ? [] : [{ ...story, url: story.url }]));
  if (linked.length >= STORIES_MIN) return { stories, rest: paragraphsOf(left), single: null };
  const unlinked = stories.filter(({ url }) => url === null);
  const said = paragraphsOf([...left, ...unlinked.flatMap(({ title, teaser }) => [title, teaser])]);
  const [only] = linked;
  const heads = drafts.filter(({ isHeading, isLinked }) => isHeading && isLinked);
  const isSingle =
    only !== undefined && heads.some(({ url }) => url === only.url) && only.teaser.length + said.length < SINGLE_CHARS_MAX;
  const teaser = paragraphsOf([only?.teaser ?? "", said]);
  return { stories: [], rest: "", single: isSingle ? { ...only, teaser } : null };
}

const paragraphsOf = (texts: readonly string[]): string => texts.filter((text) => text !== "").join("\n\n");
