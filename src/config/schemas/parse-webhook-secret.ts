// The secret that posts to a webhook are signed with.
import type { Reading } from "../load/reading.ts";

/** Standard Webhooks, "Symmetric": whsec_ and the base64 of 24 to 64 bytes. The secret is not repeated in a fault. */
export function parseWebhookSecret(text: string): Reading<string> {
  const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1];
  const bytes = encoded === undefined ? 0 : Buffer.from(encoded, "base64").length;
  if (bytes >= 24 && bytes <= 64) return { kind: "value", value: text };
  return {
    kind: "fault",
    message: "is no secret of a webhook: write whsec_ and the base64 of 24 to 64 bytes, as openssl rand -base64 32 gives",
  };
}
