// Goal: people are told once that Wirewatch does not work, and once that it does again. Method: the pure judge, and the real ledger, mail server and store.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { followClock } from "../../src/chores/follow-clock.ts";
import { checkMatches, checkSelf } from "../../src/chores/self-check/check-self.ts";
import { askHeartbeat, reportIncidents } from "../../src/chores/self-check/report-incidents.ts";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { claimReport, openIncidents, saveTroubles } from "../../src/store/self-check/incidents.ts";
import { serve } from "../http/serve.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { inventText, tellStory } from "../pipeline/tell-story.ts";
import { addArticle, addFeed, NOW } from "../store/seed.ts";
import { closing } from "../support/closing.ts";
import { openSmtpSink } from "../support/smtp-sink.ts";
import type { Alerts } from "../../src/config/config.ts";
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
const alerts = (more: Partial<Alerts>): Alerts => ({
  to: [],
  webhook: null,
  heartbeat: null,
  heartbeatMs: 5 * MINUTE_MS,
  backupWithinMs: 26 * HOUR_MS,
  ...more,
});

const lost = async () => {
  await checkMatches(stages.deps);
  return (await openIncidents(stages.database)).map(({ text }) => text);
};
describe("a match", () => {
  beforeEach(async () => {
    await stages.configure({
      digests: [digest("alerts", { schedule: { kind: "immediately" } }), digest("hourly", { watchlists: ["alpha"] })],
      watchlists: watchlists("alpha"),
    });
    // From here on the check knows what digests take.
    await lost();
    pass(MINUTE_MS);
    await tellStory(stages.deps, { title: "alpha", text: inventText("alpha") });
    pass(11 * MINUTE_MS);
  });

  test("that waits for an issue, or is in one, is accounted for", async () => {
    expect(await lost()).toEqual([]);
    await composeIssue(stages.deps, "alerts", { atOnce: true });
    expect(await lost()).toEqual([]);
  });

  test.each([
    [
      "was never put on a digest's list",
      "delete from digest_stories where digest_id = 'hourly'",
      /article 1, which alpha matched for hourly/,
    ],
    ["waits for a digest that is never due", "update digests set next_due_at = null where id = 'alerts'", /for alerts/],
    ["was done without a story", "update articles set story_id = null", /2 matches older/],
  ])("that %s is reported", async (_, damage, told) => {
    await stages.database.run("update digests set next_due_at = $1", [later(HOUR_MS)]);
    await stages.database.run(damage);
    expect(await lost()).toEqual([expect.stringMatching(told)]);
  });

  test("in an issue without a delivery is reported, and no more once it is repaired", async () => {
    await composeIssue(stages.deps, "alerts", { atOnce: true });
    await stages.database.run("create table kept as select * from deliveries");
    await stages.database.run("delete from deliveries");
    expect(await lost()).toHaveLength(1);
    await stages.database.run("insert into deliveries overriding system value select * from kept");
    await stages.database.run("drop table kept");
    pass(HOUR_MS);
    expect(await lost()).toEqual([]);
  });

  test("has a reason if it is quarantined, on its way, young, or older than what the digest takes now", async () => {
    await stages.database.run("delete from digest_stories");
    await stages.database.run("update articles set set_aside_at = $1", [NOW]);
    expect(await lost()).toEqual([]);
    await stages.database.run("update articles set set_aside_at = null, stage = 'group-stories'");
    expect(await lost()).toEqual([]);
    await stages.database.run("update articles set stage = 'done'");
    pass(-5 * MINUTE_MS);
    expect(await lost()).toEqual([]);
    pass(5 * MINUTE_MS);
    await stages.configure({ digests: [digest("alerts"), digest("new")], watchlists: watchlists("alpha") });
    expect(await lost()).toEqual([]);
  });
});

let startedAt: Date;
beforeEach(() => {
  startedAt = later(-48 * HOUR_MS);
});
const check = () => checkSelf(stages.deps, () => startedAt)();
const report = () => reportIncidents(stages.deps);
const late = () => addArticle(stages.database, { stage: "match-watchlists", not_before: later(-20 * MINUTE_MS) });
const minutes = async (count: number) => {
  for (let minute = 0; minute < count; minute++) {
    pass(MINUTE_MS);
    await check();
    await report();
  }
};

