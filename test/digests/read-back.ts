// Reads a composed mail back with another parser and a real DOM, and lists every difference from the issue.
import { JSDOM } from "jsdom";
import { simpleParser } from "mailparser";
import { cleanCharacters } from "../../src/text/clean-characters.ts";
import type { ParsedMail } from "mailparser";
import type { IssueStory } from "../../src/digests/digest.ts";
import type { Composed } from "./invent-digest.ts";

const HTML_BYTES_MAX = 64_000;
const LINE_OCTETS_MAX = 998;
const HEADERS =
  "auto-submitted content-type date from in-reply-to list-id message-id mime-version precedence references subject to x-auto-response-suppress";
const ELEMENTS = new Set("HTML HEAD META TITLE STYLE BODY DIV TABLE TBODY TR TD H1 H2 H3 P A SPAN BDI UL LI BR B".split(" "));
const ATTRIBUTES = new Set(
  "lang dir charset name content style class role width cellpadding cellspacing border align href".split(" "),
);

/** One for all: a window of its own for each mail takes as long as all else. */
const { window } = new JSDOM();
const parser = new window.DOMParser();

export interface ReadBack {
  faults: string[];
  htmlBytes: number;
  lineOctets: number;
  stories: number;
  base64Parts: number;
}

export async function readBack(composed: Composed): Promise<ReadBack> {
  const { message, rendered } = composed;
  const mail = await simpleParser(message, { skipTextToHtml: true, skipHtmlToText: true, skipImageLinks: true });
  const raw = message.toString("latin1");
  const document = parser.parseFromString(String(mail.html), "text/html");
  const parts = partsOf(raw);
  const lineOctets = Math.max(...raw.split("\r\n").map((line) => line.length));
  const htmlBytes = Buffer.byteLength(rendered.html);
  const blocks = storyBlocks(document);
  const faults = [
    ...headerFaults(composed, mail, raw),
    ...parts.flatMap(encodingFaults),
    ...textFaults(composed, mail, blocks),
    ...domFaults(composed, document),
    ...storyFaults(composed, document, blocks),
    parts.length !== 2 && `${parts.length} parts`,
    lineOctets > LINE_OCTETS_MAX && `a line of ${lineOctets} octets`,
    htmlBytes > HTML_BYTES_MAX && `${htmlBytes} bytes of HTML`,
    /[^\t\r\n\x20-\x7e]|\r(?!\n)|(?<!\r)\n/.test(raw) && "an octet or a line's end that mail may not carry",
  ].filter((fault) => fault !== false);
  return {
    faults,
    htmlBytes,
    lineOctets,
    stories: blocks.length,
    base64Parts: parts.filter(({ encoding }) => encoding === "base64").length,
  };
}

/** As we show text from elsewhere: without controls, direction marks of its own and half letters, on one line. */
const plain = (text: string): string => cleanCharacters(text).replace(/\s+/g, " ").trim();
/** What is left of a text however its lines are broken, isolated and marked. */
const squash = (text: string): string => text.replace(/[\s*\u2066-\u2069]/g, "");
const isBlank = (text: string): boolean => /^[\s\p{Cf}\p{Cc}]*$/u.test(text);

/** Whether `seen` is what is shown of `given`: all of it, as much as there is room for and an ellipsis, or words in its place. */
function shows(seen: string, given: string, inItsPlace: string): boolean {
  const [all, there] = [plain(given), seen.replace(/\s+/g, " ").trim()];
  if (isBlank(all)) return there === inItsPlace;
  return there === all || (there.endsWith("…") && there.length > 1 && all.startsWith(there.slice(0, -1).trimEnd()));
}

interface Block {
  title: string;
  excerpt: string | null;
  outlet: string;
}

function storyBlocks(document: Document): Block[] {
  return [...document.querySelectorAll("h3")].map((heading) => {
    const after = heading.nextElementSibling;
    const [details] = [...(heading.parentElement?.querySelectorAll("p.soft") ?? [])].filter(
      (p) => p.firstElementChild?.tagName === "BDI",
    );
    return {
      title: heading.textContent,
      excerpt: after?.tagName === "P" && after.getAttribute("dir") === "auto" ? after.textContent : null,
      outlet: details?.querySelector("bdi")?.textContent ?? "",
    };
  });
}

