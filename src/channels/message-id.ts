// Message-ID: the same for every attempt at the same delivery, so that a second copy can be recognised.
import { createHash } from "node:crypto";
import { parseMailAddress } from "../text/parse-mail-address.ts";

/** The Message-ID, with its angle brackets, of the delivery with this idempotency key; its domain is the sender's. */
export function messageIdOf(idempotencyKey: string, from: string): string {
  const digest = createHash("sha256").update(idempotencyKey).digest("hex").slice(0, 32);
  const domain = parseMailAddress(from)?.address.split("@").at(-1) ?? "localhost";
  return `<d-${digest}@${domain}>`;
}
