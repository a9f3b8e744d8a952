// Turns the HTML of a mail into lines: its tables are for layout, so that what stands below each other says more than how it is nested.
import { type AnyNode, Element, Text } from "domhandler";
import { foldSpace } from "../../text/fold-space.ts";
import { parseHtml } from "../read/parse-html.ts";
import { unwrapCounted } from "./mail-link.ts";

export interface MailLink {
  /** Where it leads, without the counters that tell their target. */
  url: string;
  /** "" for a picture. */
  text: string;
}

export interface MailLine {
  text: string;
  /** It is set as a heading, or is bold as a whole. */
  isHeading: boolean;
  /** The bold words at its beginning; "" if there are none or if it is bold as a whole. */
  lead: string;
  links: MailLink[];
}

const BLOCKS = new Set(
  (
    "address article aside blockquote center dd div dl dt figure figcaption footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section " +
    "table tbody td tfoot th thead tr ul br"
  ).split(" "),
);
const UNREAD = new Set(["head", "script", "style", "title", "template", "noscript", "svg", "form", "select", "button"]);
const HEADINGS = new Set(["h1", "h2", "h3", "h4", "h5", "h6"]);
const BOLD = new Set(["b", "strong"]);
const HIDDEN =
  /display\s*:\s*none|visibility\s*:\s*hidden|max-height\s*:\s*0|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)|mso-hide\s*:\s*all/i;
const TITLED = /(?:^|[\s_-])(?:title|headline|heading|hed)(?:$|[\s_-])/i;
const BOLD_STYLE = /font-weight\s*:\s*(?:bold|[6-9]00)/i;
const LARGE_STYLE = /font-size\s*:\s*(?:(?:1[89]|[2-5]\d)(?:\.\d+)?px|1[4-9]pt|[2-3]\dpt)/i;
const LINES_MAX = 5_000;
const HEADING_CHARS_MAX = 120;
const DEPTH_MAX = 400;

export function readLines(html: string): MailLine[] {
  const lines: MailLine[] = [];
  let current = emptyLine();
  const end = (): void => {
    const text = foldSpace(current.text).trim();
    const links = current.links.map(({ url, text: words }) => ({ url, text: foldSpace(words).trim() }));
    const bold = foldSpace(current.bold).trim();
    if ((text !== "" || links.length > 0) && lines.length < LINES_MAX)
      lines.push({
        text,
        isHeading: current.isHeading || (text !== "" && bold.length >= text.length * 0.9),
        lead: text.startsWith(bold) ? bold : "",
        links,
      });
    current = emptyLine();
  };
  const visit = (node: AnyNode, look: Look): void => {
    if (node instanceof Text) {
      add(node.data, look);
      return;
    }
    if (!(node instanceof Element)) {
      if ("children" in node) for (const child of node.children) visit(child, look);
      return;
    }
    const { name, attribs } = node;
    if (look.depth > DEPTH_MAX || UNREAD.has(name) || HIDDEN.test(attribs["style"] ?? "") || attribs["hidden"] !== undefined)
      return;
    const isBlock = BLOCKS.has(name);
    if (isBlock) end();
    const inner = { ...look, depth: look.depth + 1 };
    const style = attribs["style"] ?? "";
    if (HEADINGS.has(name) || TITLED.test(attribs["class"] ?? "") || LARGE_STYLE.test(style)) inner.isHeading = true;
    if (BOLD.has(name) || BOLD_STYLE.test(style)) inner.isBold = true;
    if (name === "a") {
      const url = unwrapCounted(attribs["href"]);
      inner.url = url;
      if (url !== null) current.links.push({ url, text: "" });
    }
    for (const child of node.children) visit(child, inner);
    if (isBlock) end();
  };
  const add = (data: string, { isBold, isHeading, url }: Look): void => {
    current.text += data;
    if (data.trim() !== "" && isHeading) current.isHeading = true;
    if (isBold || (data.trim() === "" && current.bold !== "")) current.bold += data;
    if (url === null) return;
    const link = current.links.at(-1);
    // A link over several lines is a link in each.
    if (link?.url === url) link.text += data;
    else if (data.trim() !== "") current.links.push({ url, text: data });
  };
  visit(parseHtml(html), { depth: 0, isBold: false, isHeading: false, url: null });
  end();
  return lines;
}

