// Decodes bytes to text, the same way for feeds and pages: what the bytes prove counts more than what anyone declares.
import { constants, gunzipSync } from "node:zlib";
import { isAscii, isUtf8, transcode } from "node:buffer";
import { correctLatin, detectEncoding } from "./detect-encoding.ts";
import { decodeAs, findEncoding } from "./encodings.ts";

const HEAD_BYTES = 4096;
const SAMPLE_BYTES = 2 * 1024 * 1024;
const TRANSCODED_BYTES_MAX = 2 * 1024 * 1024;

/**
 * The text of a document, and the WHATWG (or iconv) name of its encoding. Never throws; undecodable bytes become U+FFFD.
 * Order: byte order mark, shape of UTF-16/32, valid UTF-8, HTTP charset, the document's declaration, detection.
 */
export function decodeBytes(
  bytes: Uint8Array,
  options: { contentType?: string | null; kind: "xml" | "html" },
): { text: string; encoding: string } {
  const wide = findByteOrderMark(bytes) ?? findWideShape(bytes);
  if (wide !== null) return read(bytes.subarray(wide.skip), wide.encoding);
  const declared = [findHttpCharset(options.contentType), findOwnCharset(bytes, options.kind)]
    .map((label) => (label === null ? null : findEncoding(label)))
    .filter((encoding) => encoding !== null)
    // The declaration was read as ASCII, so the document is not in UTF-16, whatever it says.
    .filter((encoding) => !encoding.startsWith("utf-16") && !encoding.startsWith("utf-32"));
  const utf8 = readUtf8(bytes);
  if (utf8 !== null) {
    const legacy = declared.includes("utf-8") ? undefined : declared.find((encoding) => encoding !== "utf-8");
    if (legacy !== undefined && isDoubtful(utf8, legacy)) {
      const text = decodeAs(bytes, legacy);
      if (!text.includes("�")) return { text, encoding: legacy };
    }
    return { text: utf8, encoding: "utf-8" };
  }
  const legacy = declared.filter((encoding) => encoding !== "utf-8");
  for (const encoding of legacy) {
    const shape = encoding === "windows-1252" ? correctLatin(bytes) : encoding;
    if (shape !== encoding) return read(bytes, shape);
    const text = decodeAs(bytes, encoding);
    if (isReadable(text, 20)) return { text, encoding };
  }
  if (legacy.length === 0 && isDamagedUtf8(bytes)) return read(bytes, "utf-8");
  const detected = detectEncoding(bytes);
  // If the bytes point to no language, damaged text in the declared encoding is the likeliest.
  const named = detected === "windows-1252" ? legacy.find((encoding) => isReadable(decodeAs(bytes, encoding), 2)) : undefined;
  return read(bytes, named ?? detected);
}

function read(bytes: Uint8Array, encoding: string): { text: string; encoding: string } {
  return { text: decodeAs(bytes, encoding), encoding };
}

function findByteOrderMark(bytes: Uint8Array): { encoding: string; skip: number } | null {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "utf-8", skip: 3 };
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return { encoding: "utf-32le", skip: 4 };
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { encoding: "utf-32be", skip: 4 };
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", skip: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", skip: 2 };
  return null;
}

/** Markup and JSON begin with an ASCII character; the zero bytes around it reveal a wide encoding (XML 1.0, appendix F). */
function findWideShape(bytes: Uint8Array): { encoding: string; skip: number } | null {
  if (bytes.length < 4) return null;
  const shape = [...bytes.subarray(0, 4)].map((byte) => (byte === 0 ? "0" : byte < 0x80 ? "a" : "x")).join("");
  const encoding = { "000a": "utf-32be", a000: "utf-32le", "0a0a": "utf-16be", a0a0: "utf-16le" }[shape];
  return encoding === undefined ? null : { encoding, skip: 0 };
}

function findHttpCharset(contentType: string | null | undefined): string | null {
  return /;\s*charset\s*=\s*["']?([^\s;"']+)/i.exec(contentType?.slice(0, 500) ?? "")?.[1] ?? null;
}

function findOwnCharset(bytes: Uint8Array, kind: "xml" | "html"): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD_BYTES)).toString("latin1");
  const meta = kind === "html" ? /<meta\s[^<>]{0,300}?charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})/i.exec(head)?.[1] : undefined;
  return meta ?? /<\?xml[^<>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})/.exec(head)?.[1] ?? null;
}

/** The bytes in a gzip file, or their beginning if it is cut off; null if they are more than `bytesMax`. Other bytes, and damaged ones, come back as they are. */
export function unpackGzip(bytes: Uint8Array, bytesMax: number): Uint8Array | null {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: bytesMax, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? null : bytes;
  }
}

/** Twice as fast as Buffer's own way, which validates again; but it takes memory, so large documents do without. */
function readValidUtf8(bytes: Uint8Array): string {
  if (bytes.length < TRANSCODED_BYTES_MAX) return transcode(bytes, "utf8", "ucs2").toString("ucs2");
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

/** Returns null if the bytes are not UTF-8. A character cut off at the very end is dropped: the sender cut it. */
function readUtf8(bytes: Uint8Array): string | null {
  // The cheap path for most bytes.
  if (isAscii(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  if (isUtf8(bytes)) return readValidUtf8(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

/**
 * Text in a two-byte encoding, or with escapes only, can be valid UTF-8 by chance. It is doubtful if almost nothing proves it:
 * no character beyond ASCII, or a few, each of two bytes.
 */
function isDoubtful(utf8: string, declared: string): boolean {
  if (declared === "iso-2022-jp") return true;
  if (!/^(?:gb|big5|euc-|shift_jis)/.test(declared)) return false;
  // An accented letter within a word is proof of UTF-8.
  if (/[A-Za-z][\u00c0-\u024f]|[\u00c0-\u024f][A-Za-z]/.test(utf8)) return false;
  const beyond = utf8.match(/[^\0-\x7f]/gu) ?? [];
  return beyond.length > 0 && beyond.length < 8 && beyond.every((character) => character <= "\u07ff");
}

/** A declared encoding is accepted unless one character in so many decodes wrongly, not counting a last one that was cut. */
function isReadable(written: string, inEach: number): boolean {
  const text = written.replace(/�$/, "");
  const broken = text.split("�").length - 1;
  return broken === 0 || broken * inEach < text.replace(/[\0-\x7f]+/g, "").length;
}

/** UTF-8 with a few damaged bytes: ten good characters for each bad one, which no other encoding gives by chance. */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  const beyond = new TextDecoder("utf-8").decode(bytes.subarray(0, SAMPLE_BYTES)).replace(/[\0-\x7f]+/g, "");
  const broken = beyond.split("�").length - 1;
  return beyond.length - broken > broken * 10;
}
