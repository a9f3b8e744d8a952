// Web addresses that a person gives: http or https, without a name and password in them.
import type { Reading } from "./reading.ts";

const lengthMax = 2_000;

/** The address of a feed, normalised as browsers do. The message never repeats it, for it may hold a key. */
export function parseFeedUrl(text: string): Reading<string> {
  const trimmed = text.trim();
  const url = URL.canParse(trimmed) ? new URL(trimmed) : null;
  if (trimmed.length > lengthMax)
    return { kind: "fault", message: `is longer than ${lengthMax} characters: no feed's address is` };
  if (/^[“”„‟«‘’‚]/.test(trimmed))
    return { kind: "fault", message: 'stands in curly quotes, which are part of it in YAML: write " in place of them, or none' };
  if (url === null) return { kind: "fault", message: "is no web address: write it whole, as in https://www.example.org/feed" };
  if (url.protocol === "feed:") return { kind: "fault", message: "begins with feed: which browsers use: begin it with https://" };
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    return {
      kind: "fault",
      message: `begins with ${url.protocol} but only http:// and https:// can be read: give the web address`,
    };
  }
  if (url.username !== "" || url.password !== "") {
    return {
      kind: "fault",
      message: "has a name or password in it, which would show in mails and logs: take the part before @ out",
    };
  }
  if (/\s/.test(trimmed)) return { kind: "fault", message: "has a space in it: write %20 for a space, or take it out" };
  return { kind: "value", value: url.href };
}

/** What two spellings of one source's address have in common: scheme, fragment and a last slash make no other source, but the user of a mailbox does. */
export function sameFeedKey(url: string): string {
  const { username, host, pathname, search } = new URL(url);
  return username + host + pathname.replace(/\/$/, "") + search;
}

/** The address under which readers of mails reach the web page, without its last slash. */
export function parseWebUrl(text: string): Reading<string> {
  const reading = parseFeedUrl(text);
  if (reading.kind === "fault") return reading;
  const url = new URL(reading.value);
  if (url.search !== "" || url.hash !== "")
    return { kind: "fault", message: "has a ? or # in it: links are made by adding to it, so end it before" };
  return { kind: "value", value: url.href.replace(/\/+$/, "") };
}