function storyFaults({ issue }: Composed, document: Document, blocks: readonly Block[]): string[] {
  const headings = [...document.querySelectorAll("h2, h3")].map((heading) => ({
    level: heading.tagName,
    text: heading.textContent,
  }));
  const sections = issue.sections.filter(({ stories }) => stories.length > 0);
  const counts: number[] = [];
  const named = headings.filter(({ level }) => level === "H2").slice(0, -1);
  for (const { level } of headings) {
    if (level === "H2") counts.push(0);
    else counts.push((counts.pop() ?? 0) + 1);
  }
  // Where not all fit, the last of each section go.
  const shown: IssueStory[] = sections.flatMap(({ stories }, index) => stories.slice(0, counts[index]));
  const body = plain(document.body.textContent);
  const more = Number(/(\d+) more stor(?:y|ies) matched and/.exec(body)?.[1] ?? 0);
  const without = Number(/(\d+) stor(?:y|ies) shown without an excerpt/.exec(body)?.[1] ?? 0);
  const missing = shown.filter(({ excerpt }, index) => !isBlank(plain(excerpt.text)) && blocks[index]?.excerpt === null).length;
  return [
    named.length !== sections.length && `${named.length} watchlists of ${sections.length}`,
    ...sections.map(({ name }, index) => {
      const seen = (named[index]?.text ?? "").replace(/\s*\d+$/, "");
      return !shows(seen, name, seen) && `the watchlist ${JSON.stringify(name)} is ${JSON.stringify(seen)}`;
    }),
    shown.length + more !== sections.reduce((sum, { stories }) => sum + stories.length, issue.more) &&
      "stories neither shown nor counted",
    missing > without && `${missing} excerpts are missing, and ${without} counted`,
    ...shown.flatMap(({ title, excerpt, outlet }, index) => {
      const block = blocks[index] ?? { title: "", excerpt: null, outlet: "" };
      return [
        !shows(block.title, title, "(no title)") && `the title ${JSON.stringify(title)} is ${JSON.stringify(block.title)}`,
        block.excerpt !== null &&
          !shows(block.excerpt, excerpt.text, "") &&
          `the excerpt ${JSON.stringify(excerpt.text)} is ${JSON.stringify(block.excerpt)}`,
        !shows(block.outlet, outlet, "unknown outlet") &&
          `the outlet ${JSON.stringify(outlet)} is ${JSON.stringify(block.outlet)}`,
      ];
    }),
  ].filter((fault) => fault !== false);
}

/** However mail ends its lines; half a letter has no bytes. */
const lines = (text: string): string =>
  text
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .replace(/\r\n?|\n/g, "\n")
    .trimEnd();

/** The text part tells the same stories in the same order: title, excerpt and outlet, one after the other. */
function textFaults({ rendered }: Composed, mail: ParsedMail, blocks: readonly Block[]): string[] {
  const text = squash(mail.text ?? "");
  let from = 0;
  return [
    lines(mail.text ?? "") !== lines(rendered.text) && "the text is another after its way",
    lines(String(mail.html)) !== lines(rendered.html) && "the HTML is another after its way",
    ...blocks.map(({ title, excerpt, outlet }) => {
      const told = squash(title) + squash(excerpt ?? "") + squash(outlet);
      const at = text.indexOf(told, from);
      if (at >= 0) from = at + told.length;
      return at < 0 && `the text does not tell ${JSON.stringify(title)}`;
    }),
  ].filter((fault) => fault !== false);
}

function domFaults({ issue }: Composed, document: Document): string[] {
  const stories = issue.sections.flatMap((section) => section.stories);
  const given = [
    issue.webUrl,
    ...stories.flatMap((story) => [
      story.url,
      story.record ?? null,
      story.media ?? null,
      story.follows?.url ?? null,
      ...story.copies.map(({ url }) => url),
    ]),
  ];
  const links = new Set(
    given
      .filter((url) => url !== null && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))
      .map((url) => new URL(url ?? "").href),
  );
  const faults: (string | false)[] = [];
  for (const element of document.querySelectorAll("*")) {
    faults.push(!ELEMENTS.has(element.tagName) && `an element ${element.tagName}`);
    for (const { name, value } of element.attributes) {
      faults.push(
        !ATTRIBUTES.has(name) && `an attribute ${name}`,
        name === "href" && !(element.tagName === "A" && links.has(value)) && `a link to ${value}`,
        name === "style" && /url|import|expression|\\/i.test(value) && `a style ${value}`,
      );
    }
  }
  const [sheet, ...others] = document.querySelectorAll("style");
  faults.push(
    others.length > 0 && "more than one style sheet",
    /url\(|@import/i.test(sheet?.textContent ?? "") && "a style sheet that loads",
  );
  return faults.filter((fault) => fault !== false);
}

