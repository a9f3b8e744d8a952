// The desk for a command: that of the Wirewatch that runs on the same data, over its socket; otherwise one over the store itself.
import { Agent, request } from "node:http";
import { connect } from "node:net";
import type { RequestOptions } from "node:http";
import { CommandError, messageOf } from "../errors.ts";
import { DirectoryInUse } from "../store/engine/directory-lock.ts";
import { closeFolder } from "../store/engine/private-folder.ts";
import { findSocket } from "../web/socket-path.ts";
import type { KnownConfig, OpenedDesk } from "./open-store-desk.ts";
import type { Desk } from "../desk/desk.ts";
import type { DeskFault } from "../web/desk-socket.ts";

/** Another command, or a Wirewatch that starts or stops, has the store for a moment. */
const WAIT_MS = 15_000;
const LOOK_EVERY_MS = 50;
/** The process says each minute that it still works; a slow one, or one of an earlier version, is given more. */
const SILENCE_MS_MAX = 10 * 60_000;
const ANSWER_BYTES_MAX = 256 * 1024 * 1024;

type Open = () => Promise<OpenedDesk | null>;

/**
 * Unless `open` is given, a process of its own opens the store alone. Settings are enough for methods that need no feeds, watchlists or
 * digests; null if they cannot be read, in which case only a running process answers. Returns null if there is no store yet. Throws CommandError.
 */
export async function withDesk<T>(
  { dataDir }: { dataDir: string },
  settings: KnownConfig | null,
  work: (desk: Desk) => Promise<T>,
  open: Open | null = settings && openStore(settings),
): Promise<T | null> {
  // Postgres is open to all, and its workers may be elsewhere.
  const opened = await (open !== null && settings?.store.kind === "postgres" ? open() : openEither(dataDir, open));
  if (opened === null) return null;
  try {
    return await work(opened.desk);
  } catch (thrown) {
    if (thrown instanceof CommandError) throw thrown;
    throw new CommandError(`${messageOf(thrown)}. See: wirewatch doctor`, { cause: thrown });
  } finally {
    await opened.close();
  }
}

async function openEither(dataDir: string, open: Open | null): Promise<OpenedDesk | null> {
  const until = Date.now() + WAIT_MS;
  for (;;) {
    const running = await findRunningDesk(dataDir);
    if (running !== null) return running;
    if (open === null) throw new CommandError("the Wirewatch that ran has stopped, and the configuration has faults");
    try {
      return await open();
    } catch (thrown) {
      if (!(thrown instanceof DirectoryInUse)) throw thrown;
      const stuck = `process ${thrown.pid} has ${dataDir} open and answers no commands: wait until it ends, or stop it`;
      if (Date.now() > until) throw new CommandError(stuck, { cause: thrown });
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

const openStore =
  (settings: KnownConfig): Open =>
  async () => {
    const { openStoreDesk } = await import("./open-store-desk.ts");
    return openStoreDesk(settings);
  };

/** Null if no process listens: what a dead one left is removed by the next that takes the lock. Throws CommandError. */
export async function findRunningDesk(dataDir: string, silenceMsMax = SILENCE_MS_MAX): Promise<OpenedDesk | null> {
  const path = await findSocket(dataDir);
  const fault = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(null);
    }).once("error", resolve);
  });
  if (fault !== null) {
    if (fault.code === "EACCES" || fault.code === "EPERM") await closeFolder(dataDir);
    return null;
  }
  const agent = new Agent({ keepAlive: true });
  const call = (method: string) => (args: unknown) => ask({ socketPath: path, agent, timeout: silenceMsMax }, { method, args });
  const desk = new Proxy({} as Desk, {
    // A promise that resolves to the desk looks whether it is one itself.
    get: (_, method) => (typeof method === "string" && method !== "then" ? call(method) : undefined),
  });
  return {
    desk,
    close() {
      agent.destroy();
      return Promise.resolve();
    },
  };
}

function ask(to: RequestOptions, { method, args = {} }: { method: string; args: unknown }): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const refuse = (reason: string) => reject(new CommandError(`the Wirewatch that runs ${reason}`));
    const asked = request({ ...to, method: "POST", path: `/${method}` }, (answer) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > ANSWER_BYTES_MAX) asked.destroy(new Error("its answer is too large"));
        else chunks.push(chunk);
      });
      answer.on("error", ({ message }) => refuse(`stopped before it had answered (${message}): try again`));
      answer.on("end", () => {
        let value: unknown;
        try {
          value = JSON.parse(Buffer.concat(chunks).toString("utf8"));
        } catch {
          return refuse("gave an answer that cannot be read: restart it, it may be of another version");
        }
        if (answer.statusCode === 200) return resolve(value);
        const { code, message } = (value as DeskFault).error;
        if (code === "refused" || code === "failed") return reject(new CommandError(message));
        refuse(`does not understand this command (${message}): restart it, it may be of another version`);
      });
    });
    asked.on("timeout", () => asked.destroy(new Error(`no sign of life in ${(to.timeout ?? 0) / 60_000} minutes`)));
    asked.on("error", ({ message }) => refuse(`did not answer (${message}): try again`));
    asked.end(JSON.stringify(args));
  });
}
