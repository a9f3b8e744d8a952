// Thirty-two-bit hashes of units and shingles. They are stored, so changing them means a new version of the sketch.

/** FNV-1a over UTF-16 code units; fast, but mixed too little for thinning by value: see `mix`. */
export function hashText(text: string, start = 0, end = text.length): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Hash of `span` unit hashes from `start` on; order matters. */
export function hashShingle(units: ArrayLike<number>, start: number, span: number): number {
  let hash = span;
  for (let i = start; i < start + span; i++)
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + Math.imul(units[i] ?? 0, 0xcc9e2d51);
  return mix(hash);
}

/** The finaliser of MurmurHash3 (Austin Appleby, public domain): each input bit affects each output bit. */
export function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
