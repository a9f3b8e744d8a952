// Webhooks: programs that get each issue as JSON, signed if there is a secret (https://www.standardwebhooks.com).
import { createHmac } from "node:crypto";
import { renderHookJson } from "../digests/render-hook.ts";
import * as z from "zod";
import { parseFeedUrl } from "../schema/parse-feed-url.ts";
import { textRead, type Reading } from "../schema/reading.ts";
import { strictObject } from "../schema/strict-object.ts";
import { postMessage } from "./post-message.ts";
import type { PushedChannel } from "./channel.ts";

interface Webhook {
  url: string;
  secret?: string;
}

const schema = strictObject({
  url: textRead(parseFeedUrl, "webAddress").describe("Where each issue is posted to as JSON."),
  secret: textRead(parseWebhookSecret)
    .describe(
      "What each post is signed with (Standard Webhooks): whsec_ and base64; best from the environment, as ${HOOK_SECRET}.",
    )
    .exactOptional(),
});

export const webhook: PushedChannel<Webhook> = {
  kind: "webhook",
  inYaml: "webhook: { url: https://…, secret: whsec_… }",
  does: "posts each issue as JSON to a program, signed as [Standard Webhooks](https://www.standardwebhooks.com) has it",
  schema: schema.describe("A program that gets each issue as JSON."),
  key: {
    name: "webhooks",
    inYaml: "webhooks: [{ url, secret }]",
    schema: z.array(schema).describe("Programs that get each issue, in the same ledger as the mails.").default([]),
  },
  way: "pushed",
  lane: "post",
  recipientOf({ url }) {
    const { host, pathname } = new URL(url);
    return `webhook ${host}${pathname}`;
  },
  compose(_deps, _sql, { issue, messageIdFor }, recipients) {
    const message = Buffer.from(renderHookJson(issue));
    return Promise.resolve(
      recipients.map(({ recipient }) => ({ recipient, message, messageId: messageIdFor(recipient).replace(/[<>]/g, "") })),
    );
  },
  testMessage: (deps) =>
    Promise.resolve(Buffer.from(JSON.stringify({ type: "digest.test", timestamp: deps.now().toISOString(), data: {} }))),
  open(deps, setting) {
    if (setting === null) return null;
    // A second post replaces the first: its `webhook-id` says that it is the same.
    return {
      repeatable: true,
      deliver: (outgoing) => {
        const headers = signed(setting, outgoing.messageId, outgoing.bytes, deps.now());
        return postMessage(deps, outgoing, {
          url: setting.url,
          headers,
          body: outgoing.bytes.toString("utf8"),
          repeatable: true,
        });
      },
    };
  },
};

/** `v1,` and the HMAC-SHA256 of id, time and body, in base64. */
function signed({ secret }: Webhook, id: string, body: Buffer, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const named = { "webhook-id": id, "webhook-timestamp": timestamp };
  if (secret === undefined) return named;
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64");
  return { ...named, "webhook-signature": `v1,${signature}` };
}

/** Reads whsec_ and the base64 of 24 to 64 bytes (Standard Webhooks, "Symmetric"). The fault does not repeat the secret. */
function parseWebhookSecret(text: string): Reading<string> {
  const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1];
  const bytes = encoded === undefined ? 0 : Buffer.from(encoded, "base64").length;
  if (bytes >= 24 && bytes <= 64) return { kind: "value", value: text };
  return {
    kind: "fault",
    message: "is no secret of a webhook: write whsec_ and the base64 of 24 to 64 bytes, as openssl rand -base64 32 gives",
  };
}
