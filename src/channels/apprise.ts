// Apprise: one server of yours that knows over a hundred other services (https://github.com/caronc/apprise-api).
import * as z from "zod";
import { strictObject } from "../schema/strict-object.ts";
import { chatChannel } from "./chat/chat-channel.ts";
import { writePieces } from "./chat/piece.ts";
import { address, secretsOfUrl, tailOf } from "./chat/settings.ts";
import { writePlain } from "./chat/writers.ts";
import type { ServiceAnswer } from "./read-answer.ts";

const schema = z
  .union([
    address(),
    strictObject({
      server: address().describe("The server's address for messages, as in https://apprise.example.org/notify/KEY"),
      tag: z.string().min(1).describe("Only to the services with this tag.").exactOptional(),
      urls: z
        .array(z.string().min(1))
        .min(1)
        .describe("Apprise's addresses of services, if the server is not to keep them: server ends with /notify then.")
        .exactOptional(),
    }),
  ])
  .transform((given): Apprise => (typeof given === "string" ? { server: given } : given));

interface Apprise {
  server: string;
  tag?: string;
  urls?: string[];
}

export const apprise = chatChannel<Apprise>({
  kind: "apprise",
  inYaml: "apprise: https://…",
  does: "hands messages to an Apprise server, which sends them to any of the services that it knows",
  schema: schema.describe("An Apprise server that sends on to other services."),
  recipientOf({ server, tag }) {
    const { host, pathname } = new URL(server);
    return `apprise ${host}/${tailOf(pathname.split("/").at(-1) ?? "")}${tag === undefined ? "" : ` ${tag}`}`;
  },
  secretsOf: ({ server, urls = [] }) => [...secretsOfUrl(server), ...urls],
  // Which services it sends to is not known here: most take this much, and Apprise can part it for the others.
  room: { max: 1_900, sizeOf: (piece) => writePieces([piece], writePlain).length + 2 },
  titled: true,
  payload: ({ title, pieces }) => ({ title, body: writePieces(pieces, writePlain), type: "info", format: "text" }),
  posting: ({ server, tag, urls }, payload) => ({
    url: server,
    body: { ...payload, ...(tag !== undefined && { tag }), ...(urls !== undefined && { urls: urls.join(",") }) },
  }),
  repeatable: false,
  reads: { statusOf, adviceOn },
});

/** 424: some of its services did not take the message, and others may have. 204: it keeps no services under this key. */
function statusOf({ status }: ServiceAnswer): number | "unknown" {
  if (status === 424) return "unknown";
  return status === 204 ? 404 : status;
}

function adviceOn({ status }: ServiceAnswer): string | null {
  if (status === 424) return "one or more of the services behind Apprise did not take it: see Apprise's log";
  if (status === 204 || status === 404) return "Apprise keeps no services under this key or tag";
  return null;
}
