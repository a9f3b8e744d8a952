// Opens the client for other sites' documents: guarded, polite, and able to obey robots.txt.
import { openHostLines } from "../http/host-line.ts";
import { openHttpClient } from "../http/open-http-client.ts";
import { openRenderer } from "../http/browser/open-renderer.ts";
import { openRobots } from "../http/open-robots.ts";
import { openPoliteClient } from "../http/polite-client.ts";
import type { Config } from "../config/config.ts";
import type { SourceHeaders } from "../http/own-headers.ts";
import type { PoliteClient, PoliteClientOptions } from "../http/polite-client.ts";
import type { RobotsShelf } from "../http/open-robots.ts";

export interface ClientMemory extends Pick<PoliteClientOptions, "lines" | "heldUntil" | "lease"> {
  /** Null: rules of robots.txt are kept for as long as the client is open. */
  shelf: RobotsShelf | null;
}

/** Unless `memory` is given, the client starts without one, as a command does that asks a site once. */
export function openClient(
  { fetch, feeds = [] }: Pick<Config, "fetch"> & Partial<Pick<Config, "feeds">>,
  { shelf, ...memory }: ClientMemory = { lines: openHostLines({ gapMs: 0 }), heldUntil: new Map(), lease: null, shelf: null },
): PoliteClient {
  const sourceHeaders = headersOf(feeds);
  const client = openHttpClient({ ...fetch, sourceHeaders });
  const robots = openRobots({ client, userAgent: fetch.userAgent, sourceHeaders, shelf });
  const renderer = openRenderer({ at: fetch.browser ?? null, userAgent: fetch.userAgent });
  return openPoliteClient({ client, ...memory, allowPrivate: fetch.allowPrivate, robots, renderer });
}

export const headersOf = (feeds: Config["feeds"]): SourceHeaders[] =>
  feeds
    .filter(({ headers, proxy }) => Object.keys(headers).length > 0 || proxy !== null)
    .map(({ url, headers, proxy }) => ({ url, headers, ...(proxy !== null && { proxy }) }));
