// Hosts that cannot be reached: for how long all requests get the same answer, and which host is at fault. Method: a clock of our own.
import { expect, test } from "vitest";
import { openDoors, type Doors } from "../../src/http/ask-host.ts";
import { bounds, client, failed } from "./ask.ts";
import { serve } from "./serve.ts";
import { freePort } from "../support/wait.ts";
import type { Resolve } from "../../src/http/connect.ts";

function open(resolve?: Resolve): { doors: Doors; clock: { ms: number } } {
  const clock = { ms: 0 };
  const asker = client(resolve === undefined ? {} : { resolve });
  return { doors: openDoors({ client: asker, robots: null, hold: () => Promise.resolve(), now: () => clock.ms }), clock };
}
const ask = (doors: Doors, host: string) => doors.ask({ host, gapMs: 0 }, `http://${host}/`, bounds);
const noSuchName: Resolve = () => Promise.reject(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }));

test("a host that refuses connections is asked again after four seconds", async () => {
  const { doors, clock } = open();
  const host = `127.0.0.1:${await freePort()}`;
  const answer = failed(await ask(doors, host));
  expect(answer).toMatchObject({ reason: "refused", temporary: true });
  clock.ms = 3_999;
  expect(doors.closedAt(host)).toBe(answer);
  clock.ms = 4_000;
  expect(doors.closedAt(host)).toBeNull();
});

test("a name that does not exist is looked up again after a minute", async () => {
  const { doors, clock } = open(noSuchName);
  const answer = failed(await ask(doors, "gone.example"));
  expect(answer).toMatchObject({ reason: "dns", temporary: false });
  clock.ms = 59_999;
  expect(doors.closedAt("gone.example")).toBe(answer);
  clock.ms = 60_000;
  expect(doors.closedAt("gone.example")).toBeNull();
});

test("a host that redirects to one that is down is still asked", async () => {
  const { doors } = open();
  const down = await freePort();
  const { port } = await serve((_, response) => void response.writeHead(302, { location: `http://127.0.0.1:${down}/` }).end());
  expect(failed(await ask(doors, `127.0.0.1:${port}`))).toMatchObject({ reason: "refused", elsewhere: true });
  expect(doors.closedAt(`127.0.0.1:${port}`)).toBeNull();
});
