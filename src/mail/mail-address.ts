// Mail address: exactly one, strictly read, so that nothing else can ride along into an envelope or a header.
import { domainToASCII } from "node:url";
import addressparser from "nodemailer/lib/addressparser";
import { headerText } from "./header-text.ts";

export interface MailAddress {
  name: string;
  /** `local@domain`, the domain in ASCII. */
  address: string;
}

// RFC 5321 dot-strings, and beyond ASCII what RFC 6531 adds; quoted local parts are legal but no mailbox needs one.
const localPart = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const asciiDomain = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;

/** Reads `desk@example.org` or `The Desk <desk@example.org>`; null where it is not exactly one plain address. */
export function parseMailAddress(text: string): MailAddress | null {
  if (text.length > 600 || /\p{Cc}/u.test(text)) return null;
  const [only, ...others] = addressparser(text);
  if (only?.address === undefined || others.length > 0) return null;
  const at = only.address.lastIndexOf("@");
  const local = only.address.slice(0, at);
  const domain = domainToASCII(only.address.slice(at + 1));
  if (at < 1 || local.length > 64 || !localPart.test(local) || domain.length > 253 || !asciiDomain.test(domain)) return null;
  return { name: headerText(only.name), address: `${local}@${domain}` };
}
