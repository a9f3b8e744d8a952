// Asks the Wirewatch that runs on this data directory, for an embedded store belongs to one process.
import { openHttpClient } from "../http/open-http-client.ts";
import { CommandError } from "./command.ts";
import type { Config } from "../config/config.ts";
import type { DirectoryInUse } from "../store/directory-lock.ts";

const BYTES_MAX = 16 * 1024 * 1024;
const DEADLINE_MS = 10_000;

/** What its web page answers at `path`, as JSON. Throws CommandError where it can't be asked. */
export async function askRunning(
  { web, fetch }: Pick<Config, "web" | "fetch">,
  path: string,
  inUse: DirectoryInUse,
): Promise<unknown> {
  const host = web.host === "0.0.0.0" || web.host === "::" ? "localhost" : web.host;
  const place = `${host.includes(":") ? `[${host}]` : host}:${web.port}`;
  const client = openHttpClient({ userAgent: fetch.userAgent, allowPrivate: [place] });
  try {
    const answer = await client.get(`http://${place}${path}`, { bodyBytesMax: BYTES_MAX, deadlineMs: DEADLINE_MS });
    if (answer.kind === "answer" && answer.status === 200) return JSON.parse(new TextDecoder().decode(answer.body)) as unknown;
    const why = answer.kind === "failed" ? answer.message : `it answered ${answer.status}`;
    throw new CommandError(`${inUse.message}; its web page at ${place} cannot be read: ${why}`);
  } finally {
    await client.close();
  }
}
