// Goal: the target of a redirect is treated like a host asked directly. Method: real hosts, told apart by their ports.
import { EventEmitter, once } from "node:events";
import { afterEach, expect, test, vi } from "vitest";
import { openHostLines } from "../../src/http/host-line.ts";
import { openPoliteClient } from "../../src/http/polite-client.ts";
import { bounds, client } from "./ask.ts";
import { serve, type Serving } from "./serve.ts";
import { until } from "../support/wait.ts";
import type { RequestListener } from "node:http";
import type { HostLease, PoliteClient } from "../../src/http/polite-client.ts";

afterEach(() => vi.useRealTimers());

const polite = (lease: HostLease | null = null): PoliteClient =>
  openPoliteClient({
    client: client(),
    lines: openHostLines({ gapMs: 0 }),
    heldUntil: new Map(),
    allowPrivate: ["127.0.0.1"],
    lease,
    robots: null,
  });
const urlOf = ({ port }: Serving, path = "/"): string => `http://127.0.0.1:${port}${path}`;
const redirectsTo =
  (url: () => string, status = 302): RequestListener =>
  (_, response) =>
    void response.writeHead(status, { location: url() }).end();

/** Answers when it is told to; knows how many it had at once. */
async function slowHost() {
  const waiting: (() => void)[] = [];
  let atOnce = 0;
  let most = 0;
  const serving = await serve((_, response) => {
    most = Math.max(most, ++atOnce);
    waiting.push(() => {
      atOnce--;
      response.end("at last");
    });
  });
  return { ...serving, waiting, most: () => most };
}

test("a rate-limited host is not asked through a redirect either", async () => {
  let asked = 0;
  const busy = await serve((_, response) => void response.end(String(++asked)));
  const friend = await serve(redirectsTo(() => urlOf(busy)));
  const later = new Date(Date.now() + 60_000);
  const asker = polite();
  await asker.hold(urlOf(busy), later);
  expect(await asker.get(urlOf(friend), bounds)).toMatchObject({ kind: "held", until: later });
  expect(asked).toBe(0);
});

test("a host that asked for a long pause and then a short one gets the long one, and no other host does", async () => {
  const busy = await serve((_, response) => void response.end());
  const other = await serve((_, response) => void response.end("welcome"));
  const asker = polite();
  const later = new Date(Date.now() + 60_000);
  for (const until of [later, new Date(Date.now() + 5_000), new Date(0)]) await asker.hold(urlOf(busy), until);
  expect(await asker.get(urlOf(busy), bounds)).toMatchObject({ kind: "held", until: later });
  expect(await asker.get(urlOf(other), bounds)).toMatchObject({ kind: "answer", status: 200 });
  expect(busy.connections()).toBe(0);
});

test("a host that many redirect to is asked one request at a time, and blocks none of the redirecting hosts", async () => {
  const slow = await slowHost();
  const friends = await Promise.all(
    Array.from({ length: 5 }, () =>
      serve((request, response) =>
        request.url === "/own" ? void response.end("mine") : redirectsTo(() => urlOf(slow))(request, response),
      ),
    ),
  );
  const asker = polite();
  const answers = friends.map((friend) => asker.get(urlOf(friend), bounds));
  for (let count = 1; count <= friends.length; count++) {
    await until(() => slow.waiting.length === count, "the next is asked");
    for (const friend of friends) {
      expect(await asker.get(urlOf(friend, "/own"), bounds)).toMatchObject({ kind: "answer", status: 200, redirects: [] });
    }
    slow.waiting.at(-1)?.();
  }
  for (const answer of await Promise.all(answers)) {
    expect(answer).toMatchObject({ kind: "answer", url: urlOf(slow), redirects: [{ status: 302, to: urlOf(slow) }] });
  }
  expect(slow.most()).toBe(1);
});

test("redirects over hosts are listed in order, with the fault of the last host", async () => {
  const mute = await serve((request) => request.socket.destroy());
  const second = await serve(redirectsTo(() => urlOf(mute, "/feed"), 301));
  const first = await serve(redirectsTo(() => urlOf(second, "/moved"), 308));
  expect(await polite().get(urlOf(first), bounds)).toMatchObject({ kind: "failed", reason: "reset", elsewhere: true });

  const end = await serve((_, response) => void response.end("here"));
  const before = await serve(redirectsTo(() => urlOf(end, "/feed"), 301));
  expect(await polite().get(urlOf(before), bounds)).toMatchObject({
    status: 200,
    url: urlOf(end, "/feed"),
    redirects: [{ status: 301, to: urlOf(end, "/feed") }],
  });
});

