// Gotify: messages to the clients of a server (https://gotify.net/docs/pushmsg).
import * as z from "zod";
import { strictObject } from "../schema/strict-object.ts";
import { chatChannel } from "./chat/chat-channel.ts";
import { writePieces } from "./chat/piece.ts";
import { server, token } from "./chat/settings.ts";
import { writeMarkdown } from "./chat/writers.ts";

const schema = strictObject({
  server: server().describe("The address of the server, as in https://gotify.example.org"),
  token: token().describe('The token of an application there; best from the environment, as "${GOTIFY_TOKEN}".'),
  priority: z.int().min(0).max(10).describe("0 to 10; clients make a sound from 4 on.").default(5),
});

export const gotify = chatChannel<z.output<typeof schema>>({
  kind: "gotify",
  inYaml: "gotify: { server, token }",
  does: "pushes to the phones and browsers that listen to a Gotify server",
  schema: schema.describe("An application of a Gotify server."),
  recipientOf: ({ server: url }) => `gotify ${url.replace(/^https?:\/\//, "")}`,
  secretsOf: ({ token: secret }) => [secret],
  // Gotify sets no limit; its clients show long messages badly.
  room: { max: 4_000, sizeOf: (piece) => writePieces([piece], markdownOf).length + 2 },
  titled: true,
  payload: ({ title, pieces, link }) => ({
    title,
    message: writePieces(pieces, markdownOf),
    extras: {
      "client::display": { contentType: "text/markdown" },
      ...(link !== null && { "client::notification": { click: { url: link } } }),
    },
  }),
  posting: ({ server: url, token: secret, priority }, payload) => ({
    url: `${url}/message`,
    headers: { "x-gotify-key": secret },
    body: { ...payload, priority },
  }),
  repeatable: false,
  reads: {
    adviceOn: ({ status }) =>
      status === 401 || status === 403
        ? "the token is not accepted: the application was deleted, or this is a client's token; Gotify shows it under Apps"
        : status === 404
          ? "there is no Gotify server at this address"
          : null,
  },
});

/** Two blanks end a line there. */
const markdownOf: typeof writeMarkdown = (line) => `${writeMarkdown(line)}  `;
