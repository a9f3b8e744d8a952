// Posts to one host: our own politeness to publishers delays none of them, and a host that asks for a pause gets it without being blamed.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { deliverIssue } from "../../../src/pipeline/send-digests/deliver-issue.ts";
import { openHttpClient } from "../../../src/http/open-http-client.ts";
import { openHostLines } from "../../../src/http/host-line.ts";
import { openPoliteClient } from "../../../src/http/polite-client.ts";
import { openHostLease } from "../../../src/store/hosts.ts";
import { listUndelivered } from "../../../src/store/views/undelivered.ts";
import { serve } from "../../http/serve.ts";
import { STORES } from "../../store/open-test-store.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import { inventText, tellStory } from "../tell-story.ts";
import type { HostLease } from "../../../src/http/polite-client.ts";
import type { StageDeps } from "../../../src/pipeline/stage-deps.ts";
import type { Serving } from "../../http/serve.ts";
import type { TestStages } from "../open-stages.ts";

const DIGESTS = Array.from({ length: 10 }, (_, index) => `digest-${index}`);

/** A client as the process that runs has it; several processes share a lease. */
function clientFor(lease: HostLease | null): StageDeps["client"] {
  const client = openHttpClient({
    userAgent: "Wirewatch/test",
    allowPrivate: ["127.0.0.0/8"],
    resolve: () => Promise.resolve(["127.0.0.1"]),
  });
  const polite = openPoliteClient({
    client,
    lines: openHostLines({ gapMs: 0 }),
    heldUntil: new Map(),
    allowPrivate: [],
    lease,
    robots: null,
  });
  return () => polite;
}

