// What commands ask a running Wirewatch to change, where the embedded store is its own. Only who can read the data directory may.
import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { changeLedger } from "../desk/change-ledger.ts";
import { rearrangeStories } from "../desk/rearrange-stories.ts";
import type { LedgerChange } from "../desk/change-ledger.ts";
import type { Rearrangement } from "../desk/rearrange-stories.ts";
import type { WebDeps } from "./web-deps.ts";

export interface CommandTaken {
  status: number;
  body: unknown;
}

/** What each path changes; null for a change that can't be understood. */
const CHANGES: Record<string, (deps: WebDeps, change: unknown) => Promise<unknown> | null> = {
  "/stories.json"(deps, given) {
    const change = asRearrangement(given);
    return change && rearrangeStories(deps, change);
  },
  "/ledger.json"(deps, given) {
    const change = asLedgerChange(given);
    return change && changeLedger(deps, change);
  },
  "/send.json"(deps, given) {
    const { digest } = Object(given) as Record<string, unknown>;
    return typeof digest === "string" && deps.sendNow !== undefined ? deps.sendNow(digest) : null;
  },
};
const BODY_BYTES_MAX = 64 * 1024;

/** Null for a request that is none of these. `token` is what the data directory holds: a page in somebody's browser can't know it. */
export async function takeCommand(deps: WebDeps, token: string | null, request: IncomingMessage): Promise<CommandTaken | null> {
  const [path = ""] = (request.url ?? "").split("?", 1);
  const change = Object.hasOwn(CHANGES, path) ? CHANGES[path] : undefined;
  if (request.method !== "POST" || change === undefined) return null;
  if (token === null || !isSame(request.headers.authorization ?? "", `Bearer ${token}`))
    return { status: 403, body: { error: "not allowed" } };
  const changing = change(deps, await readChange(request));
  return changing === null ? { status: 400, body: { error: "not understood" } } : { status: 200, body: await changing };
}

/** The JSON in a form's one field, `change`. Null where it can't be read. */
async function readChange(request: IncomingMessage): Promise<unknown> {
  let body = "";
  for await (const piece of request.setEncoding("utf8") as AsyncIterable<string>) {
    body += piece;
    if (body.length > BODY_BYTES_MAX) return null;
  }
  try {
    return JSON.parse(new URLSearchParams(body).get("change") ?? "null") as unknown;
  } catch {
    return null;
  }
}

function asLedgerChange(value: unknown): LedgerChange | null {
  const { kind, delivery, recipient, digest } = (value ?? {}) as Record<string, unknown>;
  if (kind === "release" && Number.isSafeInteger(delivery)) return { kind, delivery: delivery as number };
  if (kind !== "resume" || typeof recipient !== "string") return null;
  return { kind, recipient, digest: typeof digest === "string" ? digest : null };
}

function asRearrangement(value: unknown): Rearrangement | null {
  const { kind, by, articles, story, into } = (value ?? {}) as Record<string, unknown>;
  if (typeof by !== "string" || by.length > 200) return null;
  if (kind === "split" && Array.isArray(articles) && articles.every((one) => typeof one === "string"))
    return { kind, by, articles };
  if (kind === "merge" && Number.isSafeInteger(story) && Number.isSafeInteger(into))
    return { kind, by, story: story as number, into: into as number };
  return null;
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
