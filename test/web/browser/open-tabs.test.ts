// Goal: two hundred tabs that stay open hold no other reader up, and leave nothing behind when they close. Method: as many connections that are kept, each with its pages, and as many whose request never ends.
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWeb } from "../../../src/web/open-web.ts";
import { digest, openStages, watchlists } from "../../pipeline/open-stages.ts";
import { closing } from "../../support/closing.ts";
import { expectClosed, openResources } from "../../support/open-resources.ts";
import { processorStall } from "../../support/processor-stall.ts";
import { ask, portOf } from "../ask.ts";
import { tellTwoStories } from "../tell-two-stories.ts";
import type { TestStages } from "../../pipeline/open-stages.ts";

const TABS = 200;
const PATHS = ["/", "/stories/1", "/system"];
/** Of the processor's time, in which this process also asks and reads two hundred times at once. */
const STALL_MS_MAX = 500;

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
  await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha", "beta") });
  await tellTwoStories(stages);
});
afterAll(() => stages.close());

/** A tab's page, over the tab's own connection, which stays. */
const load = (web: { url: string }, agent: http.Agent, path: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const request = http.get({ host: "127.0.0.1", port: portOf(web), path, agent }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode ?? 0));
    });
    request.on("error", reject);
  });

async function hang(web: { url: string }): Promise<net.Socket> {
  const socket = net.connect(portOf(web), "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n");
  return socket;
}

test("two hundred open tabs, and two hundred requests that never end, delay no other page and leave nothing open", async () => {
  const before = openResources();
  const web = closing(await openWeb({ ...stages.deps, desk: stages.desk }));
  const agents = Array.from({ length: TABS }, () => new http.Agent({ keepAlive: true, maxSockets: 1 }));
  const hanging = await Promise.all(Array.from({ length: TABS }, () => hang(web)));
  const { result: statuses, stallMs } = await processorStall(() =>
    Promise.all(agents.map((agent, tab) => load(web, agent, PATHS[tab % PATHS.length] ?? "/"))),
  );
  expect(statuses).toEqual(Array.from({ length: TABS }, () => 200));
  expect(stallMs).toBeLessThan(STALL_MS_MAX);
  const alone = await ask(web, "/");
  expect([alone.status, alone.body.includes("Harbour closed")]).toEqual([200, true]);
  for (const agent of agents) agent.destroy();
  for (const socket of hanging) socket.destroy();
  // What stays is the server alone.
  await expectClosed({ ...before, TCPServerWrap: (before["TCPServerWrap"] ?? 0) + 1 });
  await web.close();
  await expectClosed(before);
}, 60_000);

test("a server with two hundred open tabs closes at once", async () => {
  const web = await openWeb({ ...stages.deps, desk: stages.desk });
  const agents = Array.from({ length: TABS }, () => new http.Agent({ keepAlive: true, maxSockets: 1 }));
  await Promise.all(agents.map((agent) => load(web, agent, "/livez")));
  const from = performance.now();
  await web.close();
  expect(performance.now() - from).toBeLessThan(2_000);
  for (const agent of agents) agent.destroy();
}, 60_000);
