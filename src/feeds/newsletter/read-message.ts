// Reads a mail as entries: a newsletter of links as its stories, any other as one.
import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import PostalMime, { type Address, type Email } from "postal-mime";
import { cleanTitle } from "../../text/clean-title.ts";
import { decodeBytes } from "../../text/decode-bytes.ts";
import { decodeAs, findEncoding } from "../../text/encodings.ts";
import { parseDate } from "../../text/dates/parse-date.ts";
import { foldParagraphs } from "../../text/html-to-text.ts";
import { markForged } from "../../text/outlets/forged-mark.ts";
import { CONTENT_CHARS_MAX, cutText, SUMMARY_CHARS_MAX, TITLE_CHARS_MAX } from "../read/caps.ts";
import { correctHead } from "./correct-head.ts";
import { correctUtf8 } from "./correct-utf8.ts";
import { cutMessage } from "./cut-message.ts";
import { judgeSender } from "./judge-sender.ts";
import { readLines } from "./read-lines.ts";
import { readPlainLines } from "./read-plain-lines.ts";
import { splitNewsletter } from "./split-newsletter.ts";
import type { Entry } from "../feed.ts";

export interface ReadMessageOptions {
  /** When the mailbox got it, ISO 8601. */
  receivedAt: string;
  /** It came after the mailbox was last read, so its date cannot be much older. */
  isNew: boolean;
  /** By which the mail server signs what it found out about senders. */
  servers: readonly string[];
}

export interface ReadMessage {
  entries: Entry[];
  subject: string | null;
  /** Of the list (List-Id), else of the sender. */
  outlet: string;
  /** Why its sender is not who it says, in the words of the mail server; null if nothing speaks against it. */
  forged: string | null;
}

/** A message says more than this apart from its stories if it has something to say itself. */
const REST_CHARS_MIN = 400;
const NAME_CHARS_MAX = 150;
/** Messages of a digest. */
const INNER_MAX = 100;
const FILES_SHOWN = 10;
/** Clocks of senders are wrong by this much, and mails are late by it. */
const LATE_MS = 2 * 86_400_000;

/** CPU-bound: run it off the main thread. Throws an Error if `given` nests without end. */
export async function readMessage(given: Uint8Array, options: ReadMessageOptions): Promise<ReadMessage> {
  const bytes = cutMessage(given);
  const email = await parse(bytes);
  const sender = mailboxOf(email.from);
  const verdict = judgeSender(resultsOf(email), options.servers, sender.address.replace(/^.*@/, "").toLowerCase());
  const forged = verdict.kind === "forged" ? verdict.said : null;
  const outlet = listName(email) ?? (sender.name || sender.address || "unknown sender");
  const subject = cutText(cleanTitle(email.subject ?? "", "text"), TITLE_CHARS_MAX);
  const publishedAt = dateOf(email, options);
  const source = { name: forged === null ? outlet : markForged(outlet, forged), url: null };
  const base = { author: sender.name || sender.address || null, publishedAt, updatedAt: null, source };
  const whole = { ...base, id: idOf(email, bytes), url: null, title: subject, isWhole: true as const };
  const leaving = leavingAddresses(email);
  const shown = splitNewsletter(linesOf(email), leaving);
  const split = shown.stories.length > 0 ? shown : splitNewsletter(linesOf(email, { namesPictures: true }), leaving);
  const listed = split.stories.length > 0 || split.single === null ? split.stories : [split.single];
  const stories = listed.map(({ title, url, teaser }): Entry => {
    const summary = cutText(foldParagraphs(teaser), SUMMARY_CHARS_MAX);
    const entry = { ...base, id: null, url, title: cutText(cleanTitle(title, "text"), TITLE_CHARS_MAX), summary, content: null };
    // A line that each mail of a list has is one entry by this name, and no news in the next mail.
    return url === null ? { ...entry, id: `mail:${hash([sender.address, title].join("\n"))}`, isWhole: true } : entry;
  });
  const inner = stories.length === 0 && mayCarry(email) ? await readInner(email, options) : [];
  if (inner.length > 0) {
    const note: Entry[] = isWordless(email) ? [] : [{ ...whole, ...wordsOf(email) }];
    return { entries: [...inner.map((entry) => ({ ...entry, source })), ...note], subject, outlet, forged };
  }
  if (stories.length === 0) return { entries: [{ ...whole, ...wordsOf(email) }], subject, outlet, forged };
  const rest: Entry = { ...whole, summary: cutText(foldParagraphs(split.rest), SUMMARY_CHARS_MAX), content: null };
  return { entries: split.rest.length >= REST_CHARS_MIN ? [...stories, rest] : stories, subject, outlet, forged };
}