function headerFaults(
  { to, unsubscribe, issue, rendered, root, messageId, listId }: Composed,
  mail: ParsedMail,
  raw: string,
): string[] {
  const fields = fieldsOf(raw.slice(0, raw.indexOf("\r\n\r\n")));
  const names = [
    ...HEADERS.split(" "),
    ...(unsubscribe === null ? [] : ["list-unsubscribe", "list-unsubscribe-post"]),
  ].toSorted();
  const expected: Record<string, string | null> = {
    "message-id": messageId,
    references: root,
    "in-reply-to": root,
    "auto-submitted": "auto-generated",
    precedence: "bulk",
    "x-auto-response-suppress": "All",
    "mime-version": "1.0",
    "list-unsubscribe": unsubscribe && `<${unsubscribe}>`,
    "list-unsubscribe-post": unsubscribe && "List-Unsubscribe=One-Click",
  };
  const [recipient, ...others] = (Array.isArray(mail.to) ? mail.to : [mail.to]).flatMap((field) => field?.value ?? []);
  const name = /^"(.*)" </s.exec(to)?.[1]?.replace(/\\(.)/g, "$1") ?? "";
  return [
    fields
      .map(([field]) => field)
      .toSorted()
      .join(" ") !== names.join(" ") && `the headers ${fields.map(([field]) => field).join(" ")}`,
    ...Object.entries(expected).map(([field, value]) => {
      const found = fields.find(([one]) => one === field)?.[1] ?? null;
      return found?.replace(/\s/g, "") !== value?.replace(/\s/g, "") && `${field}: ${found}`;
    }),
    mail.date?.toISOString() !== issue.createdAt && `the date ${mail.date?.toISOString()}`,
    squash(mail.subject ?? "") !== squash(encodable(rendered.subject)) && `the subject ${JSON.stringify(mail.subject)}`,
    JSON.stringify(mail.from?.value) !== '[{"address":"wirewatch@news.example.org","name":"Wirewatch"}]' &&
      `from ${JSON.stringify(mail.from?.value)}`,
    (recipient?.address !== "desk@example.org" || others.length > 0 || mail.cc !== undefined || mail.bcc !== undefined) &&
      `to ${JSON.stringify(mail.to)}`,
    !encodable(plain(name)).startsWith(encodable(plain(recipient?.name ?? "")).replace(/…$/, "")) &&
      `the recipient's name ${JSON.stringify(recipient?.name)} for ${JSON.stringify(name)}`,
    !/^(("[^"\\]*"|(=\?utf-8\?[bq]\?[^\s?]*\?=\s*)+) )?<[a-z0-9._-]+>$/i.test(
      fields.find(([field]) => field === "list-id")?.[1] ?? "",
    ) && `list-id of ${listId}`,
  ].filter((fault) => fault !== false);
}

/** An encoded word that somebody wrote is shown as it is written, and so is parted. */
const encodable = (text: string): string => squash(text.replaceAll("=?", "= ?"));

/** Names in small letters and values unfolded (RFC 5322, 2.2.3). */
const fieldsOf = (head: string): [string, string][] =>
  head
    .replace(/\r\n[ \t]/g, " ")
    .split("\r\n")
    .map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]);

interface Part {
  fields: string;
  encoding: string;
  body: string;
}

function partsOf(raw: string): Part[] {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? "";
  return raw
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const end = part.indexOf("\r\n\r\n");
      const fields = fieldsOf(part.slice(0, end).trim());
      const encoding = fields.find(([name]) => name === "content-transfer-encoding")?.[1] ?? "";
      return { fields: fields.map(([name]) => name).join(" "), encoding, body: part.slice(end + 4).trimEnd() };
    });
}

/** Base64 where it is shorter, within what the soft ends of lines make of it. */
function encodingFaults({ fields, encoding, body }: Part): string[] {
  const bytes = encoding === "base64" ? Buffer.from(body, "base64") : fromQuotedPrintable(body);
  const inBase64 = (bytes.length * 4 * 78) / (3 * 76);
  const inQuoted = quotedLength(bytes);
  const [chosen, other] = encoding === "base64" ? [inBase64, inQuoted] : [inQuoted, inBase64];
  return [
    fields !== "content-type content-transfer-encoding" && `a part's headers ${fields}`,
    chosen > other * 1.06 && `${encoding} takes ${Math.round(chosen)} where ${Math.round(other)} would do`,
  ].filter((fault) => fault !== false);
}

const fromQuotedPrintable = (body: string): Buffer =>
  Buffer.from(
    body.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );

function quotedLength(bytes: Buffer): number {
  let length = 0;
  for (const byte of bytes) length += byte === 0x3d || byte > 0x7e || (byte < 0x20 && byte !== 0x0d && byte !== 0x0a) ? 3 : 1;
  return (length * 78) / 76;
}
