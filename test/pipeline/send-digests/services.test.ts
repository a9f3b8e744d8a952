// Each service by a server that does what its documentation says, faults included, through the whole ledger and the real client.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { deliverIssue } from "../../../src/pipeline/send-digests/deliver-issue.ts";
import { listLedger } from "../../../src/store/views/ledger.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import { inventText, tellStory } from "../tell-story.ts";
import { minutesLater } from "../../store/seed.ts";
import { SERVICES } from "../../channels/fake-services.ts";
import { startService } from "../../channels/start-service.ts";
import type { DigestChannel } from "../../../src/digests/digest.ts";
import type { TestStages } from "../open-stages.ts";
import type { Asked, FakeService } from "../../channels/fake-services.ts";
import type { StartedService } from "../../channels/start-service.ts";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
beforeEach(() => stages.wipe());
afterAll(() => stages.close());

const configure = (digests: Record<string, DigestChannel[]>) =>
  stages.configure({
    watchlists: watchlists("harbour"),
    digests: Object.entries(digests).map(([id, channels]) => digest(id, { channels, atMost: 1_000 })),
  });

async function open(kind: string): Promise<StartedService> {
  const opened = await startService(kind, SERVICES[kind] as FakeService);
  await configure({ alerts: opened.channels });
  return opened;
}

let minute = 0;
async function compose(stories = 1, id = "alerts"): Promise<number[]> {
  for (let index = 0; index < stories; index += 1)
    await tellStory(stages.deps, { title: `Report ${index} <b>*of*</b> the _harbour_ & [more](x)`, text: inventText("harbour") });
  stages.clock.at = minutesLater((minute += 61));
  const composed = await composeIssue(stages.deps, id);
  if (composed.kind !== "issue") throw new Error(composed.kind);
  return composed.deliveries;
}

/** Delivers it and what its job hands on; how each ended. */
async function deliver(first: number): Promise<string[]> {
  const ends: string[] = [];
  for (const waiting = [first]; waiting.length > 0;) {
    const { outcome, handOn } = await deliverIssue(stages.deps, waiting.shift() ?? 0);
    ends.push(outcome);
    for (const work of handOn?.["send-digests"] ?? []) if ("delivery" in work) waiting.push(work.delivery);
  }
  return ends;
}

const later = (seconds: number) => {
  stages.clock.at = new Date(stages.deps.now().getTime() + seconds * 1_000);
};
const ledger = () => listLedger(stages.database, { digest: null, recipient: null, state: null, limit: 1_000 });
const oneRow = async () => (await ledger())[0];

