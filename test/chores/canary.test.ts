// Goal: a stage that stands still is named within minutes, and nobody sees the canary. Method: each stage's probe on a real store, in turn.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checkSelf } from "../../src/chores/self-check/check-self.ts";
import { sinceStart } from "../../src/chores/chores.ts";
import { sendCanary } from "../../src/chores/self-check/begin-canary.ts";
import { passCanary } from "../../src/pipeline/pass-canary.ts";
import { jobProcessor } from "../../src/pipeline/process-job.ts";
import { openIncidents } from "../../src/store/self-check/incidents.ts";
import { findCanary } from "../../src/store/self-check/self-checks.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { NOW } from "../store/seed.ts";
import type { AnyJob } from "../../src/queues/backend.ts";
import type { StageName } from "../../src/pipeline/pipeline.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
beforeEach(() => stages.wipe());
afterAll(() => stages.close());

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const later = (ms: number) => new Date(NOW.getTime() + ms);
const pass = (ms: number) => {
  stages.clock.at = new Date((stages.clock.at ?? NOW).getTime() + ms);
};

/** As the queues would do it, one stage after the other; `stopped` takes no job. */
const fly = async (stopped?: StageName) => {
  const sent: string[] = [];
  const deps = { ...stages.deps };
  deps.producer = {
    ...stages.deps.producer,
    async sendCanary(stage, run) {
      sent.push(stage);
      if (stage !== stopped) await passCanary(deps, stage, run);
    },
  };
  await sendCanary(deps, () => later(-HOUR_MS))();
  return sent;
};

describe("the canary", () => {
  test("passes every stage, and leaves no article, entry, story or delivery", async () => {
    await stages.configure({
      watchlists: watchlists("canary"),
      digests: [digest("alerts", { schedule: { kind: "immediately" } })],
    });
    expect(await fly()).toEqual(["poll-feeds", "fetch-articles", "match-watchlists", "group-stories", "send-digests"]);
    expect(await findCanary(stages.database)).toMatchObject({
      stage: "passed",
      passed_at: NOW,
      waiting_since: null,
      fault: null,
    });
    for (const table of ["articles", "entries", "matches", "stories", "digest_stories", "deliveries", "outcomes"])
      expect([table, await stages.database.many(`select 1 from ${table}`)]).toEqual([table, []]);
  });

  test("begins every five minutes, not within a process's first minute, and by one process of several", async () => {
    await sendCanary(stages.deps, () => NOW)();
    expect(await findCanary(stages.database)).toBeNull();
    expect(await fly()).toHaveLength(5);
    pass(4 * MINUTE_MS);
    expect(await fly()).toEqual([]);
    pass(MINUTE_MS);
    expect((await Promise.all([fly(), fly()])).flat()).toHaveLength(5);
  });

  test.each(["poll-feeds", "fetch-articles", "match-watchlists", "group-stories", "send-digests"] as const)(
    "that %s does not take is missed, and the stage is named",
    async (stopped) => {
      await fly();
      for (let runs = 0; runs < 4; runs++) {
        pass(5 * MINUTE_MS);
        await fly(stopped);
      }
      await checkSelf(stages.deps, () => later(-HOUR_MS))();
      expect(await openIncidents(stages.database)).toMatchObject([
        { kind: "canary", text: expect.stringContaining(`The last one is at ${stopped}`) },
      ]);
    },
  );

  test("is not missed after a night in which nothing ran", async () => {
    await fly("match-watchlists");
    pass(9 * HOUR_MS);
    await fly();
    await checkSelf(stages.deps, () => later(9 * HOUR_MS))();
    expect(await openIncidents(stages.database)).toEqual([]);
  });

  test("that people were told of stays missed over such a night", async () => {
    await fly("match-watchlists");
    pass(13 * MINUTE_MS);
    await checkSelf(stages.deps, () => later(-HOUR_MS))();
    pass(9 * HOUR_MS);
    await fly("match-watchlists");
    for (let minute = 0; minute < 15; minute++) {
      pass(MINUTE_MS);
      await checkSelf(stages.deps, () => later(9 * HOUR_MS))();
    }
    const told = await stages.database.many("select kind, ended_at from incidents where kind = 'canary'");
    expect(told).toEqual([{ kind: "canary", ended_at: null }]);
  });

  test("is sent, and missed, by the present time after the clock is set back a day", async () => {
    const since = sinceStart(() => stages.clock.at ?? NOW);
    pass(-24 * HOUR_MS);
    expect(since()).toEqual(later(-24 * HOUR_MS));
    await sendCanary(stages.deps, since)();
    pass(2 * MINUTE_MS);
    await sendCanary(stages.deps, since)();
    expect(await findCanary(stages.database)).toMatchObject({ stage: "poll-feeds" });
    pass(13 * MINUTE_MS);
    await checkSelf(stages.deps, since)();
    expect(await openIncidents(stages.database)).toMatchObject([{ kind: "canary" }]);
  });

  test("is no job of a handler, and counts as no outcome", async () => {
    const seen: unknown[] = [];
    const process = jobProcessor({
      stage: "match-watchlists",
      handler: { run: () => Promise.reject(new Error("not its job")), postpone: async () => {}, giveUp: async () => {} },
      handOn: async () => {},
      count: (...counted) => void seen.push(counted),
      log: stages.deps.log,
      canary: async (run) => void seen.push(run),
    });
    await process({ id: "canary-3", data: { canary: 3 } } as unknown as AnyJob);
    expect(seen).toEqual([3]);
  });
});
