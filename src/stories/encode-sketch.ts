// Encodes a sketch as bytes and decodes it: the database keeps it, so that articles can be compared without their texts.
import type { Sketch } from "./story.ts";

/** Needs the next number whenever cleaning, folding, hashing or thinning changes, since such sketches cannot be compared. */
const VERSION = 2;
const FIELDS = ["shingles", "keys", "lead", "numbers", "names"] as const;
const HEADER_BYTES = 5 + 2 * FIELDS.length;

/**
 * Layout, little-endian: version (1 byte), words (4), then the counts of shingles, keys, lead, numbers and names (2 each), then those
 * hashes (4 each). At most 3.6 kB, 1.2 kB for an article of usual length.
 */
export function encodeSketch(sketch: Sketch): Uint8Array {
  const parts = FIELDS.map((field) => sketch[field]);
  const bytes = new Uint8Array(HEADER_BYTES + 4 * parts.reduce((sum, { length }) => sum + length, 0));
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  view.setUint32(1, sketch.words, true);
  parts.forEach((hashes, i) => view.setUint16(5 + 2 * i, hashes.length, true));
  let at = HEADER_BYTES;
  for (const hashes of parts) {
    for (const hash of hashes) {
      view.setUint32(at, hash, true);
      at += 4;
    }
  }
  return bytes;
}

/** Decodes what `encodeSketch` wrote. Throws for another version, and for bytes that are cut or too long. */
export function decodeSketch(bytes: Uint8Array): Sketch {
  const version = bytes[0];
  if (version !== VERSION)
    throw new Error(`sketch of version ${version ?? "none"}, expected ${VERSION}: sketch the article again`);
  if (bytes.length < HEADER_BYTES) throw new Error(`sketch of ${bytes.length} bytes is cut short: sketch the article again`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const counts = FIELDS.map((_, i) => view.getUint16(5 + 2 * i, true));
  const expected = HEADER_BYTES + 4 * counts.reduce((sum, count) => sum + count, 0);
  if (bytes.length !== expected)
    throw new Error(`sketch of ${bytes.length} bytes, expected ${expected}: sketch the article again`);
  let at = HEADER_BYTES;
  const [shingles, keys, lead, numbers, names] = counts.map((count) => {
    const hashes = new Uint32Array(count);
    for (let i = 0; i < count; i++, at += 4) hashes[i] = view.getUint32(at, true);
    return hashes;
  }) as [Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  return { shingles, keys, lead, numbers, names, words: view.getUint32(1, true) };
}
