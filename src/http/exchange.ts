// One request over one connection and its answer, read to its end or not at all.
import type { Dispatcher } from "undici";
import type { Answered } from "./answer.ts";
import type { Deadline } from "./deadline.ts";
import { explainFault } from "./explain-fault.ts";
import type { Connection, Connections } from "./open-connections.ts";
import { type BodyLimit, readBody } from "./read-body.ts";

export interface Request {
  url: URL;
  /** Names in lower case. */
  headers: Map<string, string>;
  /** What a POST carries; null for a GET. */
  form: string | null;
  bodyLimit: BodyLimit;
  deadline: Deadline;
}

/** `location` is set for a redirect, whose body is empty then. */
export type Exchanged = Pick<Answered, "status" | "headers" | "body"> & { location: string | null };

const redirectStatuses = new Set([301, 302, 303, 307, 308]);
const bodilessStatuses = new Set([204, 304]);
const redirectBytesMax = 16 * 1024;

/** Sends it. Throws what went wrong, for explainFault; nothing of it is left running. */
export async function exchange(connections: Connections, request: Request): Promise<Exchanged> {
  const connection = connections.take(request.url.origin);
  const opened = connection.opened();
  try {
    return await exchangeOver(connection, connections, request);
  } catch (error) {
    // A host may close an idle connection in the moment that we write to it; such a request is sent once more (RFC 9112 section 9.3.1),
    // but never one that may have done something there (RFC 9110 section 9.2.2).
    const wasOpen = connection.opened() === opened;
    if (!wasOpen || request.form !== null || request.deadline.signal.aborted || explainFault(error).reason !== "reset")
      throw error;
    return await exchangeOver(connections.take(request.url.origin), connections, request);
  }
}

async function exchangeOver(connection: Connection, connections: Connections, request: Request): Promise<Exchanged> {
  const { url, headers, form, bodyLimit, deadline } = request;
  const { signal } = deadline;
  const stop = (): void => void connection.destroy(signal.reason as Error);
  signal.addEventListener("abort", stop, { once: true });
  let whole = false;
  try {
    signal.throwIfAborted();
    deadline.phase = () => connection.phase();
    const response = await connection.request({
      path: url.pathname + url.search,
      method: form === null ? "GET" : "POST",
      headers,
      body: form,
    });
    deadline.phase = () => "reading the body";
    const received = plainHeaders(response.headers);
    const status = response.statusCode;
    const location = redirectStatuses.has(status) ? (received["location"] ?? null) : null;
    if (bodilessStatuses.has(status)) {
      whole = await readsToItsEnd(response.body);
      signal.throwIfAborted();
      return { status, headers: received, body: new Uint8Array(), location };
    }
    if (location === null) {
      const body = await readBody(response.body, received, bodyLimit);
      // A body that ends with its connection looks whole when it was we who closed that.
      signal.throwIfAborted();
      whole = response.body.readableEnded;
      return { status, headers: received, body, location };
    }
    // Nobody wants the page of a redirect, but reading a short one to its end spares the next hop a connection.
    await response.body.dump({ limit: redirectBytesMax });
    signal.throwIfAborted();
    whole = response.body.readableEnded;
    return { status, headers: received, body: new Uint8Array(), location };
  } finally {
    signal.removeEventListener("abort", stop);
    if (whole) connections.release(connection);
    else stop();
  }
}

// A 304 may say how long the document is that it does not send (RFC 9110 section 8.6); undici then calls it cut off, and ends the connection.
async function readsToItsEnd(body: Dispatcher.ResponseData["body"]): Promise<boolean> {
  try {
    for await (const _ of body);
    return true;
  } catch {
    return false;
  }
}

// Without a prototype, as a host may well send a header called __proto__; and without cookies.
function plainHeaders(received: Record<string, string | string[] | undefined>): Record<string, string> {
  const headers = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(received)) {
    if (value !== undefined && name !== "set-cookie") headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return headers;
}
