// An issue and the status page state what readers would else miss: articles given up, news held back, a configuration with faults.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { readStatus } from "../../../src/desk/read-status.ts";
import { publicLinks } from "../../../src/web/links.ts";
import { openDesk } from "../../../src/desk/desk.ts";
import { digestPage } from "../../../src/web/pages/digests/digests-page.ts";
import { saveTroubles } from "../../../src/store/self-check/incidents.ts";
import { systemPage } from "../../../src/web/pages/system-page.ts";
import { openWeb } from "../../../src/web/open-web.ts";
import { openTally } from "../../../src/pipeline/tally.ts";
import { addArticle, addFeed, daysAgo, minutesLater } from "../../store/seed.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import { inventText, tellStory } from "../tell-story.ts";
import type { ConfigFault } from "../../../src/config/config.ts";
import type { TestStages } from "../open-stages.ts";

const fault = (file: string, message: string): ConfigFault => ({ file, line: 3, column: 5, message, severity: "error" });
const FAULTS = [
  fault("config/watchlists/all.yaml", '"anny" is not a key'),
  fault("config/digests.yaml", '"token hunter2" is no address'),
  { ...fault("config/feeds.yaml", "says nothing any more"), isOpen: true as const },
];

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
beforeEach(() => stages.wipe());
afterAll(() => stages.close());

const mail = async (faults: readonly ConfigFault[] = []) => {
  await composeIssue({ ...stages.deps, configFaults: () => faults }, "hourly", { atOnce: true });
  const row = await stages.database.one<{ plain: string; html: string }>(
    "select plain, html from issues order by id desc limit 1",
  );
  return { plain: row.plain.replace(/\s+/g, " "), html: row.html };
};

test("sources that are paused by hand are in the next issue with the time, and are neither failing, late nor read", async () => {
  await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
  const silent = {
    intervals_ms: "[3600000,3600000,3600000]",
    longest_silence_ms: 3_600_000,
    first_polled_at: daysAgo(20),
    last_ok_at: daysAgo(2),
    last_new_at: daysAgo(1),
  };
  const add = (name: string, more: object) =>
    addFeed(stages.database, { ...silent, url: `https://${name}.example/feed`, name, ...more });
  await add("Gull", { paused_at: minutesLater(-90) });
  await add("Tern", { paused_at: minutesLater(-30), fault: "not found", failures: 2 });
  await tellStory(stages.deps, { text: inventText("alpha") });
  const { plain } = await mail();
  expect(plain).toMatch(/0 of 2 feeds read.*Not read: .*Gull: paused by hand since .*Tern: paused by hand since /);
  const { health } = await stages.database.one<{ health: object }>("select content -> 'health' as health from issues");
  const [gull, tern] = [minutesLater(-90).toISOString(), minutesLater(-30).toISOString()];
  expect(health).toMatchObject({
    failing: [],
    late: [],
    paused: [
      { name: "Gull", since: gull },
      { name: "Tern", since: tern },
    ],
  });
});

test("a configuration that failed to load is in the next issue by its place, without what may be a password", async () => {
  await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
  await tellStory(stages.deps, { text: inventText("alpha") });
  const { plain, html } = await mail(FAULTS);
  for (const shown of [plain, html]) {
    expect(shown).toContain("The configuration was changed and has faults, so the one before is in force:");
    expect(shown).toContain("config/watchlists/all.yaml:3:5");
    expect(shown).toContain("config/digests.yaml:3:5");
    expect(shown).not.toContain("hunter2");
  }
  expect(plain).toContain('"anny" is not a key');
  expect(plain).toContain("config/feeds.yaml:3:5: says nothing any more");
  await tellStory(stages.deps, { text: inventText("alpha") });
  expect((await mail()).plain).not.toContain("The configuration was changed");
});

