// Headers are ASCII or UTF-8 (RFC 6532); some senders write theirs in the encoding of their words all the same.
import { isUtf8 } from "node:buffer";
import { decodeBytes } from "../../text/decode-bytes.ts";
import { decodeAs, findEncoding } from "../../text/encodings.ts";

/** Where the encoding of the words is named: in the head, or in that of the first part. */
const NAMED_BYTES = 16_384;

/** The message with its headers in UTF-8, or the message itself if they are. */
export function correctHead(bytes: Uint8Array): Uint8Array {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ends = ["\r\n\r\n", "\n\n"].map((blank) => whole.indexOf(blank)).filter((at) => at >= 0);
  const end = ends.length === 0 ? whole.length : Math.min(...ends);
  const head = whole.subarray(0, end);
  if (isUtf8(head)) return bytes;
  const label = /charset\s*=\s*"?([\w.:-]{2,40})/i.exec(whole.toString("latin1", 0, NAMED_BYTES))?.[1];
  const named = label === undefined ? null : findEncoding(label);
  const text =
    named === null || named === "utf-8" ? decodeBytes(head, { contentType: null, kind: "html" }).text : decodeAs(head, named);
  return Buffer.concat([Buffer.from(text), whole.subarray(end)]);
}
