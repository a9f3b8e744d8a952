// The address at which hubs reach us (WebSub): /websub/TOKEN. Whoever does not know a token gets nothing, and costs nothing.
import type { IncomingMessage } from "node:http";
import { answerHub, takePush } from "./answer-hub.ts";
import { findSubscription, listTokens } from "./subscriptions.ts";
import { openKnownTokens } from "./known-tokens.ts";
import type { StageDeps } from "../../stage-deps.ts";
import type { Tally } from "../../tally.ts";

const BODY_BYTES_MAX = 16 * 1024 * 1024;
const BODY_MS_MAX = 20_000;
/** Each of them is held in memory whole. */
const AT_ONCE_MAX = 4;

export interface CallbackAnswer {
  status: number;
  body: string;
}

export type HubCallback = (request: IncomingMessage) => Promise<CallbackAnswer | null>;

/** Gives an answer for a callback's address, null for any other. `count` is told what became of each push. */
export function openHubCallback(deps: StageDeps, count: Tally["count"]): HubCallback {
  const tokens = openKnownTokens(() => listTokens(deps.database));
  let underWay = 0;
  return async (request) => {
    const [path = ""] = (request.url ?? "").split("?", 1);
    // A proxy in front may have left the path of web.url on or taken it off.
    const token = /\/websub\/([^/]*)$/.exec(path)?.[1];
    if (token === undefined) return null;
    const subscription = (await tokens.has(token)) ? await findSubscription(deps.database, token) : null;
    if (subscription === null) return notFound;
    if (request.method === "GET") {
      const text = await answerHub(deps, subscription, new URLSearchParams((request.url ?? "").slice(path.length)));
      return text === null ? notFound : { status: 200, body: text };
    }
    if (request.method !== "POST") return { status: 405, body: "only GET and POST\n" };
    if (underWay >= AT_ONCE_MAX) return { status: 503, body: "busy; send it again\n" };
    underWay++;
    try {
      const body = await readBody(request);
      if (body === null) return { status: 413, body: "larger than is read\n" };
      const signature = request.headers["x-hub-signature"];
      const pushed = await takePush(deps, subscription, {
        body,
        signature: typeof signature === "string" ? signature : undefined,
        contentType: request.headers["content-type"] ?? null,
      });
      count("poll-feeds", {
        outcome: pushed.outcome,
        counts: pushed.outcome === "pushed" ? { entries: pushed.fresh } : {},
      });
      // Section 7.1: "gone" ends the subscription at the hub; a wrong signature is not said to whoever tries.
      return pushed.outcome === "unwanted" ? { status: 410, body: "no longer wanted\n" } : { status: 202, body: "" };
    } finally {
      underWay--;
    }
  };
}

const notFound: CallbackAnswer = { status: 404, body: "there is no such page\n" };

/** Null where it is too large, too slow, or compressed, which no hub was asked to do. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | null> {
  const isPlain = (request.headers["content-encoding"] ?? "identity") === "identity";
  if (!isPlain || Number(request.headers["content-length"] ?? 0) > BODY_BYTES_MAX) return null;
  const timer = setTimeout(() => request.destroy(), BODY_MS_MAX);
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of request as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > BODY_BYTES_MAX) return null;
      pieces.push(piece);
    }
  } finally {
    clearTimeout(timer);
  }
  return new Uint8Array(Buffer.concat(pieces));
}