describe.each(Object.keys(SERVICES))("%s", (kind) => {
  test("takes a story with its link and outlet, nothing of which is markup, and the ledger has its answer and no secret", async () => {
    const { service, taken, refused } = await open(kind);
    const [first = 0] = await compose();
    expect(await deliver(first)).toEqual(["sent"]);
    expect(refused).toEqual([]);
    const text = service.textOf(taken[0] as Asked);
    expect(text).toMatch(/https:\/\/outlet\.example\/\d+/);
    const rows = JSON.stringify(await ledger());
    const kept = (await stages.database.one<{ message: string }>("select encode(message, 'escape') as message from deliveries"))
      .message;
    for (const secret of service.secrets) expect(rows + kept).not.toContain(secret);
    expect((await oneRow())?.reply).toMatch(new RegExp(`^${service.takes(1).status}`));
  });

  test("is left alone for exactly as long as it asks, which counts as no attempt", async () => {
    const { service, taken, faults } = await open(kind);
    faults.push(service.pauses(30), service.pauses(7));
    const [first = 0] = await compose();
    expect(await deliver(first)).toEqual(["later"]);
    expect(await oneRow()).toMatchObject({ attempts: 0, fault: null });
    const due = async () => ((await oneRow())?.next_at?.getTime() ?? 0) - stages.deps.now().getTime();
    expect(await due()).toBe(30_000);
    later(29);
    expect(await deliver(first)).toEqual(["already-done"]);
    later(1);
    expect(await deliver(first)).toEqual(["later"]);
    expect(await due()).toBe(7_000);
    later(7);
    expect(await deliver(first)).toEqual(["sent"]);
    expect(taken).toHaveLength(1);
  });

  test("says in plain words that a token was revoked or a chat was deleted, and no secret even if the service repeats it", async () => {
    const { service, faults, taken } = await open(kind);
    const { body, ...revoked } = service.revoked;
    const secrets = service.secrets.join(" ");
    faults.push(
      { ...revoked, body: body.startsWith("{") ? body.replace("{", `{"said":"${secrets}",`) : `${body} ${secrets}` },
      service.gone,
    );
    const [first = 0] = await compose();
    const isWaiting = service.revoked.status === 401;
    expect(await deliver(first)).toEqual([isWaiting ? "retry" : "failed"]);
    expect((await oneRow())?.reply).toMatch(service.advice);
    for (const secret of service.secrets) expect(JSON.stringify(await ledger())).not.toContain(secret);
    const [second = 0] = await compose();
    expect(await deliver(second)).toEqual(["failed"]);
    expect(taken).toEqual([]);
  });

  test("has not taken a message if a web page answered in its place, and gets it again", async () => {
    const { taken, faults } = await open(kind);
    const signIn = "\n<!DOCTYPE html><html><title>Sign in</title><h1>Sign in to the guest network</h1></html>";
    faults.push({ status: 200, headers: { "content-type": "text/html" }, body: signIn });
    const [first = 0] = await compose();
    expect(await deliver(first)).toEqual(["retry"]);
    expect((await oneRow())?.reply).toContain("a web page answered, not the service");
    later(61);
    expect(await deliver(first)).toEqual(["sent"]);
    expect(taken).toHaveLength(1);
  });

  test("has not taken a message if it redirects, as a network does that wants a sign-in, and gets it again", async () => {
    const { service, taken, faults } = await open(kind);
    for (const status of [302, 303, 307])
      faults.push({
        status,
        headers: { location: `http://sign-in.example/${service.secrets[0]}` },
        body: "",
      });
    const [first = 0] = await compose();
    for (const seconds of [61, 301, 901]) {
      expect(await deliver(first)).toEqual(["retry"]);
      expect((await oneRow())?.reply).toMatch(/^30[237] \(it redirects to sign-in\.example: give that address, or/);
      later(seconds);
    }
    expect(await deliver(first)).toEqual(["sent"]);
    expect(taken).toHaveLength(1);
  });

  test("gets a message once more whose answer was lost, unless it knows messages by their ids: then no user sees two", async () => {
    const { service, taken, faults } = await open(kind);
    faults.push("kept");
    const [first = 0] = await compose();
    const [end] = await deliver(first);
    later(11 * 60);
    expect(await deliver(first)).toEqual(["sent"]);
    expect(taken).toHaveLength(2);
    expect(taken[0]?.body).toEqual(taken[1]?.body);
    const keys = new Set(taken.map((asked) => service.keyOf(asked)));
    expect([end, [...keys].every((key) => key !== null)]).toEqual(end === "retry" ? ["retry", true] : ["uncertain", false]);
    expect(keys.size).toBe(1);
    expect((await oneRow())?.uncertain).toBe(end === "retry" ? 0 : 1);
  });
});

test.each([
  ["telegram", "failed", { ok: false, error_code: 400, description: "Bad Request: chat not found" }],
  ["telegram", "later", { ok: false, error_code: 429, description: "Too Many Requests", parameters: { retry_after: 9 } }],
  ["telegram", "retry", { ok: false, error_code: 502, description: "Bad Gateway" }],
  ["slack", "failed", { ok: false, error: "channel_not_found" }],
  ["pushover", "failed", { token: "invalid", errors: ["application token is invalid"], status: 0 }],
])("%s has not taken a message if its body says so, whatever its status says: %s", async (kind, end, body) => {
  const { taken, faults } = await open(kind);
  faults.push({ status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const [first = 0] = await compose();
  expect(await deliver(first)).toEqual([end]);
  expect(taken).toEqual([]);
});

test("the words of a service reach no terminal as commands to it", async () => {
  const { faults } = await open("slack");
  faults.push({ status: 400, body: "bad \u001b[31mtoken\u0007\u009b2J" });
  const [first = 0] = await compose();
  await deliver(first);
  expect((await oneRow())?.reply).toBe("400 bad [31mtoken›2J");
});

test.each(Object.keys(SERVICES))("a test message by %s arrives, or the desk says in plain words why not", async (kind) => {
  const { service, taken, faults, channels } = await open(kind);
  const recipient = channels[0]?.recipient ?? "";
  for (const named of ["alerts", kind, recipient])
    expect(await stages.desk.testChannels({ named })).toMatchObject([{ digest: "alerts", recipient, ok: true }]);
  expect(taken).toHaveLength(3);
  for (const asked of taken) expect(service.textOf(asked)).toContain("This is a test of Wirewatch");
  faults.push(service.revoked, "lost", service.pauses(60));
  const details: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    const tests = await stages.desk.testChannels({ named: kind });
    expect(tests).toMatchObject([{ ok: false }]);
    details.push(...tests.map(({ detail }) => detail));
  }
  expect(details).toEqual([
    expect.stringMatching(service.advice),
    expect.stringMatching(/may have arrived|did not arrive/),
    expect.stringMatching(/has to wait until/),
  ]);
  for (const secret of service.secrets) expect(details.join()).not.toContain(secret);
  expect(await ledger()).toEqual([]);
});

test("two digests with the same channel each have their messages there, with ids of their own", async () => {
  const { service, taken, channels } = await open("matrix");
  await configure({ morning: channels, evening: channels });
  await tellStory(stages.deps, { title: "Harbour shut", text: inventText("harbour") });
  stages.clock.at = minutesLater((minute += 61));
  for (const id of ["morning", "evening"]) {
    const composed = await composeIssue(stages.deps, id);
    if (composed.kind === "issue") for (const one of composed.deliveries) await deliver(one);
  }
  expect(taken).toHaveLength(2);
  expect(new Set(taken.map((asked) => service.keyOf(asked))).size).toBe(2);
});

test("the later messages of an issue wait for the one before them, and go on if it fails for good", async () => {
  const { service, taken, faults } = await open("discord");
  faults.push({ status: 503, body: "" });
  const [first = 0] = await compose(30);
  expect(await deliver(first)).toEqual(["retry"]);
  const [{ id: last } = { id: 0 }] = await ledger();
  expect(await deliver(last)).toEqual(["already-done"]);
  later(61);
  expect(await deliver(last)).toEqual(["already-done"]);
  faults.push(service.gone);
  const ends = await deliver(first);
  expect([ends[0], new Set(ends.slice(1))]).toEqual(["failed", new Set(["sent"])]);
  expect(taken).toHaveLength(ends.length - 1);
});

test("a pause of one chat delays no other of the same host, and one of the whole host delays all", async () => {
  const { service, taken, faults, channels } = await open("discord");
  // The client keeps pauses by the clock on the wall.
  stages.clock.at = null;
  const hook = (id: string): DigestChannel => ({
    kind: "discord",
    recipient: id,
    setting: String(channels[0]?.setting).replace("4711", id),
  });
  await configure({ a: [hook("4711")], b: [hook("4712")], c: [hook("4713")] });
  await tellStory(stages.deps, { title: "Harbour shut", text: inventText("harbour") });
  const sendNow = async (id: string) => {
    const composed = await composeIssue(stages.deps, id, { atOnce: true });
    return composed.kind === "issue" ? deliver(composed.deliveries[0] ?? 0) : [];
  };
  const { body, ...said } = service.pauses(3_600);
  faults.push({ ...said, body }, { ...said, body: body.replace('"global":false', '"global":true') });
  expect(await sendNow("a")).toEqual(["later"]);
  expect(faults).toHaveLength(1);
  expect(await sendNow("b")).toEqual(["later"]);
  expect(faults).toHaveLength(0);
  expect(await sendNow("c")).toEqual(["later"]);
  expect([taken, (await oneRow())?.reply]).toEqual([[], expect.stringContaining("asks to be left alone until")]);
});