const parseAs = (bytes: Uint8Array): Promise<Email> =>
  PostalMime.parse(bytes, { attachmentEncoding: "arraybuffer", rfc822Attachments: true });

/** A message that names no encoding is in UTF-8; if its bytes prove that it is not, they say what it is. Whatever it names, UTF-8 is read as such. */
async function parse(bytes: Uint8Array): Promise<Email> {
  const given = await parseAs(correctHead(bytes));
  const email: Email = {
    ...given,
    ...(given.html !== undefined && { html: correctUtf8(given.html) }),
    ...(given.text !== undefined && { text: correctUtf8(given.text) }),
  };
  if (isUtf8(bytes) || !`${email.html ?? ""}${email.text ?? ""}`.includes("\ufffd")) return email;
  const { text } = decodeBytes(bytes, { contentType: null, kind: "html" });
  const again = await parseAs(Buffer.from(text));
  return `${again.html ?? ""}${again.text ?? ""}`.includes("\ufffd") ? email : again;
}

/** The messages of a digest (RFC 2046, section 5.1.5), each as if it had come alone. */
async function readInner({ attachments }: Email, options: ReadMessageOptions): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const { mimeType, content } of attachments.slice(0, INNER_MAX)) {
    if (mimeType !== "message/rfc822" || typeof content === "string") continue;
    const bytes = new Uint8Array(content instanceof ArrayBuffer ? content : content.slice());
    const email = await parse(bytes);
    // One within another is a message that somebody sent on.
    if (!isWordless(email)) entries.push(...(await readMessage(bytes, options)).entries);
  }
  return entries;
}

const hasWords = (html: string | undefined): html is string =>
  html !== undefined && readLines(html.slice(0, CONTENT_CHARS_MAX)).length > 0;
const isWordless = ({ html, text }: Email): boolean => !hasWords(html) && (text ?? "").trim() === "";

/** Whether the messages within this one were sent on: it is no report of a mail server. */
const mayCarry = (email: Email): boolean =>
  isWordless(email) || !headersOf(email, "content-type").some((type) => /multipart\/report/i.test(type));

/** What a message says that could not be read: its subject. */
export const unreadMessage = (id: string, subject: string | null, receivedAt: string): Entry => ({
  id,
  url: null,
  title: subject,
  author: null,
  publishedAt: receivedAt,
  updatedAt: null,
  summary: null,
  content: null,
  isWhole: true,
});

/** Some send an empty page next to their words. */
const linesOf = ({ html, text }: Email, options = {}) =>
  hasWords(html) ? readLines(html.slice(0, CONTENT_CHARS_MAX), options) : readPlainLines(text ?? "");

/** Of a message without words, the names of its files. */
const wordsOf = (email: Email): Pick<Entry, "summary" | "content"> => ({
  summary: cutText(foldParagraphs(isWordless(email) ? filesOf(email) : (email.text ?? "")), SUMMARY_CHARS_MAX),
  content: hasWords(email.html) ? email.html.slice(0, CONTENT_CHARS_MAX) : null,
});

function filesOf({ attachments }: Email): string {
  const names = attachments.map(({ filename }) => cleanTitle(filename ?? "", "text")).filter((name) => name !== "");
  return names.length === 0 ? "" : `Attached: ${names.slice(0, FILES_SHOWN).join(", ")}`;
}

