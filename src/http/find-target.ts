// Where an answer leads to: by its Location, or by a Refresh header that is a redirect in all but name.
import { refreshOn, scriptedOn } from "../articles/find-redirect.ts";
import type { Answered } from "./answer.ts";

const redirectStatuses = new Set([300, 301, 302, 303, 307, 308]);
/** A page that is shown for longer than this is meant to be read. */
const REFRESH_S_MAX = 10;
/** The same if there is something to read. */
const SHOWN_S_MAX = 1;
const EMPTY_BYTES_MAX = 512;
const LEADING_BYTES_MAX = 8_192;
const BARE_CHARS_MAX = 200;

/** The address as the header of a redirect gives it, with all bytes beyond ASCII escaped; null if it is no redirect. */
export function findLocation({ status, headers }: Pick<Answered, "status" | "headers">): string | null {
  const location = redirectStatuses.has(status) ? headers["location"] : undefined;
  return location === undefined || location === "" ? null : readAddress(location);
}

/** The same of a Refresh header, which HTML's "shared declarative refresh steps" describe; null if the page is to be read. */
export function findRefresh({ status, headers, body }: Pick<Answered, "status" | "headers" | "body">): string | null {
  const refresh = status >= 200 && status < 300 ? readRefresh(headers["refresh"]) : null;
  if (refresh === null) return null;
  return refresh.seconds <= SHOWN_S_MAX || body.byteLength <= EMPTY_BYTES_MAX ? refresh.address : null;
}

/**
 * The same of a short page that only leads on, by a refresh at once or by a line of script next to almost nothing to read; "" for the page
 * itself, null if the page is to be read. A page with text sends only old browsers elsewhere, by a comment, or those without scripts.
 */
export function findPageRefresh({ status, headers, body }: Pick<Answered, "status" | "headers" | "body">): string | null {
  if (status < 200 || status >= 300 || body.byteLength > LEADING_BYTES_MAX) return null;
  if (/^\s*[01](?:\.\d*)?\s*;?\s*$/.test(headers["refresh"] ?? "")) return "";
  const html = Buffer.from(body)
    .toString("latin1")
    .replace(/<!--[^]*?-->/g, "");
  if (!/<(?:meta|script)\b/i.test(html)) return null;
  const address = isBare(html)
    ? (refreshOn(html, SHOWN_S_MAX) ?? (PROGRAM.test(html) ? null : scriptedOn(html)))
    : refreshOn(html.replace(/<noscript\b[^]*?<\/noscript/gi, ""), SHOWN_S_MAX);
  return address === null ? null : readAddress(address.replaceAll("&amp;", "&"));
}

/** A program with its data, which goes elsewhere only if something is amiss. */
const PROGRAM = /<script\b[^<>]*\btype\s*=\s*["']?(?:module\b|application\/(?:ld\+)?json)/i;

const isBare = (html: string): boolean =>
  html.replace(/<(script|style|noscript|title)\b[^]*?<\/\1\s*>|<!--[^]*?-->|<[^<>]*>|\s+/gi, "").length <= BARE_CHARS_MAX;

export function readRefresh(header: string | undefined): { seconds: number; address: string } | null {
  const value = (header ?? "").slice(0, 10_000);
  const [, seconds, rest = ""] = /^\s*(\d{0,4})(?:\.\d*)?\s*[;,\s]\s*(.*)$/s.exec(value) ?? [];
  const address = rest
    .trim()
    .replace(/^url\s*=\s*/i, "")
    .trim();
  const bare = /^(["'])(.*?)(?:\1|$)/s.exec(address)?.[2] ?? address;
  if (seconds === undefined || bare === "" || Number(seconds) > REFRESH_S_MAX) return null;
  return { seconds: Number(seconds), address: readAddress(bare) };
}

/** Header bytes come as Latin-1. Browsers read them as UTF-8, or else escape each as it stands. */
function readAddress(received: string): string {
  if (!/[\x80-\xff]/.test(received)) return received;
  const bytes = Buffer.from(received, "latin1");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return received.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
  }
}
