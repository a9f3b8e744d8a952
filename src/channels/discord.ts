// Discord: messages to a channel by a webhook (https://docs.discord.com/developers/resources/webhook#execute-webhook).
import { chatChannel } from "./chat/chat-channel.ts";
import { writePieces } from "./chat/piece.ts";
import { address, secretsOfUrl, tailOf } from "./chat/settings.ts";
import { writeMarkdown } from "./chat/writers.ts";
import { valueIn } from "./read-answer.ts";

/** Links show no pictures of the pages behind them. */
const SUPPRESS_EMBEDS = 4;

export const discord = chatChannel<string>({
  kind: "discord",
  inYaml: "discord: https://…",
  does: "posts to a channel of Discord by one of its webhooks",
  schema: address().describe("A webhook of a channel of Discord."),
  // .../webhooks/ID/TOKEN: the id is no secret.
  recipientOf(url) {
    const { host, pathname } = new URL(url);
    const id = /\/webhooks\/(\d+)\//.exec(pathname)?.[1];
    return `discord ${host}/${id ?? tailOf(pathname)}`;
  },
  secretsOf: secretsOfUrl,
  room: { max: 2_000, sizeOf: (piece) => writePieces([piece], writeMarkdown).length + 2 },
  titled: false,
  // A headline with @everyone in it wakes nobody.
  payload: ({ pieces }) => ({
    content: writePieces(pieces, writeMarkdown),
    allowed_mentions: { parse: [] },
    flags: SUPPRESS_EMBEDS,
  }),
  // With `wait`, the answer comes when the message stands there, and names it.
  posting(url, payload) {
    const to = new URL(url);
    to.searchParams.set("wait", "true");
    return { url: to.href, body: payload };
  },
  repeatable: false,
  reads: {
    sentAs({ json }) {
      const id = valueIn(json, "id");
      return typeof id === "string" ? id : null;
    },
    adviceOn: ({ status }) =>
      status === 401 || status === 404
        ? "the webhook was deleted or its address is mistyped: make a new one in the channel's settings"
        : null,
  },
  edits: {
    posting(url, payload, sentAs) {
      const to = new URL(url);
      to.pathname = `${to.pathname.replace(/\/$/, "")}/messages/${encodeURIComponent(sentAs)}`;
      return { url: to.href, method: "PATCH", body: payload };
    },
    // A webhook can't reply.
    note: (payload) => payload,
    quiet: (payload) => payload,
  },
});
