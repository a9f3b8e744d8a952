// E-mail addresses as headers take them: `desk@example.org` or `Desk <desk@example.org>`.
import type { Reading } from "./reading.ts";

const lengthMax = 320;
const bare = /^[^\s@<>()[\]",;:\\]{1,64}@[^\s@<>()[\]",;:\\]{1,255}$/;
const label = /^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

/** One address, with or without a name before it. */
export function parseEmailAddress(text: string): Reading<string> {
  const trimmed = text.trim();
  const [, address = trimmed] = /^[^<>]*<([^<>]*)>$/.exec(trimmed.slice(0, lengthMax + 1)) ?? [];
  // A line break in a header would begin another header (RFC 5322 2.2).
  // oxlint-disable-next-line no-control-regex
  const safe = trimmed.length <= lengthMax && !/[\u0000-\u001f\u007f]/.test(trimmed);
  const labels = address.slice(address.indexOf("@") + 1).split(".");
  // RFC 5321 4.1.2: dots part a local part, they don't begin or end it. Mail refuses it too, and then nobody would get the digest.
  const dotted = !/^\.|\.\.|\.@/.test(address);
  if (safe && dotted && bare.test(address) && labels.every((part) => label.test(part))) return { kind: "value", value: trimmed };
  return {
    kind: "fault",
    message: `${JSON.stringify(text.slice(0, 80))} is no e-mail address: write one such as desk@example.org or Desk <desk@example.org>`,
  };
}
