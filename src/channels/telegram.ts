// Telegram: messages of a bot to a chat (https://core.telegram.org/bots/api#sendmessage).
import * as z from "zod";
import { strictObject } from "../schema/strict-object.ts";
import { chatChannel } from "./chat/chat-channel.ts";
import { writePieces } from "./chat/piece.ts";
import { place, server, token } from "./chat/settings.ts";
import { wordsOf, writeHtml } from "./chat/writers.ts";
import { valueIn } from "./read-answer.ts";
import type { ServiceAnswer } from "./read-answer.ts";

const schema = strictObject({
  token: token().describe('The token of your bot, as BotFather gave it; best from the environment, as "${TELEGRAM_TOKEN}".'),
  chat: place(
    /^(-?\d{1,20}|@[A-Za-z]\w{3,31})$/,
    'is no chat: write its number, as in "-100123", or @name of a public channel',
  ).describe('The number of the chat, such as "-100123", or @name of a public channel.'),
  server: server().describe("A Bot API server of your own. Default: https://api.telegram.org").exactOptional(),
});

export const telegram = chatChannel<z.output<typeof schema>>({
  kind: "telegram",
  inYaml: "telegram: { token, chat }",
  does: "sends messages of your bot to a chat or channel of Telegram",
  schema: schema.describe("A chat of Telegram to which your bot writes."),
  recipientOf: ({ chat }) => `telegram ${chat}`,
  secretsOf: ({ token: secret }) => [secret],
  // Counted after the tags are read; a message has at most 100 links and bold words, of which a story may need several.
  room: { max: 4_096, sizeOf: ({ lines }) => lines.reduce((sum, line) => sum + wordsOf(line).length + 1, 1), piecesMax: 20 },
  titled: false,
  payload: ({ pieces }) => ({
    text: writePieces(pieces, writeHtml),
    parse_mode: "HTML",
    link_preview_options: { is_disabled: true },
  }),
  posting: ({ token: secret, chat, server: own = "https://api.telegram.org" }, payload) => ({
    url: `${own}/bot${secret}/sendMessage`,
    body: { chat_id: chat, ...payload },
  }),
  repeatable: false,
  reads: {
    adviceOn,
    // An edit that changes nothing was made before.
    statusOf: ({ status, json }) => (/message is not modified/.test(said(json)) ? 200 : status),
    sentAs({ json }) {
      const id = valueIn(json, "result", "message_id");
      return typeof id === "number" ? String(id) : null;
    },
  },
  edits: {
    posting: ({ token: secret, chat, server: own = "https://api.telegram.org" }, payload, sentAs) => ({
      url: `${own}/bot${secret}/editMessageText`,
      body: { chat_id: chat, message_id: Number(sentAs), ...payload },
    }),
    note: (payload, sentAs) => ({
      ...payload,
      reply_parameters: { message_id: Number(sentAs), allow_sending_without_reply: true },
    }),
    quiet: (payload) => payload,
  },
});

function said(json: unknown): string {
  const words = valueIn(json, "description");
  return typeof words === "string" ? words : "";
}

function adviceOn({ status, json }: ServiceAnswer): string | null {
  const moved = valueIn(json, "parameters", "migrate_to_chat_id");
  if (typeof moved === "number") return `the group became a supergroup: write chat: "${moved}" in digests.yaml`;
  if (status === 401 || status === 404)
    return "the token is not accepted: it was revoked or is mistyped; BotFather gives a new one";
  if (/chat not found/i.test(said(json))) return "the chat was deleted, its number is wrong, or the bot was never added to it";
  if (status === 403) return "the bot may not write there: add it to the chat again, or let its owner start it";
  return null;
}
