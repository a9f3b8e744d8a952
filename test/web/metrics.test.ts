// Goal: a collector gets figures that are true, few and cheap. Method: real stages, a real port, and every name of the rules and the dashboard.
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { openLog } from "../../src/log.ts";
import { meter } from "../../src/meter.ts";
import { STAGE_NAMES } from "../../src/pipeline/pipeline.ts";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { deliverIssue } from "../../src/pipeline/send-digests/deliver-issue.ts";
import { openMetrics, openMetricsPort } from "../../src/web/metrics.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { inventText, tellStory } from "../pipeline/tell-story.ts";
import { addArticle, addFeed, minutesLater, NOW } from "../store/seed.ts";
import { webWith, ask } from "./ask.ts";
import { closing } from "../support/closing.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
beforeEach(() => stages.wipe());
afterAll(() => stages.close());

const scrape = () => openMetrics(stages.desk)();
const seriesOf = (text: string) => text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
const typesOf = (text: string) =>
  new Map([...text.matchAll(/^# TYPE (\S+) (\w+)$/gm)].map(([, name = "", type = ""]) => [name, type]));
/** A series by its whole name; null if there is none. */
const valueOf = (text: string, series: string): number | null => {
  const line = seriesOf(text).find((one) => one.startsWith(`${series} `));
  return line === undefined ? null : Number(line.slice(series.length));
};
const namesIn = (text: string): string[] => [...new Set(text.match(/\b(?:wirewatch|nodejs|process)_[a-z0-9_]+/g))];
const ofHistogram = (name: string): string => name.replace(/_(bucket|sum|count)$/, "");

describe("the names", () => {
  test("follow the rules: base units, and _total on all counters and on nothing else", async () => {
    const types = typesOf(await scrape());
    expect(types.size).toBeGreaterThan(30);
    for (const [name, type] of types) {
      // Node's own, so named by the library.
      if (/^nodejs_active_\w+_total$/.test(name)) continue;
      expect([name, type === "counter"]).toEqual([name, name.endsWith("_total")]);
      expect(name).toMatch(/^(wirewatch|nodejs|process)_[a-z0-9_]+$/);
      expect(name).not.toMatch(/_(ms|milliseconds|minutes|hours|days|kb|mb|percent)(_|$)/);
    }
    for (const [name, type] of types)
      if (type === "histogram" && name.startsWith("wirewatch_")) expect(name).toMatch(/_seconds$/);
  });

  test("are in the guide, and those of the guide, the rules and the dashboard exist", async () => {
    const known = [...typesOf(await scrape()).keys()];
    const guide = await readFile("docs/guide/metrics.md", "utf8");
    const rules = await readFile("ops/prometheus/rules.yml", "utf8");
    const board = await readFile("ops/grafana/wirewatch.json", "utf8");
    const named = [rules, board].flatMap(namesIn);
    expect(named.length).toBeGreaterThan(25);
    expect(named.filter((name) => !known.includes(name) && !known.includes(ofHistogram(name)))).toEqual([]);
    expect(namesIn(guide).filter((name) => name.startsWith("wirewatch_") && !known.includes(name))).toEqual([]);
    expect(known.filter((name) => name.startsWith("wirewatch_") && !guide.includes(`\`${name}`))).toEqual([]);
  });

  test("are found by a collector at the port that the guide sets", async () => {
    const examples = [...(await readFile("docs/guide/metrics.md", "utf8")).matchAll(/^```ya?ml\n([^]*?)^```$/gm)];
    const [settings, collector] = examples.map(([, text = ""]) => parse(text) as unknown);
    const { metrics } = settings as { metrics: { listen: string } };
    expect(collector).toMatchObject({
      rule_files: [expect.stringMatching(/ops\/prometheus\/rules\.yml$/)],
      scrape_configs: [{ static_configs: [{ targets: [metrics.listen] }] }],
    });
  });

  test("have in each rule a summary and what to do, and each panel asks for something", async () => {
    const { groups } = parse(await readFile("ops/prometheus/rules.yml", "utf8")) as {
      groups: { rules: { alert: string; expr: string; annotations: { summary?: string; action?: string } }[] }[];
    };
    const rules = groups.flatMap((group) => group.rules);
    expect(rules.length).toBeGreaterThan(10);
    for (const { alert, expr, annotations } of rules) {
      expect([alert, typeof annotations.summary, typeof annotations.action]).toEqual([alert, "string", "string"]);
      expect(namesIn(expr).length).toBeGreaterThan(0);
    }
    const { panels } = JSON.parse(await readFile("ops/grafana/wirewatch.json", "utf8")) as {
      panels: { targets: { expr: string }[] }[];
    };
    for (const { targets } of panels) expect(targets.flatMap(({ expr }) => namesIn(expr)).length).toBeGreaterThan(0);
  });
});

test("a thousand sources, all stages, channels and outcomes make no more than 300 series, and none has a source's name", async () => {
  await stages.database.run(
    `insert into feeds (url, name, next_due_at) select 'https://gull' || n || '.example/feed', 'The Gull ' || n, $1 from generate_series(1, 1000) n`,
    [NOW],
  );
  const outcomes = {
    "poll-feeds": [
      "held",
      "failed",
      "gone",
      "not-modified",
      "new-entries",
      "nothing-new",
      "same-as-another",
      "pushed",
      "unsigned",
      "unread",
    ],
    "fetch-articles": ["joined", "extracted", "summary-only", "read-again"],
    "match-watchlists": ["matched", "unmatched"],
    "group-stories": ["original", "copy", "follow-up", "translation", "known-story"],
    "send-digests": ["sent", "failed"],
  };
  for (const stage of STAGE_NAMES) {
    meter.took(stage, 5);
    meter.recovered(stage, 1);
    for (const outcome of [...outcomes[stage], "set-aside"]) meter.ended(stage, outcome);
    for (const fault of ["its process died", "timeout", "odd"])
      await addArticle(stages.database, { stage, set_aside_at: NOW, fault });
  }
  for (const segment of ["published_to_seen", "seen_to_sent", "published_to_sent"] as const) meter.aged(segment, 70_000);
  for (const channel of ["mail", "ntfy"])
    for (const outcome of ["sent", "retry", "failed", "uncertain"]) meter.delivered(channel, outcome);
  for (const status of [200, 429, 503]) meter.answered(status);
  meter.waitedForHost(3);
  const text = await scrape();
  expect(seriesOf(text).length).toBeLessThanOrEqual(300);
  expect(seriesOf(text).length).toBeGreaterThan(200);
  expect(text).not.toContain("gull");
  expect(valueOf(text, 'wirewatch_feeds{state="new"}')).toBe(1_000);
  expect(valueOf(text, 'wirewatch_stage_backlog{stage="poll-feeds"}')).toBe(1_000);
  expect(valueOf(text, 'wirewatch_quarantined{stage="match-watchlists",reason="crash"}')).toBe(1);
});

test("an alert that was sent counts once, with the age of its news, however many get it", async () => {
  const sent = 'wirewatch_mails_total{outcome="sent"}';
  const aged = 'wirewatch_freshness_seconds_count{segment="seen_to_sent"}';
  const before = await scrape();
  await stages.configure({
    digests: [digest("alerts", { to: ["a@example.org", "b@example.org"], schedule: { kind: "immediately" } })],
    watchlists: watchlists("alpha"),
  });
  await tellStory(stages.deps, { title: "alpha", text: inventText("alpha") });
  const composed = await composeIssue(stages.deps, "alerts", { atOnce: true });
  for (const id of composed.kind === "issue" ? composed.deliveries : []) await deliverIssue(stages.deps, id);
  const after = await scrape();
  expect((valueOf(after, sent) ?? 0) - (valueOf(before, sent) ?? 0)).toBe(2);
  expect((valueOf(after, aged) ?? 0) - (valueOf(before, aged) ?? 0)).toBe(1);
});

test("what a digest waits by its own keys makes no alert old: a default one settles for a minute", async () => {
  const within = 'wirewatch_freshness_seconds_bucket{le="60",segment="seen_to_sent"}';
  const all = 'wirewatch_freshness_seconds_count{segment="seen_to_sent"}';
  const before = await scrape();
  // Each issue is measured once, and the first number was that of another test.
  await stages.database.run("select nextval(pg_get_serial_sequence('issues', 'id')) from generate_series(1, 100)");
  await stages.configure({
    digests: [digest("calm", { schedule: { kind: "immediately" }, settleMs: 60_000 })],
    watchlists: watchlists("beta"),
  });
  await tellStory(stages.deps, { title: "beta", text: inventText("beta") });
  stages.clock.at = minutesLater(2);
  const composed = await composeIssue(stages.deps, "calm");
  for (const id of composed.kind === "issue" ? composed.deliveries : []) await deliverIssue(stages.deps, id);
  const after = await scrape();
  const more = (name: string) => (valueOf(after, name) ?? 0) - (valueOf(before, name) ?? 0);
  expect([more(within), more(all)]).toEqual([1, 1]);
});

test("what waits is told by the database, with the age of the oldest", async () => {
  await addArticle(stages.database, { stage: "match-watchlists", not_before: new Date(NOW.getTime() - 90_000) });
  await addArticle(stages.database, { stage: "match-watchlists", not_before: new Date(NOW.getTime() + 90_000) });
  await addFeed(stages.database, { next_due_at: new Date(NOW.getTime() - 45_000), configured: true });
  const text = await scrape();
  expect(valueOf(text, 'wirewatch_stage_backlog{stage="match-watchlists"}')).toBe(2);
  expect(valueOf(text, 'wirewatch_stage_oldest_seconds{stage="match-watchlists"}')).toBe(90);
  expect(valueOf(text, "wirewatch_feeds_oldest_due_seconds")).toBe(45);
  expect(valueOf(text, 'wirewatch_stage_backlog{stage="group-stories"}')).toBe(0);
  expect(valueOf(text, "wirewatch_store_bytes")).toBeGreaterThan(1_000_000);
  expect(valueOf(text, "wirewatch_backup_last_success_timestamp_seconds")).toBe(0);
});

test("many questions within ten seconds ask the database once, and a failure is not kept", async () => {
  let asked = 0;
  let atMs = 0;
  let isAway = false;
  const figures = () => {
    asked++;
    return isAway ? Promise.reject(new Error("away")) : stages.desk.figures();
  };
  const metrics = openMetrics({ figures }, () => atMs);
  await Promise.all([metrics(), metrics(), metrics()]);
  atMs = 9_000;
  await metrics();
  expect(asked).toBe(1);
  atMs = 10_000;
  isAway = true;
  await expect(metrics()).rejects.toThrow("away");
  isAway = false;
  await metrics();
  expect(asked).toBe(3);
});

test("the port of its own serves nothing else, and the page of that name needs signing in", async () => {
  const port = closing(
    await openMetricsPort({ host: "127.0.0.1", port: 0 }, { desk: stages.desk, log: openLog("silent", false) }),
  );
  const answer = await fetch(port.url);
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=/);
  expect(await answer.text()).toContain("wirewatch_build_info{version=");
  expect((await fetch(port.url.replace("metrics", "status.json"))).status).toBe(404);
  expect((await fetch(port.url, { method: "POST" })).status).toBe(405);
  await expect(
    openMetricsPort(
      { host: "127.0.0.1", port: Number(new URL(port.url).port) },
      { desk: stages.desk, log: openLog("silent", false) },
    ),
  ).rejects.toThrow("set metrics.listen");
  const web = await webWith(stages, { kind: "password", password: "a long password" });
  expect((await ask(web, "/metrics")).status).toBe(303);
  expect((await ask(await webWith(stages, { kind: "loopback" }), "/metrics")).body).toContain("wirewatch_stage_backlog");
});
