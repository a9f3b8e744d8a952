// Connections that cannot be accepted and requests that cannot be read end no process, and are no fault of ours. Method: the servers' own error
// event, as for too many open files, and requests as raw bytes.
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findRunningDesk } from "../../src/app/desk-client.ts";
import { openDeskSocket } from "../../src/web/desk-socket.ts";
import { openWeb } from "../../src/web/open-web.ts";
import { openStages } from "../pipeline/open-stages.ts";
import { newFolder } from "../support/database.ts";
import { sendRaw, webWith } from "./ask.ts";
import type { Server } from "node:http";
import type { TestStages } from "../pipeline/open-stages.ts";

let stages: TestStages;
beforeAll(async () => void (stages = await openStages("pglite")));
afterAll(() => stages.close());

/** The server that answers what `ask` asks. */
async function serverOf(ask: () => Promise<unknown>): Promise<Server> {
  const servers: Server[] = [];
  const note = (message: unknown) => void servers.push((message as { server: Server }).server);
  subscribe("http.server.request.start", note);
  await ask();
  unsubscribe("http.server.request.start", note);
  const [server] = servers;
  if (server === undefined) throw new Error("no server was asked");
  return server;
}

const tooMany = () => Object.assign(new Error("accept EMFILE"), { code: "EMFILE" });

test("the web page goes on after connections that it could not accept", async () => {
  const web = await openWeb({ ...stages.deps, desk: stages.desk });
  try {
    const server = await serverOf(() => fetch(`${web.url}livez`));
    for (const _ of [1, 2]) server.emit("error", tooMany());
    expect((await fetch(`${web.url}livez`)).status).toBe(200);
  } finally {
    await web.close();
  }
});

test("the desk's socket goes on after connections that it could not accept", async () => {
  const { folder, remove } = await newFolder();
  const socket = await openDeskSocket({ desk: stages.desk, dataDir: folder, log: stages.deps.log });
  const running = await findRunningDesk(folder);
  try {
    const server = await serverOf(async () => running?.desk.ready());
    for (const _ of [1, 2]) server.emit("error", tooMany());
    expect(await running?.desk.ready()).toEqual({ ready: true });
  } finally {
    await running?.close();
    await socket.close();
    await remove();
  }
});

test.each([
  ["/", "localhost:99999", "400"],
  ["/livez", "127.0.0.1:65536", "400"],
  ["/login", "[::1]:99999", "400"],
  ["/status.json", "[::1", "400"],
  ["/", "localhost:8080:8080", "400"],
  ["/", "localhost/x", "400"],
  ["/", "user@localhost", "400"],
  ["/", "%6cocalhost", "400"],
  ["/", "<b>", "400"],
  ["/", "xn--a", "421"],
  ["/livez", "1.2.3.4.5", "421"],
  ["/status.json", "999999999999", "421"],
  ["http://[/", "localhost", "400"],
  ["http://localhost:99999/", "localhost", "400"],
])("a request for %s of the host %s, which makes no address, is refused with %s and what to do", async (path, host, status) => {
  const web = await webWith(stages, { kind: "open" });
  const bytes = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\nConnection: close\r\n\r\n`;
  expect(await sendRaw(web, bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*\r\n\r\n[^]*web\\.url`));
});

test("a request line with a user name in its address is refused with what to do", async () => {
  const web = await webWith(stages, { kind: "open" });
  const answer = await sendRaw(web, "GET http://user:word@localhost/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  expect(answer).toMatch(/^HTTP\/1.1 400 [^]*sign in on the page/);
});
