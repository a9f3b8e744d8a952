// What a command reads of the store, or changes in it; an embedded store belongs to the process that runs: then that one is asked.
import { openHttpClient } from "../http/open-http-client.ts";
import { openLog } from "../log.ts";
import { DirectoryInUse } from "../store/engine/directory-lock.ts";
import { readCommandToken } from "../app/command-token.ts";
import { CommandError } from "../errors.ts";
import { messageOf } from "../errors.ts";
import type { Config } from "../config/config.ts";
import type { Database } from "../store/engine/database.ts";

type Settings = Pick<Config, "store" | "web" | "fetch">;

/** The store itself, or the process that has it open, which answers paths of its web page as JSON. */
export type Look =
  | { kind: "database"; database: Database }
  | { kind: "running"; ask(path: string, sent?: Sent): Promise<unknown> };

/** A change, with the word by which it shows that it may be made. */
interface Sent {
  change: unknown;
  token: string | null;
}

const BYTES_MAX = 64 * 1024 * 1024;
const DEADLINE_MS = 60_000;

/** `path` is where a running process answers the same as JSON. Null where there is no store yet. Throws CommandError in words. */
export function lookAtStore<T>(settings: Settings, path: string, read: (database: Database) => Promise<T>): Promise<T | null> {
  return withStore(settings, async (look) => (look.kind === "database" ? read(look.database) : ((await look.ask(path)) as T)));
}

/** The same for a change, which the running process is sent as JSON, with the token of its data directory. */
export async function changeStore<T>(
  settings: Settings & { dataDir: string },
  path: string,
  change: unknown,
  apply: (database: Database) => Promise<T>,
): Promise<T | null> {
  return withStore(settings, async (look) => {
    if (look.kind === "database") return apply(look.database);
    return (await look.ask(path, { change, token: await readCommandToken(settings.dataDir) })) as T;
  });
}

/** For who looks more than once. Null where there is no store yet. Throws CommandError in words. */
export async function withStore<T>(settings: Settings, work: (look: Look) => Promise<T>): Promise<T | null> {
  const log = openLog("silent", false);
  const { openStoreAsIs } = await import("../app/open-app.ts");
  try {
    const database = await openStoreAsIs(settings, (error) => log.debug(error));
    try {
      return database === null ? null : await work({ kind: "database", database });
    } finally {
      await database?.close();
    }
  } catch (thrown) {
    if (thrown instanceof DirectoryInUse) return askRunning(settings, thrown, work);
    if (thrown instanceof CommandError) throw thrown;
    throw new CommandError(`${messageOf(thrown)}. See: wirewatch doctor`, { cause: thrown });
  }
}

async function askRunning<T>({ web, fetch }: Settings, inUse: DirectoryInUse, work: (look: Look) => Promise<T>): Promise<T> {
  if (web.port === 0)
    throw new CommandError(`${inUse.message}; web.listen gives it no port of its own at which it could be asked`);
  const host = web.host === "0.0.0.0" || web.host === "::" ? "localhost" : web.host;
  const place = `${host.includes(":") ? `[${host}]` : host}:${web.port}`;
  const client = openHttpClient({ userAgent: fetch.userAgent, allowPrivate: [place] });
  try {
    return await work({
      kind: "running",
      async ask(path, sent) {
        const url = `http://${place}${path}`;
        const options = { bodyBytesMax: BYTES_MAX, deadlineMs: DEADLINE_MS };
        const answer = await (sent === undefined
          ? client.get(url, options)
          : client.post(url, new URLSearchParams({ change: JSON.stringify(sent.change) }).toString(), {
              ...options,
              headers: { authorization: `Bearer ${sent.token ?? ""}` },
            }));
        if (answer.kind === "answer" && answer.status === 200)
          return JSON.parse(new TextDecoder().decode(answer.body)) as unknown;
        const why = answer.kind === "failed" ? answer.message : `it answered ${answer.status}`;
        throw new CommandError(`${inUse.message}; its web page at ${place} cannot be read: ${why}`);
      },
    });
  } finally {
    await client.close();
  }
}
