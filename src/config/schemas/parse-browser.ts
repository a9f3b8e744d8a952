// The Chromium that renders pages: a program of this machine, or the address of one that runs elsewhere.
import type { Reading } from "../../schema/reading.ts";

export function parseBrowser(text: string): Reading<string> {
  const given = text.trim();
  const isAddress = /^wss?:\/\//i.test(given) && URL.canParse(given);
  return isAddress || given.startsWith("/")
    ? { kind: "value", value: given }
    : { kind: "fault", message: "is neither a path nor an address: write it as in /usr/bin/chromium or ws://browser:3000/" };
}
