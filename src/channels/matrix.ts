// Matrix: messages to a room. The transaction id is the delivery's, so that a server keeps one message of all attempts
// (https://spec.matrix.org/latest/client-server-api/#put_matrixclientv3roomsroomidsendeventtypetxnid).
import * as z from "zod";
import { strictObject } from "../schema/strict-object.ts";
import { chatChannel } from "./chat/chat-channel.ts";
import { writePieces } from "./chat/piece.ts";
import { place, server, token } from "./chat/settings.ts";
import { writeHtml, writePlain } from "./chat/writers.ts";
import { valueIn } from "./read-answer.ts";
import type { Piece } from "./chat/piece.ts";
import type { ServiceAnswer } from "./read-answer.ts";

const schema = strictObject({
  server: server().describe("The address of the account's homeserver, as in https://matrix.example.org"),
  room: place(/^![^\s/]{1,254}$/, "is no id of a room: write the one that begins with !, from the settings of the room").describe(
    'The id of the room, such as "!id:example.org"; an alias with # is none.',
  ),
  token: token().describe('The access token of an account that is in the room; best from the environment, as "${MATRIX_TOKEN}".'),
});

const htmlOf = (pieces: readonly Piece[]): string => writePieces(pieces, writeHtml).replaceAll("\n", "<br>");

type Matrix = z.output<typeof schema>;

const put = ({ server: host, room, token: secret }: Matrix, payload: object, id: string) => ({
  url: `${host}/_matrix/client/v3/rooms/${encodeURIComponent(room)}/send/m.room.message/${encodeURIComponent(id)}`,
  method: "PUT" as const,
  headers: { authorization: `Bearer ${secret}` },
  body: payload,
});

export const matrix = chatChannel<Matrix>({
  kind: "matrix",
  inYaml: "matrix: { server, room, token }",
  does: "sends messages to a room of Matrix, never one twice",
  schema: schema.describe("A room of Matrix in which an account writes."),
  recipientOf: ({ room }) => `matrix ${room}`,
  secretsOf: ({ token: secret }) => [secret],
  // An event may have 65,536 bytes; servers and encryption add to it, and nobody reads so much in one message.
  room: {
    // An edit holds its words twice.
    max: 24_000,
    sizeOf: (piece) => Buffer.byteLength(JSON.stringify([writePieces([piece], writePlain), htmlOf([piece])])) + 12,
  },
  titled: false,
  // No name in a headline is to wake a member of the room.
  payload: ({ pieces }) => ({
    msgtype: "m.text",
    body: writePieces(pieces, writePlain),
    format: "org.matrix.custom.html",
    formatted_body: htmlOf(pieces),
    "m.mentions": {},
  }),
  posting: put,
  repeatable: true,
  reads: {
    adviceOn,
    sentAs({ json }) {
      const id = valueIn(json, "event_id");
      return typeof id === "string" ? id : null;
    },
  },
  edits: {
    // The words outside are for clients that know no edits.
    posting: (setting, payload, sentAs, id) =>
      put(setting, { ...payload, "m.new_content": payload, "m.relates_to": { rel_type: "m.replace", event_id: sentAs } }, id),
    note: (payload, sentAs) => ({ ...payload, "m.relates_to": { "m.in_reply_to": { event_id: sentAs } } }),
    quiet: (payload) => payload,
  },
});

function adviceOn({ status, json }: ServiceAnswer): string | null {
  const code = valueIn(json, "errcode");
  if (code === "M_UNKNOWN_TOKEN" || code === "M_MISSING_TOKEN" || status === 401)
    return "the access token is not accepted: sign the account in again and write its new token in digests.yaml";
  if (code === "M_FORBIDDEN" || status === 403)
    return "the account is not in the room, or may not write there: invite it and join";
  if (status === 404) return "the server knows no such room, or is no homeserver";
  return null;
}
