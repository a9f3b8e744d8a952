// Corrects text in UTF-8 that was read as if it were in an encoding of Western Europe, because its sender said so.
import { isUtf8 } from "node:buffer";
import { decodeAs } from "../../text/encodings.ts";

const FIRST = 0x80;
const LAST = 0xff;

/** The byte of each character beyond ASCII in windows-1252. */
const BYTES = new Map(
  Array.from({ length: LAST - FIRST + 1 }, (_, index) => [decodeAs(Uint8Array.of(FIRST + index), "windows-1252"), FIRST + index]),
);

/** The text itself if it is well. */
export function correctUtf8(text: string): string {
  const bytes = Buffer.alloc(text.length);
  let isAscii = true;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const byte = code < FIRST ? code : (BYTES.get(text.charAt(index)) ?? (code <= LAST ? code : null));
    if (byte === null) return text;
    if (byte >= FIRST) isAscii = false;
    bytes[index] = byte;
  }
  return isAscii || !isUtf8(bytes) ? text : bytes.toString("utf8");
}
