// Tells a PDF file by its first bytes, whatever its server calls it.

/** Readers accept the mark within the first kilobyte (ISO 32000-1, annex H, note 13), where servers put a byte order mark or blank lines before it. */
const BEFORE = /^[^<]{0,1000}?%PDF-\d/s;

export const isPdf = (bytes: Uint8Array): boolean =>
  BEFORE.test(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1_024)).toString("latin1"));
