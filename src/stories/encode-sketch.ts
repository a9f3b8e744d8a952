// A sketch as bytes and back: what the database keeps of an article, so that it can be compared without its text.
import type { Sketch } from "./story.ts";

/** Another way to clean, fold, hash or thin makes sketches that cannot be compared with these: it needs the next number. */
const VERSION = 1;
const HEADER_BYTES = 13;

/**
 * Layout, little-endian: version (1 byte), words (4), then the counts of shingles, keys, lead and numbers (2 each), then those
 * hashes (4 each) without the keys, which are the first shingles. At most 2.8 kB, 1 kB for an article of usual length.
 */
export function encodeSketch(sketch: Sketch): Uint8Array {
  const { shingles, keys, lead, numbers } = sketch;
  const bytes = new Uint8Array(HEADER_BYTES + 4 * (shingles.length + lead.length + numbers.length));
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  view.setUint32(1, sketch.words, true);
  [shingles, keys, lead, numbers].forEach((hashes, i) => view.setUint16(5 + 2 * i, hashes.length, true));
  let at = HEADER_BYTES;
  for (const hashes of [shingles, lead, numbers]) {
    for (const hash of hashes) {
      view.setUint32(at, hash, true);
      at += 4;
    }
  }
  return bytes;
}

/** The sketch that `encodeSketch` wrote. Throws on another version and on bytes that are cut or too long. */
export function decodeSketch(bytes: Uint8Array): Sketch {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[0];
  if (version !== VERSION)
    throw new Error(`sketch of version ${version ?? "none"}, expected ${VERSION}: sketch the article again`);
  if (bytes.length < HEADER_BYTES) throw new Error(`sketch of ${bytes.length} bytes is cut short: sketch the article again`);
  const [shingleCount, keyCount, leadCount, numberCount] = [5, 7, 9, 11].map((at) => view.getUint16(at, true)) as [
    number,
    number,
    number,
    number,
  ];
  const expected = HEADER_BYTES + 4 * (shingleCount + leadCount + numberCount);
  if (bytes.length !== expected)
    throw new Error(`sketch of ${bytes.length} bytes, expected ${expected}: sketch the article again`);
  const read = (from: number, count: number) =>
    Uint32Array.from({ length: count }, (_, i) => view.getUint32(HEADER_BYTES + 4 * (from + i), true));
  const shingles = read(0, shingleCount);
  return {
    shingles,
    keys: shingles.slice(0, keyCount),
    lead: read(shingleCount, leadCount),
    numbers: read(shingleCount + leadCount, numberCount),
    words: view.getUint32(1, true),
  };
}
