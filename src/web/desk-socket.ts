// Serves the desk to commands over a Unix socket that only this user may open: POST /METHOD with JSON, answered with JSON (ADR 0021).
import { createServer } from "node:http";
import { METHODS } from "../desk/desk.ts";
import { CommandError, toError } from "../errors.ts";
import { clearSocket, placeElsewhere, placeInData } from "./socket-path.ts";
import type { IncomingMessage, Server } from "node:http";
import type { Desk } from "../desk/desk.ts";
import type { Logger } from "../log.ts";
import type { SocketPlace } from "./socket-path.ts";

export interface DeskSocket {
  path: string;
  /** Takes no more requests, gives those under way a few seconds, and removes the socket. */
  close(): Promise<void>;
}

/** A failed call, as the command gets it. */
export interface DeskFault {
  error: { code: "no-such-method" | "bad-arguments" | "too-large" | "refused" | "failed"; message: string };
}

interface SocketDeps {
  desk: Desk;
  dataDir: string;
  log: Logger;
}

const BODY_BYTES_MAX = 8 * 1024 * 1024;
const CLOSE_MS_MAX = 5_000;
/** A command takes a process that says nothing for ten minutes for dead, and sending a digest may take longer. */
const WORKING_EVERY_MS = 60_000;

/** The caller holds the lock of `dataDir`. Throws if no socket can be made. */
export async function openDeskSocket(deps: SocketDeps, workingEveryMs = WORKING_EVERY_MS): Promise<DeskSocket> {
  const { dataDir } = deps;
  await clearSocket(dataDir);
  const server = createServer((request, response) => {
    // 102 (RFC 2518, section 10.1), as often as wanted before the answer.
    const working = setInterval(() => response.writeProcessing(), workingEveryMs);
    response.once("close", () => clearInterval(working));
    answer(deps, request)
      .then(({ status, body }) => {
        // What is left of a refused body is not waited for.
        clearInterval(working);
        const end = request.complete ? {} : { connection: "close" };
        response.writeHead(status, { "content-type": "application/json", ...end });
        response.end(body);
      })
      // The client hung up half-way through its request.
      .catch(() => response.destroy());
  });
  const place = await listen(server, dataDir);
  // One connection failed, for example because too many files are open. Unheard, that would end the process.
  server.on("error", (error) => deps.log.warn({ err: error }, "a command could not connect"));
  await place.publish();
  return {
    path: place.path,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      const timer = setTimeout(() => server.closeAllConnections(), CLOSE_MS_MAX);
      await closed;
      clearTimeout(timer);
      await place.remove();
    },
  };
}

/** Some mounted folders cannot hold a socket, and some have too long a path. */
async function listen(server: Server, dataDir: string): Promise<SocketPlace> {
  const inData = placeInData(dataDir);
  if (inData !== null && (await bind(server, inData.path)) === null) return inData;
  const elsewhere = await placeElsewhere(dataDir);
  const fault = await bind(server, elsewhere.path);
  if (fault === null) return elsewhere;
  await elsewhere.remove();
  throw fault;
}

async function bind(server: Server, path: string): Promise<Error | null> {
  // The socket must never be open to others, not even until its mode is set. bind(2) happens within listen().
  const umask = process.umask(0o177);
  try {
    server.listen(path);
  } finally {
    process.umask(umask);
  }
  return new Promise((resolve) => {
    server.once("error", resolve);
    server.once("listening", () => {
      server.removeListener("error", resolve);
      resolve(null);
    });
  });
}

interface Answer {
  status: number;
  body: string;
}

async function answer({ desk, log }: SocketDeps, request: IncomingMessage): Promise<Answer> {
  const name = (request.url ?? "").slice(1);
  if (request.method !== "POST" || !isMethod(name)) return fault(404, "no-such-method", `there is no method "${name}"`);
  const text = await readBody(request);
  if (text === null) return fault(413, "too-large", `a request has at most ${BODY_BYTES_MAX} bytes`);
  const args = METHODS[name].args.safeParse(parseJson(text));
  if (!args.success) {
    const [issue] = args.error.issues;
    return fault(400, "bad-arguments", `${name}: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`);
  }
  try {
    const call = desk[name] as (args: unknown) => Promise<unknown>;
    return { status: 200, body: JSON.stringify(await call(args.data)) };
  } catch (thrown) {
    const { message } = toError(thrown);
    if (thrown instanceof CommandError) return fault(409, "refused", message);
    log.warn({ method: name, err: thrown }, "a command's request failed");
    return fault(500, "failed", message);
  }
}

const isMethod = (name: string): name is keyof typeof METHODS => Object.hasOwn(METHODS, name);

function fault(status: number, code: DeskFault["error"]["code"], message: string): Answer {
  return { status, body: JSON.stringify({ error: { code, message } } satisfies DeskFault) };
}

/** Returns null if there are too many bytes. Throws if the client hangs up. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers["content-length"] ?? 0) > BODY_BYTES_MAX) return null;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Undefined, which no schema takes, if it is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
