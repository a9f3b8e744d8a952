// Slack and what takes the same `{"text"}`: incoming webhooks of chat programs (https://api.slack.com/messaging/webhooks).
import * as z from "zod";
import { chatChannel } from "./chat/chat-channel.ts";
import { writePieces } from "./chat/piece.ts";
import { address, secretsOfUrl } from "./chat/settings.ts";
import { writeMrkdwn } from "./chat/writers.ts";
import type { ServiceAnswer } from "./read-answer.ts";

const schema = address();

export const slack = chatChannel<string>({
  kind: "slack",
  inYaml: "slack: https://…",
  does: "posts a text with links to an incoming webhook of Slack, Mattermost or the like",
  schema: schema.describe("An incoming webhook of Slack, Mattermost or the like."),
  key: {
    name: "slack",
    inYaml: "slack: [https://…]",
    schema: z.array(schema).describe("Incoming webhooks of Slack, Mattermost or the like.").default([]),
  },
  // The whole path is a password.
  recipientOf: (url) => `slack ${new URL(url).host}/…${url.slice(-4)}`,
  secretsOf: secretsOfUrl,
  // Slack parts longer texts itself, wherever it likes.
  room: { max: 4_000, sizeOf: (piece) => writePieces([piece], writeMrkdwn).length + 2 },
  titled: false,
  payload: ({ pieces }) => ({ text: writePieces(pieces, writeMrkdwn), unfurl_links: false, unfurl_media: false }),
  posting: (url, payload) => ({ url, body: payload }),
  // Slack knows no ids, so an answer that never came is as uncertain as a mail's.
  repeatable: false,
  reads: { adviceOn },
});

function adviceOn({ status, words }: ServiceAnswer): string | null {
  if (/channel_not_found|channel_is_archived/.test(words) || status === 410)
    return "the channel was deleted or archived: make a webhook for another";
  if (/no_service|no_team|invalid_token|token_revoked|no_active_hooks/.test(words) || status === 404)
    return "the webhook was revoked or its address is mistyped: make a new one";
  return null;
}
