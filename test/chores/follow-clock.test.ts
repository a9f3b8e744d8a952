// A clock that is set back: nothing stays silent until the later time returns, no daily digest is sent twice, and it is reported.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { followClock } from "../../src/chores/follow-clock.ts";
import { listClockSteps } from "../../src/store/clock.ts";
import { listLedger } from "../../src/store/views/ledger.ts";
import { STORES } from "../store/open-test-store.ts";
import { addArticle, addFeed, minutesLater, NOW } from "../store/seed.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { tellStory, inventText } from "../pipeline/tell-story.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

const DAY = 24 * 60;
const daily = digest("daily", { schedule: { kind: "cron", expression: "0 10 * * *" } });

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(() => stages.wipe());
  afterAll(() => stages.close());

  const at = (minutes: number) => {
    stages.clock.at = minutesLater(minutes);
  };
  const dueAt = async (id: string) =>
    (await stages.database.one<{ next_due_at: Date | null }>("select next_due_at from digests where id = $1", [id])).next_due_at;
  const feedDue = async () =>
    (await stages.database.one<{ next_due_at: Date }>("select next_due_at from feeds where configured")).next_due_at;
  const polled = (minutes: number, next: number) =>
    addFeed(stages.database, { last_polled_at: minutesLater(minutes), next_due_at: minutesLater(next) });
  const tell = (title: string) => tellStory(stages.deps, { title, text: inventText("alpha") });

  test("after a day back, feeds are polled and digests sent by the present time", async () => {
    await stages.configure({ digests: [digest("quarterly", { schedule: { kind: "every", minutes: 15 } })] });
    const tick = followClock(stages.deps);
    await tick();
    await polled(0, 15);
    at(-DAY);
    await tick();
    expect(await dueAt("quarterly")).toEqual(minutesLater(15 - DAY));
    expect(await feedDue()).toEqual(minutesLater(15 - DAY));
  });

  test("clocks that differ by two minutes, as those of several machines may, move nothing, and three minutes do", async () => {
    await polled(0, 15);
    at(-2);
    await followClock(stages.deps)();
    expect([await feedDue(), await listClockSteps(stages.database, NOW)]).toEqual([minutesLater(15), []]);
    at(-3);
    await followClock(stages.deps)();
    expect(await feedDue()).toEqual(minutesLater(12));
  });

  test("after an hour's correction across its time, a sent daily digest is not sent again that day", async () => {
    await stages.configure({ digests: [daily], watchlists: watchlists("alpha") });
    await tell("One");
    at(DAY + 1);
    await polled(DAY, DAY + 15);
    expect((await composeIssue(stages.deps, "daily")).kind).toBe("issue");
    const tick = followClock(stages.deps);
    await tick();
    at(DAY - 59);
    await tick();
    expect(await dueAt("daily")).toEqual(minutesLater(2 * DAY));
    expect(await listClockSteps(stages.database, NOW)).toHaveLength(1);
  });

  test("after two hours back, a quarter-hourly digest does not wait for the later time", async () => {
    await stages.configure({
      digests: [digest("quarterly", { schedule: { kind: "every", minutes: 15 } })],
      watchlists: watchlists("alpha"),
    });
    await tell("One");
    at(120);
    await polled(119, 135);
    expect((await composeIssue(stages.deps, "quarterly")).kind).toBe("issue");
    at(0);
    await followClock(stages.deps)();
    expect(await dueAt("quarterly")).toEqual(minutesLater(15));
  });

  test("what another worker holds stays held, and no longer than a lease", async () => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    await tell("One");
    at(60);
    await polled(60, 75);
    await composeIssue(stages.deps, "hourly");
    await stages.database.run("update deliveries set state = 'sending', lease_until = $1, not_before = $1", [minutesLater(58)]);
    at(57);
    await followClock(stages.deps)();
    const held = await stages.database.one<{ lease_until: Date }>("select lease_until from deliveries");
    expect(held.lease_until).toEqual(minutesLater(58));
    await stages.database.run("update deliveries set lease_until = $1, not_before = $1", [minutesLater(600)]);
    await stages.database.run("update feeds set last_polled_at = $1", [minutesLater(100)]);
    at(56);
    await followClock(stages.deps)();
    const cut = await stages.database.one<{ lease_until: Date }>("select lease_until from deliveries");
    expect(cut.lease_until).toEqual(minutesLater(58));
  });

  test("after a day back, that day's digest is due again and is written", async () => {
    await stages.configure({ digests: [daily], watchlists: watchlists("alpha") });
    await tell("One");
    at(DAY + 1);
    await polled(DAY, DAY + 15);
    await composeIssue(stages.deps, "daily");
    at(1);
    await followClock(stages.deps)();
    expect(await dueAt("daily")).toEqual(minutesLater(DAY));
    await tell("Two");
    at(DAY + 1);
    expect((await composeIssue(stages.deps, "daily")).kind).toBe("issue");
  });

  test("the next issue reports it, and mails that wait for a retry do not wait a day longer", async () => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    await tell("One");
    at(60);
    await polled(59, 75);
    await composeIssue(stages.deps, "hourly");
    await stages.database.run("update deliveries set state = 'retry', not_before = $1", [minutesLater(65)]);
    at(60 - DAY);
    await followClock(stages.deps)();
    const [waiting] = await listLedger(stages.database, { digest: null, recipient: null, state: null, limit: 1 });
    expect(waiting?.next_at).toEqual(minutesLater(65 - DAY));
    await tell("Two");
    at(121 - DAY);
    expect((await composeIssue(stages.deps, "hourly")).kind).toBe("issue");
    const { plain } = await stages.database.one<{ plain: string }>("select plain from issues order by id desc limit 1");
    expect(plain.replace(/\s+/g, " ")).toContain("The clock of this machine went back from Mon 2 Mar, 11:00 to Sun 1 Mar, 11:00");
  });

  test("a held mail stays held, and a clock that runs normally is not mentioned", async () => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    await tell("One");
    at(60);
    await composeIssue(stages.deps, "hourly");
    await stages.database.run("update deliveries set state = 'uncertain', not_before = 'infinity'");
    const tick = followClock(stages.deps);
    await tick();
    at(61);
    await tick();
    at(60.5);
    await tick();
    expect(await listClockSteps(stages.database, new Date(0))).toEqual([]);
    at(-DAY);
    await tick();
    await tick();
    expect(await listClockSteps(stages.database, new Date(0))).toEqual([{ at: minutesLater(-DAY), was: minutesLater(60) }]);
    const { held } = await stages.database.one<{ held: boolean }>("select not_before = 'infinity' as held from deliveries");
    expect(held).toBe(true);
  });

  test("articles that wait and hosts that asked to be left alone are due as much sooner as the clock went back", async () => {
    const { database } = stages;
    await polled(60, 75);
    const article = await addArticle(database, { stage: "fetch-articles", not_before: minutesLater(70) });
    await database.run("insert into hosts (host, busy_until, next_at) values ('busy.example', $1, $2)", [NOW, minutesLater(90)]);
    at(-40);
    await followClock(stages.deps)();
    expect(await database.one("select not_before from articles where id = $1", [article])).toEqual({
      not_before: minutesLater(-30),
    });
    expect(await database.one("select next_at from hosts")).toEqual({ next_at: minutesLater(-10) });
  });
});
