// ntfy: notifications to all who subscribe to a topic (https://docs.ntfy.sh/publish/#publish-as-json).
import * as z from "zod";
import { strictObject } from "../schema/strict-object.ts";
import { chatChannel } from "./chat/chat-channel.ts";
import { writePieces } from "./chat/piece.ts";
import { tailOf, token } from "./chat/settings.ts";
import { writePlain } from "./chat/writers.ts";
import { parseFeedUrl } from "../schema/parse-feed-url.ts";
import { textRead } from "../schema/reading.ts";
import { valueIn } from "./read-answer.ts";
import type { ServiceAnswer } from "./read-answer.ts";

const topicUrl = () =>
  textRead((text) => {
    const reading = parseFeedUrl(text);
    if (reading.kind === "fault") return reading;
    const { pathname, search } = new URL(reading.value);
    return /\/[-_A-Za-z0-9]{1,64}$/.test(pathname) && search === ""
      ? reading
      : {
          kind: "fault",
          message: "names no topic: end it with one of letters, digits, - and _, as in https://ntfy.example.org/wires",
        };
  });

const schema = z
  .union([
    topicUrl(),
    strictObject({
      topic: topicUrl().describe("The topic's address, as in https://ntfy.example.org/wires"),
      token: token()
        .describe('An access token, if the topic needs one; best from the environment, as "${NTFY_TOKEN}".')
        .exactOptional(),
      priority: z.int().min(1).max(5).describe("1 (no sound) to 5 (does not stop). Default: 3").exactOptional(),
    }),
  ])
  .transform((given): Ntfy => (typeof given === "string" ? { topic: given } : given));

const NO_SOUND = 2;

interface Ntfy {
  topic: string;
  token?: string;
  priority?: number;
}

const partsOf = ({ topic: url }: Ntfy): { server: string; topic: string } => {
  const cut = url.lastIndexOf("/");
  return { server: url.slice(0, cut + 1), topic: url.slice(cut + 1) };
};

export const ntfy = chatChannel<Ntfy>({
  kind: "ntfy",
  inYaml: "ntfy: https://…",
  does: "pushes to all phones and browsers that subscribe to a topic of ntfy",
  schema: schema.describe("A topic of ntfy."),
  // On an open server, who knows the topic reads it.
  recipientOf(setting) {
    const { server, topic } = partsOf(setting);
    return `ntfy ${new URL(server).host}/${tailOf(topic)}`;
  },
  secretsOf: (setting) => [partsOf(setting).topic, ...(setting.token === undefined ? [] : [setting.token])],
  // In bytes; a longer message would become a file.
  room: { max: 4_000, sizeOf: (piece) => Buffer.byteLength(writePieces([piece], writePlain)) + 2 },
  titled: true,
  payload: ({ title, pieces, link }) => ({
    title,
    message: writePieces(pieces, writePlain),
    ...(link !== null && { click: link }),
  }),
  posting: publish,
  repeatable: true,
  reads: {
    adviceOn,
    // A server before 2.16 names none, and its messages stay as they are.
    sentAs({ json }) {
      const id = valueIn(json, "sequence_id");
      return typeof id === "string" && id !== "" ? id : null;
    },
  },
  edits: {
    posting: (setting, payload, sentAs) => publish(setting, payload, sentAs),
    note: null,
    quiet: (payload) => ({ ...payload, priority: NO_SOUND }),
  },
});

/** Clients show the last of the messages with one sequence id. */
function publish(setting: Ntfy, payload: object, sequence: string) {
  const { server, topic } = partsOf(setting);
  const priority = setting.priority === undefined ? {} : { priority: setting.priority };
  return {
    url: server,
    ...(setting.token !== undefined && { headers: { authorization: `Bearer ${setting.token}` } }),
    body: { topic, sequence_id: sequence, ...priority, ...payload },
  };
}

function adviceOn({ status }: ServiceAnswer): string | null {
  if (status === 401 || status === 403) return "the topic needs an access token that may write there, or the token was revoked";
  if (status === 404) return "there is no ntfy server at this address";
  if (status === 413) return "the server takes only shorter messages";
  return null;
}
