// The web page: is it alive, is it ready, and how feeds, queues and the last digests stand.
import { createServer } from "node:http";
import { Readable } from "node:stream";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { renderIssuePage } from "../digests/render-issue.ts";
import { findIssue } from "../store/issues.ts";
import { answerAtom } from "./public/answer-atom.ts";
import { answerCommand } from "./answer-command.ts";
import { answerUnsubscribe } from "./public/unsubscribe-page.ts";
import { answerRecord } from "./pages/record-page.ts";
import { readStatus } from "../desk/read-status.ts";
import { renderStatus, STYLE } from "./pages/render-status.ts";
import { takeCommand } from "./take-command.ts";
import type { WebDeps } from "./web-deps.ts";
import type { Issue } from "../digests/digest.ts";
import type { Database } from "../store/engine/database.ts";

export interface Web {
  /** Where it listens. */
  url: string;
  close(): Promise<void>;
}

// Nothing on the pages runs or loads anything: what they show was written by strangers.
const HEADERS = {
  "content-security-policy": "default-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

// An issue is shown with the styles that stand in its mail.
const ISSUE_HEADERS = { "content-security-policy": HEADERS["content-security-policy"].replace("'self'", "'unsafe-inline'") };
const FORM_HEADERS = {
  "content-security-policy": HEADERS["content-security-policy"].replace("form-action 'none'", "form-action 'self'"),
};
/** A proxy in front may have left the path of web.url on. */
const ISSUE_PATH = /\/issues\/([1-9]\d{0,14})$/;

/** Throws in words where the address is taken. */
export async function openWeb(deps: WebDeps): Promise<Web> {
  const { host, port } = deps.config().web;
  const server = createServer((request, response) => {
    answer(deps, request, response).catch((error: unknown) => {
      deps.log.warn({ err: error }, "the status page failed");
      if (!response.headersSent) response.writeHead(503, { ...HEADERS, "content-type": "text/plain; charset=utf-8" });
      response.end("not ready: the database or the queue does not answer\n");
    });
  });
  await listen(server, host, port);
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(deps: WebDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const send = (status: number, type: string, body: string, headers = {}) => {
    // A body that nobody asked for is not waited for.
    const unread = request.method === "POST" && status >= 400 && { connection: "close" };
    response.writeHead(status, { ...HEADERS, ...headers, "content-type": `${type}; charset=utf-8`, ...unread });
    response.end(request.method === "HEAD" ? undefined : body);
  };
  // A proxy in front may have left the path of web.url on or taken it off.
  const token = /\/websub\/([^/?]*)(?:\?.*)?$/.exec(request.url ?? "")?.[1];
  const toHub = token === undefined ? null : ((await deps.hubCallback?.(asRequest(request), token)) ?? null);
  if (toHub !== null) return send(toHub.status, "text/plain", toHub.body);
  const taken = await takeCommand(deps, deps.commandToken ?? null, request);
  if (taken !== null) return send(taken.status, "application/json", JSON.stringify(taken.body));
  const feed = await answerAtom(deps, request);
  if (feed !== null) return send(200, "application/atom+xml", feed);
  const toReader = await answerUnsubscribe(deps, request);
  if (toReader !== null) return send(toReader.status, "text/html", toReader.html, FORM_HEADERS);
  if (request.method !== "GET" && request.method !== "HEAD") return send(405, "text/plain", "only GET\n");
  const [path = ""] = (request.url ?? "").split("?", 1);
  const issue = await findIssueAt(deps.database, path);
  if (issue !== null) return send(200, "text/html", renderIssuePage(issue), ISSUE_HEADERS);
  const record = await answerRecord(deps.database, path);
  if (record !== null) return send(200, "text/html", record);
  const toCommand = await answerCommand(deps, path, new URLSearchParams((request.url ?? "").slice(path.length)));
  if (toCommand !== undefined) return send(200, "application/json", JSON.stringify(toCommand));
  switch (path) {
    case "/healthz":
      return send(200, "text/plain", "alive\n");
    case "/readyz":
      await Promise.all([deps.database.one("select 1 as ready"), deps.producer.depths()]);
      return send(200, "text/plain", "ready\n");
    case "/":
      return send(200, "text/html", renderStatus(await readStatus(deps)));
    case "/style.css":
      return send(200, "text/css", STYLE);
    default:
      return send(404, "text/plain", "there is no such page\n");
  }
}

function asRequest(request: IncomingMessage): Request {
  const { method = "GET", url, headers } = request;
  const given = Object.entries(headers).flatMap(([name, value]): [string, string][] => [[name, String(value)]]);
  const body = method === "POST" && { body: Readable.toWeb(request) as ReadableStream, duplex: "half" as const };
  return new Request(`http://localhost${url}`, { method, headers: given, ...body });
}

async function findIssueAt(database: Database, path: string): Promise<Issue | null> {
  const id = ISSUE_PATH.exec(path)?.[1];
  return id === undefined ? null : ((await findIssue(database, Number(id)))?.content ?? null);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken =
        error.code === "EADDRINUSE"
          ? `${host}:${port} is taken by another program; set web.listen in wirewatch.yaml`
          : error.message;
      reject(new Error(`the web page cannot be opened: ${taken}`, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}
