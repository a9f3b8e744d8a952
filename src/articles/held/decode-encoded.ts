// Decodes data that a page holds in another alphabet: percent-encoded, in base64, or with its quotes and brackets replaced.
import { decodeHTML } from "entities";
import { QUOTES, listStrings } from "./list-strings.ts";

const CHARS_MIN = 300;
const MAY_BE_ENCODED = /%22|%3c|[A-Za-z0-9+/]{300}/i;
const PERCENT = /^[\w.~!*'()%/:?&=+,;@-]+$/;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
/** Angular writes its state so. */
const ESCAPES: Readonly<Record<string, string>> = { "&q;": '"', "&a;": "&", "&l;": "<", "&g;": ">", "&s;": "'" };

/** A piece of code or data as its script reads it. */
export function decodeData(code: string): string {
  if (/^\s*[{[]\s*&q;/.test(code)) return code.replace(/&[qalgs];/g, (escape) => ESCAPES[escape] ?? escape);
  return /^\s*[{[]\s*&(?:quot|#34);/.test(code) ? decodeHTML(code) : code;
}

/** The texts that strings of the code hold percent-encoded or in base64. */
export function* listEncoded(code: string): Generator<string> {
  if (!MAY_BE_ENCODED.test(code)) return;
  for (const quote of QUOTES)
    for (const text of listStrings(code, quote, CHARS_MIN)) {
      const decoded = decodeText(text);
      if (decoded !== null) yield decoded;
    }
}

/** Null if it is neither. */
export function decodeText(text: string): string | null {
  if (/%(?:22|3c)/i.test(text) && PERCENT.test(text)) {
    try {
      return decodeURIComponent(text);
    } catch {
      return null;
    }
  }
  if (!BASE64.test(text)) return null;
  const decoded = Buffer.from(text, "base64").toString("utf8");
  return /^\s*[{[<"]/.test(decoded) && !decoded.includes("\ufffd") ? decoded : null;
}
