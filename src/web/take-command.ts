// What commands ask a running Wirewatch to change, where the embedded store is its own. Only who can read the data directory may.
import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { rearrangeStories } from "../stages/rearrange-stories.ts";
import type { Rearrangement } from "../stages/rearrange-stories.ts";
import type { WebDeps } from "./open-web.ts";

export interface CommandTaken {
  status: number;
  body: unknown;
}

const PATH = "/stories.json";
const BODY_BYTES_MAX = 64 * 1024;

/** Null for a request that is none of these. `token` is what the data directory holds: a page in somebody's browser can't know it. */
export async function takeCommand(deps: WebDeps, token: string | null, request: IncomingMessage): Promise<CommandTaken | null> {
  const [path] = (request.url ?? "").split("?", 1);
  if (request.method !== "POST" || path !== PATH) return null;
  if (token === null || !isSame(request.headers.authorization ?? "", `Bearer ${token}`))
    return { status: 403, body: { error: "not allowed" } };
  const change = await readChange(request);
  if (change === null) return { status: 400, body: { error: "not understood" } };
  return { status: 200, body: await rearrangeStories(deps, change) };
}

/** A form with one field, `change`. Null where it can't be read. */
async function readChange(request: IncomingMessage): Promise<Rearrangement | null> {
  let body = "";
  for await (const piece of request.setEncoding("utf8") as AsyncIterable<string>) {
    body += piece;
    if (body.length > BODY_BYTES_MAX) return null;
  }
  try {
    return asChange(JSON.parse(new URLSearchParams(body).get("change") ?? "null"));
  } catch {
    return null;
  }
}

function asChange(value: unknown): Rearrangement | null {
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
