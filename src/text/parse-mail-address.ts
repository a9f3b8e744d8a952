// Reads exactly one mail address, strictly, so that nothing else can get into an envelope or a header.
import { domainToASCII } from "node:url";

export interface MailAddress {
  name: string;
  /** `local@domain`, the domain in ASCII. */
  address: string;
}

const textMax = 600;
const localMax = 64;
const domainMax = 253;

/** `Name <address>`. A name with characters that separate addresses must be quoted (RFC 5322). */
const named = /^(?:"((?:[^"\\]|\\.)*)"|([^"<>@,;\\]*))\s*<([^<>]*)>$/;
// RFC 5321 dot-strings, and beyond ASCII what RFC 6531 adds; quoted local parts are legal but no mailbox needs one.
const localPart = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const asciiDomain = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;

/** Reads `desk@example.org` or `The Desk <desk@example.org>`; returns null unless it is exactly one plain address. */
export function parseMailAddress(text: string): MailAddress | null {
  // A line break in a header would begin another header (RFC 5322, 2.2).
  if (text.length > textMax || /[\p{Cc}\u2028\u2029]/u.test(text)) return null;
  const trimmed = text.trim();
  const [, quoted, plain, inside] = named.exec(trimmed) ?? [];
  const whole = (inside ?? trimmed).trim();
  const at = whole.lastIndexOf("@");
  const local = whole.slice(0, at);
  // The domain look-up silently drops characters that no domain has, such as a line end or a path's slash.
  const given = whole.slice(at + 1);
  if (at < 1 || local.length > localMax || !localPart.test(local) || !/^[\p{L}\p{N}\p{M}.-]+$/u.test(given)) return null;
  const domain = domainToASCII(given);
  if (domain.length > domainMax || !asciiDomain.test(domain)) return null;
  return { name: (quoted?.replace(/\\(.)/g, "$1") ?? plain ?? "").trim(), address: `${local}@${domain}` };
}