describe.each(STORES)("with the ledger on %s", (kind) => {
  let stages: TestStages;
  let deps: StageDeps;
  let chat: Serving;
  let posts = 0;
  /** Answers in order; 200 after the last one. */
  let answers: { status: number; headers?: Record<string, string> }[] = [];

  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(async () => {
    await stages.wipe();
    chat = await serve((request, response) => {
      posts += 1;
      const { status, headers } = answers.shift() ?? { status: 200 };
      request.resume().on("end", () => response.writeHead(status, headers).end());
    });
    stages.clock.at = null;
    deps = { ...stages.deps, client: clientFor(null) };
    posts = 0;
    answers = [];
    // A public host by its name, so that it is asked as politely as a publisher's.
    const slack = [`http://hooks.chat.example:${chat.port}/services/secret`];
    await stages.configure({
      digests: DIGESTS.map((id) => digest(id, { to: [], slack, schedule: { kind: "immediately" } })),
      watchlists: watchlists("alpha"),
    });
    await tellStory(deps, { text: inventText("alpha") });
  });
  afterAll(() => stages.close());

  async function compose(id: string): Promise<number> {
    const composed = await composeIssue(deps, id);
    if (composed.kind !== "issue") throw new Error(composed.kind);
    return composed.deliveries[0] ?? 0;
  }
  const ledger = (id: number) => stages.database.one<Record<string, unknown>>("select * from deliveries where id = $1", [id]);
  const hostUrl = () => `http://hooks.chat.example:${chat.port}/`;

  test("ten posts to one host by four workers all leave in the first round", async () => {
    const waiting: number[] = [];
    for (const id of DIGESTS) waiting.push(await compose(id));
    const ends: string[] = [];
    const worker = async (): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) ends.push((await deliverIssue(deps, id)).outcome);
    };
    await Promise.all(Array.from({ length: 4 }, worker));
    expect(ends).toEqual(DIGESTS.map(() => "sent"));
    expect(posts).toBe(10);
  });

  test("a host that asked to be left alone gets the post when its pause ends, and is not reported as failing", async () => {
    const delivery = await compose("digest-0");
    const until = new Date(Date.now() + 60_000);
    await deps.client().hold(hostUrl(), until);
    expect(await deliverIssue(deps, delivery)).toEqual({ outcome: "later" });
    expect(posts).toBe(0);
    const waits = { state: "pending", attempts: 0, not_before: until, lease_until: null, body_started_at: null, fault: null };
    expect(await ledger(delivery)).toMatchObject(waits);
    expect(String((await ledger(delivery))["reply"])).toMatch(/^hooks\.chat\.example:\d+ asks to be left alone until /);
    const untold = { digest: "digest-0", recipients: [], overSmtp: true, now: new Date() };
    expect(await listUndelivered(stages.database, untold)).toEqual([]);
    deps = { ...deps, client: clientFor(null) };
    await stages.database.run("update deliveries set not_before = now() - interval '1 second'");
    expect(await deliverIssue(deps, delivery)).toMatchObject({ outcome: "sent" });
    expect(await ledger(delivery)).toMatchObject({ state: "sent", attempts: 1, fault: null });
  });

  test("a post that its host puts off for long is reported in the next issue, and no secret path", async () => {
    answers = [{ status: 429, headers: { "retry-after": "7200" } }];
    const delivery = await compose("digest-0");
    expect(await deliverIssue(deps, delivery)).toEqual({ outcome: "later" });
    const asks = { digest: "digest-0", recipients: [], overSmtp: true, now: new Date() };
    const [{ recipient } = { recipient: "" }] = await stages.database.many<{ recipient: string }>(
      "select recipient from deliveries where id = $1",
      [delivery],
    );
    expect(await listUndelivered(stages.database, asks)).toMatchObject([{ end: "retry", recipient, count: 1, fault: "429" }]);
    // Soon enough to go unnoticed.
    const soon = new Date(Date.now() + 6_000_000);
    expect(await listUndelivered(stages.database, { ...asks, now: soon })).toEqual([]);
  });

  test.each(["pending", "retry", "uncertain"])(
    "a delivery in state %s stays in it if its host asked to be left alone",
    async (state) => {
      const delivery = await compose("digest-0");
      await stages.database.run("update deliveries set state = $2, attempts = 1, uncertain = 1 where id = $1", [delivery, state]);
      await deps.client().hold(hostUrl(), new Date(Date.now() + 60_000));
      expect(await deliverIssue(deps, delivery)).toEqual({ outcome: "later" });
      expect(await ledger(delivery)).toMatchObject({ state, attempts: 1, uncertain: 1 });
    },
  );

  test("a delivery whose process died before its server's answer stays uncertain if its host asks to be left alone", async () => {
    const delivery = await compose("digest-0");
    const died = "update deliveries set state = 'sending', attempts = 1, body_started_at = not_before where id = $1";
    await stages.database.run(died, [delivery]);
    await deps.client().hold(hostUrl(), new Date(Date.now() + 60_000));
    expect(await deliverIssue(deps, delivery)).toEqual({ outcome: "later" });
    expect(await ledger(delivery)).toMatchObject({ state: "uncertain", attempts: 1, uncertain: 1 });
  });

  test("a post answered with Retry-After is retried at that time, and the host's other posts wait for it too", async () => {
    const [first, second] = [await compose("digest-0"), await compose("digest-1")];
    answers = [{ status: 429, headers: { "retry-after": "1800" } }];
    const before = Date.now();
    expect(await deliverIssue(deps, first)).toMatchObject({ outcome: "later" });
    expect(await deliverIssue(deps, second)).toMatchObject({ outcome: "later" });
    expect(posts).toBe(1);
    for (const id of [first, second]) {
      const inMs = ((await ledger(id))["not_before"] as Date).getTime() - before;
      expect(inMs).toBeGreaterThanOrEqual(1_800_000);
    }
    expect(await ledger(first)).toMatchObject({ attempts: 0, reply: "429", fault: null });
    expect(await ledger(second)).toMatchObject({ attempts: 0, fault: null });
  });

  test("a post that was tried before is put off as a retry, with the tries that it has had", async () => {
    const delivery = await compose("digest-0");
    answers = [{ status: 503 }];
    expect(await deliverIssue(deps, delivery)).toMatchObject({ outcome: "retry" });
    await deps.client().hold(hostUrl(), new Date(Date.now() + 60_000));
    await stages.database.run("update deliveries set not_before = now() - interval '1 second'");
    expect(await deliverIssue(deps, delivery)).toEqual({ outcome: "later" });
    expect(await ledger(delivery)).toMatchObject({ state: "retry", attempts: 1 });
  });

  test("a pause that another process learnt of is kept, and its gap between two requests is no pause", async () => {
    const lease = openHostLease(stages.database);
    const [polite, other] = [clientFor(lease), clientFor(lease)];
    const delivery = await compose("digest-0");
    const turn = { site: `hooks.chat.example:${chat.port}`, host: `hooks.chat.example:${chat.port}` };
    await lease.take(turn, 60_000);
    await lease.free(turn.site, 1_000);
    expect(await deliverIssue({ ...deps, client: polite }, delivery)).toMatchObject({ outcome: "sent" });
    await other().hold(hostUrl(), new Date(Date.now() + 60_000));
    expect(await deliverIssue({ ...deps, client: polite }, await compose("digest-1"))).toEqual({ outcome: "later" });
    expect(posts).toBe(1);
  });
});
