// Remembers the addresses of a list of thousands as four bytes each, so that a new one is found wherever it stands.
import { createHash } from "node:crypto";

const BYTES = 4;

/** Of the address without its scheme and "www.". */
function markOf(url: string): number {
  const plain = url.replace(/^https?:\/\/(?:www\.)?/i, "").replace(/\/$/, "");
  return createHash("sha256").update(plain).digest().readUInt32LE(0);
}

export function packAddresses(urls: readonly string[]): string {
  const bytes = Buffer.alloc(urls.length * BYTES);
  for (const [index, url] of urls.entries()) bytes.writeUInt32LE(markOf(url), index * BYTES);
  return bytes.toString("base64");
}

/** Whether an address is among those that were packed: of a hundred thousand new ones, one may be taken for known. */
export function openAddresses(packed: string): (url: string) => boolean {
  const bytes = Buffer.from(packed, "base64");
  const marks = new Set<number>();
  for (let at = 0; at + BYTES <= bytes.length; at += BYTES) marks.add(bytes.readUInt32LE(at));
  return (url) => marks.has(markOf(url));
}
