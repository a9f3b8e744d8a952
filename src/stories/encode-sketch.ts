// Encodes a sketch as bytes and decodes it: the database keeps it, so that articles can be compared without their texts.
import type { Sketch } from "./story.ts";

/** Needs the next number whenever cleaning, folding, hashing or thinning changes, since such sketches cannot be compared. */
const VERSION = 3;
/** Without headline, site and first sentence. Such a sketch is judged by its text alone. */
const VERSION_WITHOUT_TITLE = 2;
const FIELDS = ["shingles", "keys", "lead", "numbers", "names", "title"] as const;
const COUNTS_AT = 11;
const HEADER_BYTES = COUNTS_AT + 2 * FIELDS.length;

/**
 * Layout, little-endian: version (1 byte), words (4), site (4), first (2), then the counts of shingles, keys, lead, numbers, names and
 * title (2 each), then those hashes (4 each). At most 3.6 kB, 1.2 kB for an article of usual length.
 */
export function encodeSketch(sketch: Sketch): Uint8Array {
  const parts = FIELDS.map((field) => sketch[field]);
  const bytes = new Uint8Array(HEADER_BYTES + 4 * parts.reduce((sum, { length }) => sum + length, 0));
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  view.setUint32(1, sketch.words, true);
  view.setUint32(5, sketch.site, true);
  view.setUint16(9, sketch.first, true);
  parts.forEach((hashes, i) => view.setUint16(COUNTS_AT + 2 * i, hashes.length, true));
  let at = HEADER_BYTES;
  for (const hashes of parts) {
    for (const hash of hashes) {
      view.setUint32(at, hash, true);
      at += 4;
    }
  }
  return bytes;
}

/** Decodes what `encodeSketch` wrote, now or before version 3. Throws for another version, and for bytes that are cut or too long. */
export function decodeSketch(bytes: Uint8Array): Sketch {
  const version = bytes[0];
  const isOlder = version === VERSION_WITHOUT_TITLE;
  if (version !== VERSION && !isOlder)
    throw new Error(`sketch of version ${version ?? "none"}, expected ${VERSION}: sketch the article again`);
  const fields = isOlder ? FIELDS.length - 1 : FIELDS.length;
  const countsAt = isOlder ? 5 : COUNTS_AT;
  const header = countsAt + 2 * fields;
  if (bytes.length < header) throw new Error(`sketch of ${bytes.length} bytes is cut short: sketch the article again`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const counts = FIELDS.map((_, i) => (i < fields ? view.getUint16(countsAt + 2 * i, true) : 0));
  const expected = header + 4 * counts.reduce((sum, count) => sum + count, 0);
  if (bytes.length !== expected)
    throw new Error(`sketch of ${bytes.length} bytes, expected ${expected}: sketch the article again`);
  let at = header;
  const [shingles, keys, lead, numbers, names, title] = counts.map((count) => {
    const hashes = new Uint32Array(count);
    for (let i = 0; i < count; i++, at += 4) hashes[i] = view.getUint32(at, true);
    return hashes;
  }) as [Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  const words = view.getUint32(1, true);
  const [site, first] = isOlder ? [0, 0] : [view.getUint32(5, true), view.getUint16(9, true)];
  return { shingles, keys, lead, numbers, names, title, words, first, site };
}