/**
 * The same after a mailbox was rebuilt. Not the Message-ID alone: a person who knows that of a mail to come could send another first. `bytes`
 * counts for mails without one.
 */
function idOf(email: Email, bytes: Uint8Array): string {
  const { messageId, date, subject, from } = email;
  const said = [messageId, mailboxOf(from).address, date, subject].map((one) => one ?? "").join("\n");
  return `mail:${hash(messageId === undefined ? bytes : said)}`;
}

const hash = (said: string | Uint8Array): string => createHash("sha256").update(said).digest("base64url").slice(0, 22);

/** A mail that just came is not older than that; one that was there before is as old as it says. */
function dateOf({ date }: Email, { receivedAt, isNew }: ReadMessageOptions): string {
  const said = parseDate(date ?? null);
  const ageMs = said === null ? 0 : Date.parse(receivedAt) - Date.parse(said);
  if (said === null || ageMs < 0) return receivedAt;
  return isNew && ageMs > LATE_MS ? receivedAt : said;
}

const mailboxOf = (address: Address | undefined): { name: string; address: string } => {
  const [first] = address?.group ?? [address];
  const [name, mailbox] = [cleanTitle(first?.name ?? "", "text").slice(0, NAME_CHARS_MAX), first?.address ?? ""];
  // A name that is somebody else's address would be taken for the sender's own.
  const [named] = /[^\s<>"']+@[^\s<>"']+/.exec(name) ?? [];
  return { name: named === undefined || named.toLowerCase() === mailbox.toLowerCase() ? name : "", address: mailbox };
};

const headersOf = ({ headers }: Email, name: string): string[] =>
  headers.filter(({ key }) => key === name).map(({ value }) => value);

/** Authentication-Results, the uppermost first, parted where a server notes that it took the message in: those of one server stand together. */
function resultsOf({ headers }: Email): string[][] {
  const hops: string[][] = [[]];
  for (const { key, value } of headers) {
    if (key === "received") hops.push([]);
    else if (key === "authentication-results") hops.at(-1)?.push(value);
  }
  return hops;
}

/** `Example Daily <daily.example.org>`: its words, else its identifier (RFC 2919). */
function listName(email: Email): string | null {
  const [value = ""] = headersOf(email, "list-id");
  const [, words = "", id = ""] = /^\s*"?([^"<]*)"?\s*<([^<>]*)>/.exec(value) ?? [];
  // Encoded words in this field are left to the parser of addresses: a list's name is one.
  const name = cleanTitle(words.includes("=?") ? decodeWords(words) : words, "text").trim() || id.trim();
  return name === "" ? null : name.slice(0, NAME_CHARS_MAX);
}

/** Encoded words (RFC 2047); those in an encoding that nobody knows stay as they are. Blanks between two of them are no part of the text. */
const decodeWords = (text: string): string =>
  text.replace(
    /=\?([\w-]{2,40})(?:\*[\w-]*)?\?([bq])\?([^?]*)\?=(?:\s+(?==\?))?/gi,
    (all, charset: string, kind: string, encoded: string) => {
      const encoding = findEncoding(charset);
      const quoted = encoded
        .replaceAll("_", " ")
        .replace(/=([\dA-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
      const bytes = kind.toLowerCase() === "b" ? Buffer.from(encoded, "base64") : Buffer.from(quoted, "latin1");
      return encoding === null ? all : decodeAs(bytes, encoding);
    },
  );

/** Addresses that the head names for leaving the list and for all else about it (RFC 2369). */
const leavingAddresses = (email: Email): ReadonlySet<string> =>
  new Set(
    email.headers
      .filter(({ key }) => key.startsWith("list-") && key !== "list-id")
      .flatMap(({ value }) => [...value.matchAll(/<\s*(https?:\/\/[^<>\s]+)\s*>/gi)].map(([, url = ""]) => url)),
  );