test("a host that sends its reader over another one and back with a cookie is no circle", async () => {
  const hosts: Serving[] = [];
  const gate = await serve(redirectsTo(() => urlOf(hosts[0] as Serving)));
  hosts.push(
    await serve((request, response) => {
      if (request.headers.cookie === "seen=1") response.end("here");
      else response.writeHead(302, { location: urlOf(gate), "set-cookie": "seen=1" }).end();
    }),
  );
  const answer = await polite().get(urlOf(hosts[0] as Serving), bounds);
  expect(answer.kind === "answer" && Buffer.from(answer.body).toString()).toBe("here");
});

test("a circle over hosts ends, and so does an overlong chain", async () => {
  const hosts: Serving[] = [];
  const here = await serve(redirectsTo(() => urlOf(hosts[0] as Serving)));
  hosts.push(await serve(redirectsTo(() => urlOf(here))));
  expect(await polite().get(urlOf(here), bounds)).toMatchObject({
    reason: "redirect-loop",
    message: expect.stringMatching(/^redirects in a circle/),
  });

  let next = urlOf(here);
  let asked = 0;
  for (let hop = 0; hop < 24; hop++) {
    const goal = next;
    const host = await serve((request, response) => {
      asked++;
      redirectsTo(() => goal)(request, response);
    });
    next = urlOf(host);
  }
  expect(await polite().get(next, bounds)).toMatchObject({ reason: "redirect-loop", message: "redirects more than 20 times" });
  expect(asked).toBe(21);
});

const atOnce = () => Promise.resolve();

test("a post that is noted as begun is sent, even if its host fails for another one meanwhile", async () => {
  let posts = 0;
  const host = await serve((request, response) => {
    posts += 1;
    if (request.url === "/silent") request.resume();
    else response.end("taken");
  });
  const asker = polite();
  const noted = new EventEmitter();
  const begun = async () => void (await once(noted, "noted"));
  const post = asker.send(urlOf(host), "{}", { ...bounds, onStart: begun });
  expect(await asker.send(urlOf(host, "/silent"), "{}", { ...bounds, deadlineMs: 50, onStart: atOnce })).toMatchObject({
    kind: "failed",
    reason: "timeout",
  });
  noted.emit("noted");
  expect(await post).toMatchObject({ kind: "answer", status: 200 });
  expect(posts).toBe(2);
});

test("one deadline spans all hosts on the way", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  const arrivals = new EventEmitter();
  const hang = await serve(() => void arrivals.emit("hang"));
  const slow = await serve((request, response) => arrivals.emit("slow", () => redirectsTo(() => urlOf(hang))(request, response)));
  const asked = polite().get(urlOf(slow), { ...bounds, deadlineMs: 1_500 });
  const [redirect] = (await once(arrivals, "slow")) as [() => void];
  vi.advanceTimersByTime(1_000);
  redirect();
  await once(arrivals, "hang");
  vi.advanceTimersByTime(500);
  expect(await asked).toMatchObject({
    reason: "timeout",
    message: "took longer than 1.5 s (while waiting for headers)",
  });
});

test("a host that another process has for longer than a request may wait is left to it, and one that is soon free is waited for", async () => {
  const site = await serve((_, response) => void response.end("welcome"));
  const long = new Date(Date.now() + 60_000);
  const answers = [long, new Date(), null];
  const asker = polite({
    take: () => Promise.resolve(answers.shift() ?? null),
    free: () => Promise.resolve(),
    hold: () => Promise.resolve(),
    heldUntil: () => Promise.resolve(null),
  });
  expect(await asker.get(urlOf(site), bounds)).toMatchObject({ kind: "held", until: long });
  expect(site.connections()).toBe(0);
  expect(await asker.get(urlOf(site), bounds)).toMatchObject({ kind: "answer", status: 200 });
  expect(answers).toEqual([]);
});

test("a client that is dismissed says that its process stopped, and blames no host", async () => {
  const client = polite();
  const before = Date.now();
  client.dismiss();
  const answer = await client.get("http://127.0.0.1:9/", bounds);
  expect(answer).toMatchObject({ kind: "held", message: "this process stopped before it asked 127.0.0.1:9" });
  expect(answer.kind === "held" && answer.until.getTime()).toBeGreaterThanOrEqual(before);
});
