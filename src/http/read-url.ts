// Reads an address that may be fetched: http or https, without a name and password.
import { HttpFaultError } from "./explain-fault.ts";

/** Browsers follow an address of 8 kB; escaped letters make it longer. */
const urlLengthMax = 16_384;

/** The URL without its fragment, resolved against `base` if given. Throws an HttpFaultError "bad-url" that quotes no secret. */
export function readUrl(text: string, base?: URL): URL {
  const where = base ? ` (redirected there by ${base.host})` : "";
  if (text.length > urlLengthMax)
    throw new HttpFaultError("bad-url", `the address is longer than ${urlLengthMax} characters${where}`);
  if (!URL.canParse(text, base?.href)) throw new HttpFaultError("bad-url", `not an address: ${quote(text)}${where}`);
  const url = new URL(text, base?.href);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new HttpFaultError("bad-url", `only http and https addresses are fetched, not ${quote(url.protocol)}${where}`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new HttpFaultError("bad-url", `addresses with a user name or password in them are not fetched${where}`);
  }
  url.hash = "";
  return url;
}

function quote(text: string): string {
  // oxlint-disable-next-line no-control-regex
  const printable = text.replace(/[\u0000-\u001f\u007f]/g, " ");
  // The part before an @ may be a password, and a query a key.
  return `"${printable
    .slice(0, 100)
    .replace(/\/\/[^/]*@/, "//")
    .replace(/\?.+$/s, "?…")}"`;
}
