// E-mail addresses in the configuration: what check lets pass, mail can write to, since both read it the same way.
import { parseMailAddress } from "../../text/parse-mail-address.ts";
import type { Reading } from "../../schema/reading.ts";

/** One address, with or without a name before it. */
export function parseEmailAddress(text: string): Reading<string> {
  if (parseMailAddress(text) !== null) return { kind: "value", value: text.trim() };
  return {
    kind: "fault",
    message: `${JSON.stringify(text.slice(0, 80))} is no e-mail address: write one such as desk@example.org or Desk <desk@example.org>`,
  };
}
