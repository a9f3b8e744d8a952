// Asks for one document while feeds are looked for.
import { toError } from "../errors.ts";
import { unpackDocument } from "../feeds/read/unpack-document.ts";
import { documentOf } from "../http/answer.ts";
import { explainStatus } from "../http/explain-status.ts";
import { decodeBytes } from "../text/decode-bytes.ts";
import type { PoliteClient } from "../http/polite-client.ts";
import type { Threads } from "../threads/pool.ts";

export interface DiscoverDeps {
  client: Pick<PoliteClient, "get">;
  threads: Pick<Threads, "run">;
  now: Date;
  /** Called before each request. */
  onAsk?: (url: string) => void;
}

/** For polls of sources that are not stored. */
export interface VisitDeps extends DiscoverDeps {
  client: Pick<PoliteClient, "get" | "hold" | "render" | "reachMailServer">;
  threads: Threads;
}

/** `url` is the address after redirects. */
export interface FoundDocument {
  url: string;
  bytes: Uint8Array;
  contentType: string | null;
  linkHeader: string | undefined;
}

/** `refused`: a host answered, but not with what was asked for; its page may name a feed all the same. */
export type Asked =
  | { kind: "document"; document: FoundDocument }
  | { kind: "refused"; reason: string; document: FoundDocument }
  | { kind: "none"; reason: string; unreached: boolean };

const BYTES_MAX = 16 * 1024 * 1024;
const HTML_BYTES_MAX = 4 * 1024 * 1024;
const DEADLINE_MS = 20_000;

export async function askDocument(url: string, { client, onAsk }: DiscoverDeps): Promise<Asked> {
  onAsk?.(url);
  const answer = await client.get(url, { bodyBytesMax: BYTES_MAX, deadlineMs: DEADLINE_MS });
  if (answer.kind !== "answer") return { kind: "none", reason: `cannot be reached: ${answer.message}`, unreached: true };
  const document = { ...documentOf(answer), linkHeader: answer.headers["link"] };
  if (![200, 203, 206].includes(answer.status)) return { kind: "refused", reason: explainStatus(answer), document };
  try {
    return { kind: "document", document: { ...document, bytes: unpackDocument(answer.body, BYTES_MAX) } };
  } catch (error) {
    return { kind: "none", reason: toError(error).message, unreached: false };
  }
}

/** A document as text, its beginning only. */
export const textOf = ({ bytes, contentType }: Pick<FoundDocument, "bytes" | "contentType">): string =>
  decodeBytes(bytes.subarray(0, HTML_BYTES_MAX), { contentType, kind: "html" }).text;
