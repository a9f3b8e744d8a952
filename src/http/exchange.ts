// One request over one connection, and its answer, read to its end or not at all.
import type { Dispatcher } from "undici";
import type { Answered } from "./answer.ts";
import type { Deadline } from "./deadline.ts";
import { explainFault, HttpFaultError } from "./explain-fault.ts";
import { findLocation } from "./find-target.ts";
import type { Connection, Connections } from "./open-connections.ts";
import { type BodyLimit, readBody } from "./read-body.ts";

export interface Request {
  url: URL;
  /** Names in lower case. */
  headers: Map<string, string>;
  /** The body of a request that has one; null for a GET. */
  form: string | null;
  /** How a body is sent. */
  method: "POST" | "PUT" | "PATCH";
  bodyLimit: BodyLimit;
  deadline: Deadline;
}

/** `location` is set for a redirect, whose body is then empty. `setCookies`: one header each. */
export type Exchanged = Pick<Answered, "status" | "headers" | "body"> & { location: string | null; setCookies: string[] };

const bodilessStatuses = new Set([204, 304]);
const redirectBytesMax = 16 * 1024;

/** Sends it. Throws faults for explainFault to read; leaves nothing running. */
export async function exchange(connections: Connections, request: Request): Promise<Exchanged> {
  const connection = connections.take(request.url.origin);
  const opened = connection.opened();
  try {
    return await exchangeOver(connection, connections, request);
  } catch (error) {
    // A host may close an idle connection just as we write to it; such a request is sent once more (RFC 9112 section 9.3.1), but
    // never one that may have had an effect there (RFC 9110 section 9.2.2).
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
      method: form === null ? "GET" : request.method,
      headers,
      body: form,
    });
    deadline.phase = () => "reading the body";
    const received = plainHeaders(response.headers);
    const status = response.statusCode;
    const setCookies = [response.headers["set-cookie"] ?? []].flat();
    const location = findLocation({ status, headers: received });
    if (bodilessStatuses.has(status)) {
      whole = await readsToItsEnd(response.body);
      signal.throwIfAborted();
      return { status, headers: received, body: new Uint8Array(), location, setCookies };
    }
    if (location === null) {
      const mayBreak = form !== null && bodyLimit.cut;
      const body = await readBody(response.body, received, bodyLimit).catch((error: unknown) => {
        // The status says what became of a post. One that was taken must not be sent again for the words that were to follow.
        if (mayBreak) return new Uint8Array();
        throw error;
      });
      // A body that ends with its connection looks complete if we closed the connection ourselves.
      if (!mayBreak) signal.throwIfAborted();
      whole = response.body.readableEnded;
      return { status, headers: received, body, location, setCookies };
    }
    // The page of a redirect is useless, but reading a short one to its end saves the next hop a connection.
    await response.body.dump({ limit: redirectBytesMax });
    signal.throwIfAborted();
    whole = response.body.readableEnded;
    return { status, headers: received, body: new Uint8Array(), location, setCookies };
  } catch (error) {
    throw nameOddLine(error, connection.oddLine());
  } finally {
    signal.removeEventListener("abort", stop);
    if (whole) connections.release(connection);
    else stop();
  }
}

/** What undici's parser refuses, it does not quote. */
function nameOddLine(error: unknown, oddLine: string | null): unknown {
  if (
    oddLine === null ||
    !(error instanceof Error) ||
    !/^(?:HTTPParserError|ResponseContentLengthMismatchError)$/.test(error.name)
  )
    return error;
  // oxlint-disable-next-line no-control-regex
  const line = oddLine.slice(0, 60).replace(/[^\x20-\x7e]/g, "?");
  return new HttpFaultError("not-http", `the host did not answer in HTTP: "${line}"`, { cause: error });
}

// A 304 may give the length of the document that it does not send (RFC 9110 section 8.6); undici then calls it cut off, and ends the connection.
async function readsToItsEnd(body: Dispatcher.ResponseData["body"]): Promise<boolean> {
  try {
    for await (const _ of body);
    return true;
  } catch {
    return false;
  }
}

// Without a prototype, since a host may send a header called __proto__; and without cookies.
function plainHeaders(received: Record<string, string | string[] | undefined>): Record<string, string> {
  const headers = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(received)) {
    if (value === undefined || name === "set-cookie") continue;
    // An address may hold a comma, so of several the first counts.
    headers[name] = Array.isArray(value) ? (name === "location" ? (value[0] ?? "") : value.join(", ")) : value;
  }
  return headers;
}
