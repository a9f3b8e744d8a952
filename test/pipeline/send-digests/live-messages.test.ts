// One message a story where the service can edit: its text grows, and a sound comes only with a new report or a changed fact.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { deliverIssue } from "../../../src/pipeline/send-digests/deliver-issue.ts";
import { refreshMessages } from "../../../src/pipeline/send-digests/refresh-messages.ts";
import { groupStories } from "../../../src/pipeline/group-stories/group-stories.ts";
import { matchWatchlists } from "../../../src/pipeline/match-watchlists/match-watchlists.ts";
import { takeDueWork } from "../../../src/store/due.ts";
import { listLedger } from "../../../src/store/views/ledger.ts";
import { SERVICES } from "../../channels/fake-services.ts";
import { startService } from "../../channels/start-service.ts";
import { HARBOUR_STORY } from "../../stories/invented.ts";
import { addArticle, minutesLater } from "../../store/seed.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import type { FakeService, Said } from "../../channels/fake-services.ts";
import type { StartedService } from "../../channels/start-service.ts";
import type { TestStages } from "../open-stages.ts";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
beforeEach(() => stages.wipe());
afterAll(() => stages.close());

async function open(kind: string): Promise<StartedService> {
  const started = await startService(kind, SERVICES[kind] as FakeService);
  const alerts = digest("alerts", { schedule: { kind: "immediately" }, channels: started.channels });
  await stages.configure({ digests: [alerts], watchlists: watchlists("dock") });
  return started;
}

/** An outlet prints it. */
async function tell(minutes: number, site: string, title: string, paragraphs: readonly string[] = HARBOUR_STORY): Promise<void> {
  stages.clock.at = minutesLater(minutes);
  const now = stages.deps.now();
  const text = paragraphs.join("\n\n");
  const article = await addArticle(stages.database, {
    stage: "match-watchlists",
    title,
    text,
    site,
    published_at: now,
    first_seen_at: now,
  });
  await matchWatchlists(stages.deps).run({ article });
  await groupStories(stages.deps).run({ article });
}

async function compose(minutes: number): Promise<void> {
  stages.clock.at = minutesLater(minutes);
  expect((await composeIssue(stages.deps, "alerts")).kind).toBe("issue");
}

/** Delivers what the sweeper finds, and what its jobs hand on. */
async function deliverDue(): Promise<string[]> {
  const now = stages.deps.now();
  const { deliveries } = await takeDueWork(stages.database, new Date(now.getTime() + 1), -1_000);
  const waiting = deliveries.map(({ id }) => id).toSorted((a, b) => a - b);
  const ends: string[] = [];
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    const { outcome, handOn } = await deliverIssue(stages.deps, id);
    if (outcome !== "already-done") ends.push(outcome);
    for (const work of handOn?.["send-digests"] ?? []) if ("delivery" in work) waiting.push(work.delivery);
  }
  return ends;
}

/** What people have before them, and how often they heard something. */
function screenOf({ service, taken }: StartedService): { texts: string[]; sounds: number } {
  const messages = new Map<string, string>();
  let sounds = 0;
  for (const [index, asked] of taken.entries()) {
    const edited = service.editOf?.(asked) ?? null;
    messages.set(edited ?? service.nameOf?.(index + 1, asked) ?? "", service.textOf(asked));
    if (service.sounds?.(asked) === true) sounds += 1;
  }
  return { texts: [...messages.values()], sounds };
}

const ledger = () => listLedger(stages.database, { digest: null, recipient: null, state: null, limit: 100 });
const WITH_NEWS = HARBOUR_STORY.map((line) => line.replace("23 container ships", "87 container ships"));

describe.each(["ntfy", "telegram", "matrix", "discord"])("%s", (kind) => {
  test("a story has one message, which names each outlet that has it later without a sound, and grows by a changed fact with one", async () => {
    const started = await open(kind);
    await tell(0, "gull.example", "Dock workers walk off");
    await compose(1);
    expect(await deliverDue()).toEqual(["sent"]);
    expect(screenOf(started)).toMatchObject({ sounds: 1, texts: [expect.stringContaining("Dock workers walk off")] });
    await refreshMessages(stages.deps);
    expect(await deliverDue()).toEqual([]);

    await tell(20, "heron.example", "Dock workers walk off");
    await refreshMessages(stages.deps);
    expect(await deliverDue()).toEqual(["sent"]);
    expect(screenOf(started)).toEqual({ sounds: 1, texts: [expect.stringContaining("heron.example")] });
    await refreshMessages(stages.deps);
    expect(await deliverDue()).toEqual([]);

    await tell(60, "tern.example", "Dock workers: now 87 ships wait", WITH_NEWS);
    await compose(300);
    await deliverDue();
    const { texts, sounds } = screenOf(started);
    expect(sounds).toBe(2);
    expect(texts[0]).toContain("gull.example");
    expect(texts[0]?.replaceAll("\\", "")).toMatch(/Dock workers walk off[^]*Dock workers: now 87 ships wait/);
    // Services whose edits make no sound say the news in a message of its own.
    expect(texts).toHaveLength(kind === "ntfy" ? 1 : 2);
    expect(texts.at(-1)?.replaceAll("\\", "")).toContain("now 87 ships wait");
    expect(started.refused).toEqual([]);
    expect(new Set((await ledger()).map(({ state }) => state))).toEqual(new Set(["sent"]));
  });

  test("an edit whose answer was lost is made again, and one that comes too late changes nothing", async () => {
    const started = await open(kind);
    await tell(0, "gull.example", "Dock workers walk off");
    await compose(1);
    await deliverDue();
    await tell(20, "heron.example", "Dock workers walk off");
    await refreshMessages(stages.deps);
    started.faults.push("kept");
    expect(await deliverDue()).toEqual(["retry"]);
    await tell(21, "tern.example", "Dock workers walk off");
    await refreshMessages(stages.deps);
    stages.clock.at = minutesLater(30);
    await deliverDue();
    const { texts, sounds } = screenOf(started);
    expect([texts.length, sounds]).toEqual([1, 1]);
    expect(texts[0]).toMatch(/heron\.example[^]*tern\.example|tern\.example[^]*heron\.example/);
    expect((await ledger()).map(({ reply }) => reply)).toContain("a later edit of the same message takes its place");
  });
});

test("a message that somebody deleted stays so, and its news comes in a message of its own", async () => {
  const started = await open("telegram");
  await tell(0, "gull.example", "Dock workers walk off");
  await compose(1);
  await deliverDue();
  await tell(60, "tern.example", "Dock workers: now 87 ships wait", WITH_NEWS);
  await compose(300);
  const description = "Bad Request: message to edit not found";
  started.faults.push(SERVICES["telegram"]?.takes(2) as Said, {
    status: 400,
    body: JSON.stringify({ ok: false, error_code: 400, description }),
  });
  expect(await deliverDue()).toEqual(["sent", "sent"]);
  const [edit, note] = await ledger();
  expect(edit?.reply).toMatch(/message to edit not found.*the message stays as it is/);
  expect(note?.reply).toMatch(/^200/);
});

test("an issue with many stories is one message, and a daily digest is too", async () => {
  const started = await open("telegram");
  for (let number = 0; number < 7; number += 1) {
    const own = Array.from({ length: 60 }, (_, word) => `w${number}x${word}`).join(" ");
    await tell(number, "gull.example", `Dock report ${number}`, [`dock ${own}`]);
  }
  await compose(20);
  expect(await deliverDue()).toEqual(["sent"]);
  expect(started.taken).toHaveLength(1);
});
