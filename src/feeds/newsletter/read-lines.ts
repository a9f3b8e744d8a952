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
export const LINES_MAX = 5_000;
const DEPTH_MAX = 400;

/** `namesPictures`: a link that is a picture has the words by which the picture is named for those who do not see it. */
export function readLines(html: string, { namesPictures = false } = {}): MailLine[] {
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
    if (name === "img" && namesPictures && inner.url !== null && attribs["alt"] !== undefined) {
      end();
      add(attribs["alt"], inner);
      end();
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