describe("an incident", () => {
  test("is mailed once when it begins and once when it is over, whatever restarts in between", async () => {
    const sink = closing(await openSmtpSink());
    const { mail } = stages.deps.config();
    await stages.configure({
      mail: { ...mail, smtp: { kind: "smtp", url: `${sink.url}?tls=off` } },
      alerts: alerts({ to: ["ops@example.org"] }),
    });
    const article = await late();
    await minutes(3);
    expect(sink.mails.map(({ subject }) => subject)).toEqual(["Wirewatch: work is late"]);
    expect(sink.mails[0]?.text).toContain("match-watchlists: 1 waiting");
    // A new process begins with what the store says.
    await stages.configure({ ...stages.deps.config() });
    startedAt = stages.clock.at ?? NOW;
    await Promise.all([minutes(1), report(), report()]);
    await minutes(20);
    expect(sink.mails).toHaveLength(1);
    await stages.database.run("delete from articles where id = $1", [article]);
    await minutes(9);
    expect(sink.mails).toHaveLength(1);
    await minutes(4);
    expect(sink.mails.map(({ subject }) => subject)).toEqual(["Wirewatch: work is late", "Wirewatch: over: work is late"]);
    await minutes(3);
    expect(sink.mails).toHaveLength(2);
    expect(await openIncidents(stages.database)).toEqual([]);
  });

  test("is over ten minutes after it was seen last, also if the clock is set back a day meanwhile", async () => {
    await stages.configure({ alerts: alerts({ to: ["ops@example.org"] }) });
    const article = await late();
    await minutes(2);
    await addFeed(stages.database, { last_polled_at: stages.clock.at });
    const clock = followClock(stages.deps);
    await clock();
    await stages.database.run("delete from articles where id = $1", [article]);
    pass(-24 * HOUR_MS);
    await clock();
    await minutes(12);
    expect(await openIncidents(stages.database)).toEqual([]);
    expect(await claimReport(stages.database, stages.clock.at ?? NOW, MINUTE_MS)).toBeNull();
  });

  test("is told by the second way while the mail server is away, and by one mail when it is back and all is over", async () => {
    const posts: string[] = [];
    const { port } = await serve((request, response) => {
      request.setEncoding("utf8").on("data", (chunk: string) => posts.push(chunk));
      request.on("end", () => response.end("ok"));
    });
    const gone = await openSmtpSink();
    await gone.close();
    const { mail } = stages.deps.config();
    const way = alerts({ to: ["ops@example.org"], webhook: `http://127.0.0.1:${port}/hook` });
    await stages.configure({ mail: { ...mail, smtp: { kind: "smtp", url: `${gone.url}?tls=off` } }, alerts: way });
    const article = await late();
    await minutes(2);
    expect(posts.map((post) => JSON.parse(post) as object)).toEqual([
      expect.objectContaining({
        text: expect.stringContaining("work is late"),
        incident: expect.objectContaining({ phase: "began" }),
      }),
    ]);
    await stages.database.run("delete from articles where id = $1", [article]);
    await minutes(13);
    const sink = closing(await openSmtpSink());
    await stages.configure({ mail: { ...mail, smtp: { kind: "smtp", url: `${sink.url}?tls=off` } }, alerts: way });
    pass(HOUR_MS);
    await report();
    await report();
    expect(sink.mails.map(({ subject }) => subject)).toEqual(["Wirewatch: over: work is late"]);
    expect(posts).toHaveLength(2);
  });

  test("whose report had begun to leave when the process died is not mailed again", async () => {
    await saveTroubles(stages.database, [{ kind: "disk", text: "full" }], {
      checked: [],
      recipients: ["ops@example.org"],
      calmSince: NOW,
      now: NOW,
    });
    const claimed = await claimReport(stages.database, NOW, 5 * MINUTE_MS);
    expect(claimed).toMatchObject({ kind: "disk", phase: "began", attempts: 1 });
    // It died before: another process takes it when the claim is over.
    expect(await claimReport(stages.database, later(MINUTE_MS), MINUTE_MS)).toBeNull();
    expect(await claimReport(stages.database, later(6 * MINUTE_MS), MINUTE_MS)).toMatchObject({ attempts: 2 });
    await stages.database.run("update incident_reports set state = 'begun'");
    expect(await claimReport(stages.database, later(HOUR_MS), MINUTE_MS)).toBeNull();
  });

  test("keeps the heartbeat address from being asked, which else is asked every five minutes", async () => {
    let asked = 0;
    const { port } = await serve((_, response) => {
      asked++;
      response.end("ok");
    });
    await stages.configure({ alerts: alerts({ heartbeat: `http://127.0.0.1:${port}/key` }) });
    await askHeartbeat(stages.deps);
    expect(asked).toBe(0); // Nothing was checked yet.
    await check();
    for (let minute = 0; minute < 11; minute++) {
      pass(MINUTE_MS);
      await check();
      await askHeartbeat(stages.deps);
    }
    expect(asked).toBe(3);
    await late();
    await minutes(1);
    pass(6 * MINUTE_MS);
    await check();
    await askHeartbeat(stages.deps);
    expect(asked).toBe(3);
  });
});
