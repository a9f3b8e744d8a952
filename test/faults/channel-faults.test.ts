// Goal: whatever a service does, each message reaches it, in order, and none is there twice that the ledger does not list. Method: 500 faults
// for each service, drawn by a seed, between a real ledger and the real client, on a clock of the test.
import { afterAll, beforeAll, expect, test } from "vitest";
import { PUSHED } from "../../src/channels/channels.ts";
import { openPoliteClient } from "../../src/http/polite-client.ts";
import { openHostLines } from "../../src/http/host-line.ts";
import { deliverIssue } from "../../src/pipeline/send-digests/deliver-issue.ts";
import { insertDeliveries } from "../../src/store/deliveries/deliveries.ts";
import { listLedger, releaseDelivery } from "../../src/store/views/ledger.ts";
import { SERVICES, WEBHOOK } from "../channels/fake-services.ts";
import { digest, openStages } from "../pipeline/open-stages.ts";
import { insert, NOW } from "../store/seed.ts";
import { openDice } from "../support/open-dice.ts";
import type { PushedChannel } from "../../src/channels/channel.ts";
import type { HttpAnswer } from "../../src/http/answer.ts";
import type { GetOptions } from "../../src/http/open-http-client.ts";
import type { StageDeps } from "../../src/pipeline/stage-deps.ts";
import type { TestStages } from "../pipeline/open-stages.ts";
import type { Asked, FakeService } from "../channels/fake-services.ts";

/** For each service. CHANNEL_FAULTS=500 takes a minute. */
const FAULTS = Number(process.env["CHANNEL_FAULTS"] ?? 50);
const ISSUES = Math.ceil(FAULTS / 25);
const PARTS = 10;
const MESSAGES = ISSUES * PARTS;
const SERVER = "http://service.example";
const FAULT_KINDS = [
  "pause",
  "429",
  "500",
  "502",
  "503",
  "timeout kept",
  "timeout lost",
  "reset kept",
  "reset lost",
  "refused",
  "error kept",
] as const;

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
afterAll(() => stages.close());

const answer = (status: number, body: string, headers: Record<string, string> = {}): HttpAnswer => ({
  kind: "answer",
  status,
  headers,
  body: Buffer.from(body),
  url: SERVER,
  redirects: [],
});
const failed = (reason: "timeout" | "reset" | "refused"): HttpAnswer => ({
  kind: "failed",
  reason,
  message: reason,
  temporary: true,
});

const clock = () => stages.deps.now().getTime();

/** A service behind the real client, which fails as the dice have it until its faults are used up. */
function openFaulty(service: FakeService, dice: () => number) {
  const taken: { key: string | null; number: number }[] = [];
  const state = { faults: 0, pausedUntil: 0, early: 0 };
  const take = (asked: Asked): HttpAnswer => {
    const refusal = service.refuses(asked);
    if (refusal !== null) throw new Error(`refused: ${refusal.body}`);
    taken.push({ key: service.keyOf(asked), number: Number(/number (\d+)/.exec(service.textOf(asked))?.[1]) });
    const { status, body, headers } = service.takes(taken.length);
    return answer(status, body, headers);
  };
  const fail = (asked: Asked): HttpAnswer => {
    const kind = FAULT_KINDS[Math.floor(dice() * FAULT_KINDS.length)] ?? "503";
    if (kind.endsWith("kept")) take(asked);
    if (kind === "error kept") throw new Error("the process cannot go on");
    if (kind === "pause") {
      const seconds = 1 + Math.floor(dice() * 90);
      state.pausedUntil = clock() + seconds * 1_000;
      const { status, body, headers } = service.pauses(seconds);
      return answer(status, body, headers);
    }
    if (kind === "refused" || kind.startsWith("timeout") || kind.startsWith("reset"))
      return failed(kind.split(" ")[0] as "refused");
    return answer(Number(kind), "not now");
  };
  const post = (url: string, form: string, options: GetOptions): Promise<HttpAnswer> => {
    if (clock() < state.pausedUntil) state.early += 1;
    const { pathname, search } = new URL(url);
    const asked: Asked = {
      method: options.method ?? "POST",
      path: pathname + search,
      headers: options.headers ?? {},
      body: JSON.parse(form) as Asked["body"],
    };
    // Promise's own way to turn a throw into a rejection.
    return Promise.resolve().then(() => {
      if (state.faults >= FAULTS || dice() > 0.75) return take(asked);
      state.faults += 1;
      return fail(asked);
    });
  };
  const client = openPoliteClient({
    client: {
      get: () => Promise.reject(new Error("nothing is read")),
      post,
      close: () => Promise.resolve(),
      reachMailServer: () => Promise.reject(new Error("nothing is opened")),
    },
    lines: openHostLines({ gapMs: 0 }),
    heldUntil: new Map(),
    allowPrivate: [],
    lease: null,
    robots: null,
    now: clock,
  });
  return { taken, state, client };
}

