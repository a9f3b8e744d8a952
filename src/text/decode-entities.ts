// Decodes HTML's character references, once.
import { Tokenizer } from "htmlparser2";

// A name needs its semicolon: "AT&T" and "?a=1&copy=2" contain no references. Only "&nbsp" is common without one.
const REFERENCE = /&(?:#\d{1,7};?|#x[\da-f]{1,6};?|[a-z][a-z\d]{1,31};|nbsp(?!\w))/gi;

const OTHER = /&(?!amp;)/;

const known = new Map([
  ["&amp;", "&"],
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&apos;", "'"],
  // HTML 5 mapped these two to other characters; feeds mean the characters of HTML 4 and XHTML.
  ["&lang;", "\u2329"],
  ["&rang;", "\u232a"],
]);
const KNOWN_MAX = 3_000;

/** The text with `&name;`, `&#1;` and `&#x1;` decoded; unknown references stay as they are. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  // Escaped HTML is full of these three, and none of them gives an "&" that could be decoded again.
  const common = text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"');
  return OTHER.test(common) ? common.replace(REFERENCE, decodeReference) : common.replaceAll("&amp;", "&");
}

function decodeReference(reference: string): string {
  const before = known.get(reference);
  if (before !== undefined) return before;
  let decoded = "";
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      ontext: (start, end) => (decoded += reference.slice(start, end)),
      ontextentity: (codePoint) => (decoded += String.fromCodePoint(codePoint)),
      onattribdata: ignore,
      onattribentity: ignore,
      onattribend: ignore,
      onattribname: ignore,
      oncdata: ignore,
      onclosetag: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onopentagend: ignore,
      onopentagname: ignore,
      onprocessinginstruction: ignore,
      onselfclosingtag: ignore,
    },
  );
  tokenizer.write(reference);
  tokenizer.end();
  if (known.size < KNOWN_MAX) known.set(reference, decoded);
  return decoded;
}

function ignore(): void {}
