// Names the kind of a file by its first bytes, if it is not text: servers send such files in place of feeds and pages.

/** From the table of file signatures (https://en.wikipedia.org/wiki/List_of_file_signatures), as Latin-1. */
const SIGNATURES: readonly (readonly [start: string, name: string])[] = [
  ["%PDF-", "a PDF document"],
  ["PK\x03\x04", "a ZIP archive or office document"],
  ["\xD0\xCF\x11\xE0", "an office document"],
  ["\x1F\x8B", "compressed data that its server did not label as such"],
  ["GIF8", "a picture"],
  ["\x89PNG", "a picture"],
  ["\xFF\xD8\xFF", "a picture"],
  ["RIFF", "a picture, sound or film"],
  ["ID3", "a sound"],
  ["OggS", "a sound or film"],
];

/** Returns null if no signature is known. */
export function nameFileKind(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 8)).toString("latin1");
  return SIGNATURES.find(([signature]) => start.startsWith(signature))?.[1] ?? null;
}

const FEED_START = /^\ufeff?\s*(?:<[!?][^>]*>\s*){0,20}<(?:rss|feed|rdf:RDF)[\s>]/i;
const FEED_START_CHARS = 5_000;

/** Whether a document is a feed in XML. */
export const beginsAsFeed = (text: string): boolean => FEED_START.test(text.slice(0, FEED_START_CHARS));
