// Pushover: messages to a user's devices (https://pushover.net/api).
import { strictObject } from "../schema/strict-object.ts";
import { chatChannel } from "./chat/chat-channel.ts";
import { writePieces } from "./chat/piece.ts";
import { server, tailOf, token } from "./chat/settings.ts";
import { writeHtml } from "./chat/writers.ts";
import { valueIn } from "./read-answer.ts";
import type * as z from "zod";
import type { ServiceAnswer } from "./read-answer.ts";

const schema = strictObject({
  token: token().describe('The token of your application there; best from the environment, as "${PUSHOVER_TOKEN}".'),
  user: token().describe("The key of a user or group."),
  server: server().describe("Another address than https://api.pushover.net").exactOptional(),
});

const TITLE_MAX = 250;
const LINK_MAX = 512;

export const pushover = chatChannel<z.output<typeof schema>>({
  kind: "pushover",
  inYaml: "pushover: { token, user }",
  does: "pushes to the devices of a user or group of Pushover",
  schema: schema.describe("A user or group of Pushover."),
  recipientOf: ({ user }) => `pushover ${tailOf(user)}`,
  secretsOf: ({ token: secret, user }) => [secret, user],
  // Tags count.
  room: { max: 1_024, sizeOf: (piece) => Array.from(writePieces([piece], writeHtml)).length + 2 },
  titled: true,
  payload: ({ title, pieces, link }) => ({
    title: Array.from(title).slice(0, TITLE_MAX).join(""),
    message: writePieces(pieces, writeHtml),
    html: 1,
    ...(link !== null && link.length <= LINK_MAX && { url: link }),
  }),
  posting: ({ token: secret, user, server: url = "https://api.pushover.net" }, payload) => ({
    url: `${url}/1/messages.json`,
    body: { token: secret, user, ...payload },
  }),
  repeatable: false,
  reads: { statusOf, adviceOn },
});

/** Its body has the status 1 if it took the message, and another if it did not. */
function statusOf({ status, json }: ServiceAnswer): number {
  const own = valueIn(json, "status");
  return status < 300 && typeof own === "number" && own !== 1 ? 400 : status;
}

function adviceOn({ status, json }: ServiceAnswer): string | null {
  if (valueIn(json, "token") === "invalid") return "the application's token is not accepted: it was deleted or is mistyped";
  if (valueIn(json, "user") === "invalid") return "the user key is not accepted, or the user has no device";
  if (status === 429) return "the application has used up its messages of this month";
  return null;
}
