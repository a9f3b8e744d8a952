// The supported encodings: the names that documents use, and the right decoder for each.
import iconv from "iconv-lite";

/** The canonical name for a label (WHATWG Encoding Standard, so "latin1" is windows-1252; else iconv's own), or null if it is unknown. */
export function findEncoding(label: string): string | null {
  const cleaned = label.trim().toLowerCase();
  try {
    const { encoding } = new TextDecoder(cleaned);
    return encoding === "x-user-defined" ? null : encoding;
  } catch {
    const other = cleaned.replace(/^(?:x-|cs)/, "").replace(/_/g, "-");
    if (other !== cleaned) return findEncoding(other);
    return iconv.encodingExists(cleaned) && !/^(?:base64|hex|binary|utf-?7|cesu)/.test(cleaned) ? cleaned : null;
  }
}

/** The text of bytes in an encoding that `findEncoding` returned. Never throws. */
export function decodeAs(bytes: Uint8Array, encoding: string): string {
  // Node 20's TextDecoder reads 0x80 to 0x9F of windows-1252 as controls (nodejs/node#56542).
  if (encoding !== "windows-1252") {
    try {
      return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
    } catch {
      // UTF-32 and the DOS code pages are not in the Encoding Standard.
    }
  }
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding, { stripBOM: false });
}
