// The name by which Wirewatch is known to a publisher.
import type { Reading } from "./reading.ts";

export function parseUserAgent(text: string): Reading<string> {
  // Header values are visible ASCII (RFC 9110 5.5).
  if (/^[\x21-\x7e][\x20-\x7e]{0,199}$/.test(text)) return { kind: "value", value: text };
  return { kind: "fault", message: "cannot be sent as a header: write up to 200 plain ASCII characters on one line" };
}
