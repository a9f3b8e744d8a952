// Cuts a message that is made of line breaks or of parts without end: parsing it would take seconds for what nobody reads.

/** Three megabytes of a file in a message are so many lines. */
const LINES_MAX = 40_000;
/** A digest of a list has a few for each of its messages. */
const BOUNDARIES_MAX = 2_000;
const NEWLINE = 0x0a;
const HYPHEN = 0x2d;
const BLANKS: readonly (number | undefined)[] = [HYPHEN, 0x20, 0x09, 0x0d, NEWLINE];

/** The message itself, or its beginning as far as it may be read. */
export function cutMessage(bytes: Uint8Array): Uint8Array {
  let boundaries = 0;
  let start = 0;
  for (let lines = 0; start < bytes.length; lines++) {
    const end = bytes.indexOf(NEWLINE, start);
    if (mayBeBoundary(bytes, start, end)) boundaries += 1;
    if (lines === LINES_MAX || boundaries > BOUNDARIES_MAX) return bytes.subarray(0, start);
    if (end < 0) break;
    start = end + 1;
  }
  return bytes;
}

/** Whether two hyphens and a word begin the line (RFC 2046, section 5.1.1); a row of hyphens is a rule in a text. */
function mayBeBoundary(bytes: Uint8Array, start: number, end: number): boolean {
  if (bytes[start] !== HYPHEN || bytes[start + 1] !== HYPHEN) return false;
  const line = bytes.subarray(start + 2, end < 0 ? bytes.length : end);
  return line.some((byte) => !BLANKS.includes(byte));
}