test("the status names the faults of the configuration and what is held back, and so do the pages of the system and of the digest", async () => {
  await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
  await tellStory(stages.deps, { title: "A held story", text: inventText("alpha") });
  await mail();
  await stages.database.run("update digest_stories set issue_id = null, told_at = $1, held_until = $2", [
    minutesLater(0),
    minutesLater(240),
  ]);
  const deps = { ...stages.deps, configFaults: () => FAULTS };
  const pipeline = { deps, tally: openTally(), start: () => {}, sweep: () => Promise.resolve(0) };
  const status = await readStatus({ ...deps, pipeline });
  expect(status.configFaults[0]).toBe('config/watchlists/all.yaml:3:5: "anny" is not a key');
  expect(status.held).toEqual([{ digest: "hourly", title: "A held story", until: minutesLater(240).toISOString() }]);
  const desk = openDesk({ ...deps, pipeline });
  const system = systemPage(await desk.system(), publicLinks("./")).body.html;
  expect(system).toContain("config/watchlists/all.yaml:3:5");
  expect(system).toContain("The one before is in force");
  const hourly = await desk.digest({ digest: "hourly" });
  expect(hourly).toMatchObject({ waiting: 0, again: 1, headlines: [{ heldUntil: minutesLater(240).toISOString() }] });
  expect(hourly && digestPage({ ...hourly, view: "html", text: null }, publicLinks("./")).body.html).toMatch(
    /A held story[^]*held until/,
  );
});

test("a story that is sent although it is held is not listed as held back in the same issue, and another one is", async () => {
  await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
  for (const title of ["Sent again at once", "Still held"]) await tellStory(stages.deps, { title, text: inventText("alpha") });
  await mail();
  const hold = (story: number, until: number) =>
    stages.database.run("update digest_stories set issue_id = null, told_at = $1, held_until = $2 where story_id = $3", [
      minutesLater(0),
      minutesLater(until),
      story,
    ]);
  const stories = await stages.database.many<{ id: number }>("select id from stories order by id");
  for (const [index, { id }] of stories.entries()) await hold(id, 60 + 180 * index);
  expect((await mail()).plain).not.toContain("Held back");
  await hold(stories[1]?.id ?? 0, 240);
  await tellStory(stages.deps, { text: inventText("alpha") });
  stages.clock.at = minutesLater(5);
  await stages.database.run("update digests set next_due_at = $1", [minutesLater(4)]);
  await composeIssue(stages.deps, "hourly");
  const { plain } = await stages.database.one<{ plain: string }>("select plain from issues order by id desc limit 1");
  expect(plain.replace(/\s+/g, " ")).toMatch(/Held back, as each was sent a short while ago: - Still held: /);
});

test("the page /system says what Wirewatch finds wrong with itself, and since when, until it is over", async () => {
  const save = (texts: string[]) =>
    saveTroubles(
      stages.database,
      texts.map((text) => ({ kind: "disk", text })),
      { checked: ["disk"], recipients: [], calmSince: new Date(stages.deps.now().getTime() - 60_000), now: stages.deps.now() },
    );
  const page = async () => systemPage(await stages.desk.system(), publicLinks("./")).body.html;
  expect(await page()).not.toContain("What is wrong now");
  await save(["The disk is <nearly> full."]);
  stages.clock.at = minutesLater(3);
  expect(await stages.desk.system()).toMatchObject({
    incidents: [{ kind: "disk", text: "The disk is <nearly> full.", since: minutesLater(0).toISOString() }],
  });
  expect(await page()).toMatch(/What is wrong now<[^]*The disk is &lt;nearly&gt; full\.[^]*3 minutes/);
  await save([]);
  expect(await page()).not.toContain("What is wrong now");
});

test.each(["", "search", "feeds", "watchlists"])("the page /%s says where the changed configuration has faults", async (path) => {
  const web = await openWeb({ ...stages.deps, desk: stages.desk, configFaults: () => FAULTS });
  try {
    const page = await (await fetch(`${web.url}${path}`)).text();
    expect(page).toContain("has faults at config/watchlists/all.yaml:3:5, config/digests.yaml:3:5");
    expect(page).not.toContain("hunter2");
  } finally {
    await web.close();
  }
});

test("an article that was given up is named once, in the next issue, and whether it matched", async () => {
  await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
  const setAside = { set_aside_at: minutesLater(1), fault: "the database refused its text" };
  await addArticle(stages.database, { stage: "group-stories", title: "Given up at the end", ...setAside });
  await addArticle(stages.database, { stage: "match-watchlists", title: "Given up before", ...setAside });
  stages.clock.at = minutesLater(2);
  await tellStory(stages.deps, { text: inventText("alpha") });
  const { plain } = await mail();
  expect(plain).toContain("Given up since the last mail, and in no digest:");
  expect(plain).toContain("Given up at the end: it matched; the database refused its text");
  expect(plain).toContain("Given up before: the database refused its text");
  stages.clock.at = minutesLater(3);
  await tellStory(stages.deps, { text: inventText("alpha") });
  expect((await mail()).plain).not.toContain("Given up");
});