/** Issues of several messages in the ledger, as the channel composes them. */
async function fillLedger(channel: PushedChannel, recipient: string): Promise<number> {
  const plain = Buffer.from(await channel.testMessage(stages.deps, recipient)).toString("utf8");
  const first: number[] = [];
  for (let issue = 0; issue < ISSUES; issue += 1) {
    const messages = Array.from({ length: PARTS }, (_, index) => ({
      channel: channel.kind,
      recipient,
      messageId: `d-${channel.kind}-${issue}-${index}@example.org`,
      message: Buffer.from(plain.replace(/This is a test|digest\.test/, `number ${issue * PARTS + index + 1} `)),
      part: index + 1,
    }));
    const row = { digest_id: "alerts", created_at: NOW, content: "{}", subject: "", html: "", plain: "" };
    const number = await insert(stages.database, "issues", row);
    const [{ id } = { id: 0 }] = await insertDeliveries(stages.database, number, messages, NOW);
    first.push(id);
  }
  return first[0] ?? 0;
}

test.each(Object.entries({ ...SERVICES, webhook: WEBHOOK }))(
  "%s: faults lose nothing and double nothing that is not listed",
  async (kind, service) => {
    await stages.wipe();
    const channel = PUSHED.find((one) => one.kind === kind) as PushedChannel;
    const setting = channel.schema.parse(service.setting(SERVER));
    const recipient = channel.recipientOf(setting);
    await stages.configure({ digests: [digest("alerts", { channels: [{ kind, recipient, setting }] })] });
    const { taken, state, client } = openFaulty(service, openDice(4_711));
    const deps: StageDeps = { ...stages.deps, client: () => client };
    const first = await fillLedger(channel, recipient);
    let released = 0;
    for (let id = first; id < first + MESSAGES;) {
      const { outcome } = await deliverIssue(deps, id);
      if (outcome === "sent") {
        id += 1;
        continue;
      }
      const { state: stands, not_before } = await stages.database.one<{ state: string; not_before: Date }>(
        "select state, not_before from deliveries where id = $1",
        [id],
      );
      if (stands === "failed") {
        // Nobody can know whether it arrived: a person looks, and sends it once more.
        released += 1;
        await releaseDelivery(stages.database, id, deps.now());
        continue;
      }
      expect(not_before.getTime()).toBeGreaterThan(deps.now().getTime());
      // It waits for as long as the service asks, and no longer.
      if (outcome === "later" && state.pausedUntil > deps.now().getTime()) expect(not_before.getTime()).toBe(state.pausedUntil);
      stages.clock.at = not_before;
    }
    expect(state).toMatchObject({ faults: FAULTS, early: 0 });
    const numbers = taken.map(({ number }) => number);
    expect([...new Set(numbers)]).toEqual(Array.from({ length: MESSAGES }, (_, index) => index + 1));
    const rows = await listLedger(stages.database, { digest: null, recipient: null, state: "sent", limit: MESSAGES });
    expect(rows).toHaveLength(MESSAGES);
    if (taken.every(({ key }) => key !== null)) {
      expect([new Set(taken.map(({ key }) => key)).size, released]).toEqual([MESSAGES, 0]);
      return;
    }
    const doubles = new Set(numbers.filter((number, index) => numbers.indexOf(number) !== index));
    const listed = new Set(rows.filter(({ uncertain }) => uncertain > 0).map(({ id }) => id - first + 1));
    expect([...doubles].filter((number) => !listed.has(number))).toEqual([]);
  },
);
