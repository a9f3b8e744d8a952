// A connection that cannot be accepted ends no process. Method: the servers' own error event, as for too many open files.
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findRunningDesk } from "../../src/app/desk-client.ts";
import { openDeskSocket } from "../../src/web/desk-socket.ts";
import { openWeb } from "../../src/web/open-web.ts";
import { openStages } from "../pipeline/open-stages.ts";
import { newFolder } from "../support/database.ts";
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