interface Look {
  depth: number;
  isBold: boolean;
  isHeading: boolean;
  url: string | null;
}

const emptyLine = () => ({ text: "", bold: "", isHeading: false, links: [] as MailLink[] });

const ADDRESS = /[<([]?https?:\/\/[^\s<>"()]+[>)\]]?/g;

const NOTE = /^\s*\[(\d{1,3})\]:?\s+(https?:\/\/\S+)\s*$/;
const MARK = /\[(\d{1,3})\]/g;

/**
 * The same for a mail without HTML, in which addresses stand as they are, or as notes at its end, which its lines name by `[3]`. The first line
 * of a paragraph that ends with one is its heading.
 */
export function readPlainLines(text: string): MailLine[] {
  const rows = text.split(/\r?\n/).slice(0, LINES_MAX);
  const named = nameAddresses(rows);
  const lines = named.map((row): MailLine => {
    const links = [...row.matchAll(ADDRESS)].flatMap(([found]) => {
      const url = unwrapCounted(found.replace(/^[<([]|[.,;:!?>)\]]+$/g, ""));
      return url === null ? [] : [{ url, text: "↗" }];
    });
    const words = foldSpace(row.replace(ADDRESS, " ").replace(/^\s*(?:[*•·>#-]+|\d{1,2}[.)])\s+/, "")).trim();
    return { text: words, isHeading: false, lead: "", links };
  });
  markHeadings(lines);
  return lines.filter((line) => !isEmpty(line));
}

/** The rows with an address for each mark that a note explains. Numbers may begin anew, so the next note below a mark is its own. */
function nameAddresses(rows: readonly string[]): string[] {
  const named = rows.slice();
  const below = new Map<string, { at: number; url: string }>();
  for (let at = rows.length - 1; at >= 0; at--) {
    const row = rows[at] ?? "";
    const [note, number = "", url = ""] = NOTE.exec(row) ?? [];
    if (note !== undefined) below.set(number, { at, url });
    else
      named[at] = row.replace(MARK, (mark, of: string) => {
        const found = below.get(of);
        if (found === undefined) return mark;
        // The note is no line of its own then; one that no mark names may be all that leads to its story.
        named[found.at] = "";
        return found.url;
      });
  }
  return named;
}

const isEmpty = (line: MailLine | undefined): boolean => line === undefined || (line.text === "" && line.links.length === 0);

/** The first line of a paragraph that ends with an address is its heading; so is a line alone above it, if all such paragraphs have one. */
function markHeadings(lines: readonly MailLine[]): void {
  const linked: { first: MailLine; above: MailLine | null }[] = [];
  let before: { first: MailLine; isAlone: boolean } | null = null;
  for (let at = 0; at < lines.length; at++) {
    const first = lines[at];
    if (first === undefined || isEmpty(first) || !isEmpty(lines[at - 1])) continue;
    const begin = at;
    while (!isEmpty(lines[at + 1])) at++;
    const isLinked = at > begin && first.links.length === 0 && (lines[at]?.links.length ?? 0) > 0;
    if (isLinked) linked.push({ first, above: before?.isAlone === true ? before.first : null });
    before = { first, isAlone: at === begin && first.links.length === 0 && first.text.length <= HEADING_CHARS_MAX };
  }
  const below = linked.filter(({ above }) => above !== null).length;
  // The last paragraph says how to leave the list.
  const isAbove = below > 1 && below >= linked.length - 1;
  for (const { first, above } of linked) (isAbove && above !== null ? above : first).isHeading = true;
}
