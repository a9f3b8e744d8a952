// Writing issues: when a digest is due, what it holds, and that each story is in it once.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { simpleParser } from "mailparser";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { sendDigests } from "../../../src/pipeline/send-digests/send-digests.ts";
import { STORES } from "../../store/open-test-store.ts";
import { saveGap } from "../../../src/store/gaps.ts";
import { addFeed, daysAgo, minutesLater, NOW } from "../../store/seed.ts";
import { readOutbox } from "../../support/read-mails.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import { inventText, tellStory } from "../tell-story.ts";
import type { Issue } from "../../../src/digests/digest.ts";
import type { TestStages } from "../open-stages.ts";

const immediately = (more = {}) => digest("alerts", { schedule: { kind: "immediately" }, ...more });

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(() => stages.wipe());
  afterAll(() => stages.close());

  const compose = async (id: string, at: Date, atOnce = false) => {
    stages.clock.at = at;
    return (await composeIssue(stages.deps, id, { atOnce })).kind;
  };
  const issues = async () =>
    (await stages.database.many<{ content: Issue }>("select content from issues order by id")).map(({ content }) => content);
  const headlines = async () =>
    (await issues()).map(
      ({ digest, sections }) => `${digest}: ${sections.flatMap(({ stories }) => stories.map(({ title }) => title)).join(", ")}`,
    );
  const dueAt = async (id: string) =>
    (await stages.database.one<{ next_due_at: Date | null }>("select next_due_at from digests where id = $1", [id])).next_due_at;
  const tell = (title: string, words = "alpha") => tellStory(stages.deps, { title, text: inventText(words) });

  test("a digest is written when it is due, not sooner, and is due again by its schedule", async () => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    await tell("One");
    expect(await compose("hourly", minutesLater(59))).toBe("not-due");
    expect(await compose("hourly", minutesLater(61))).toBe("issue");
    expect(await headlines()).toEqual(["hourly: One"]);
    expect(await dueAt("hourly")).toEqual(minutesLater(120));
  });

  test("issues missed while nothing ran are sent as one, and the next one is in the future", async () => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    await tell("One");
    expect(await compose("hourly", minutesLater(600.5))).toBe("issue");
    expect(await dueAt("hourly")).toEqual(minutesLater(660));
    expect(await compose("hourly", minutesLater(601))).toBe("not-due");
    const [{ dueAt: due } = {}] = await issues();
    expect(due).toBe(minutesLater(60).toISOString());
    const [{ plain, html } = { plain: "", html: "" }] = await stages.database.many<{ plain: string; html: string }>(
      "select plain, html from issues",
    );
    for (const shown of [plain, html]) expect(shown.replace(/\s+/g, " ")).toMatch(/This was due .* and comes late/);
  });

  test("an issue sent at its time does not mention being late", async () => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    await tell("One");
    expect(await compose("hourly", minutesLater(61))).toBe("issue");
    expect(await issues()).toEqual([expect.not.objectContaining({ dueAt: expect.anything() as unknown })]);
  });

  test("a gap in a feed found while nothing matches is reported in the next issue", async () => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    const feed = await addFeed(stages.database, { url: "https://gappy.example/", name: "gappy" });
    await saveGap(stages.database, { feed_id: feed, since: NOW, until: minutesLater(30) });
    expect(await compose("hourly", minutesLater(61))).toBe("empty");
    await tell("One");
    expect(await compose("hourly", minutesLater(121))).toBe("issue");
    expect((await issues())[0]?.health.gaps).toMatchObject([{ name: "gappy" }]);
  });

  test("with when_empty a digest says that nothing matched and what was read, but not on a person's request", async () => {
    await stages.configure({ digests: [digest("hourly", { whenEmpty: "send" })], watchlists: watchlists("alpha") });
    await tell("Not for us", "nothing to see");
    expect(await compose("hourly", minutesLater(30), true)).toBe("empty");
    expect(await compose("hourly", minutesLater(61))).toBe("issue");
    const row = await stages.database.one<{ subject: string; plain: string; html: string }>("select * from issues");
    expect(row.subject).toBe("hourly: nothing new");
    for (const shown of [row.plain, row.html]) expect(shown).toContain("Nothing new matched.");
    expect(row.plain).toMatch(/What was read\n=+\n.*1 article came in\./s);
    expect(await dueAt("hourly")).toEqual(minutesLater(120));
  });

  test("a digest without stories writes nothing, and checks again at its time", async () => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    await tell("Not for us", "nothing to see");
    expect(await compose("hourly", minutesLater(60))).toBe("empty");
    expect(await issues()).toEqual([]);
    expect(await dueAt("hourly")).toEqual(minutesLater(120));
  });

  test("an issue names the feeds that are late, and the gaps since the last issue", async () => {
    const feed = {
      next_due_at: minutesLater(600),
      last_ok_at: NOW,
      intervals_ms: "[3600000,3600000,3600000]",
      longest_silence_ms: 3_600_000,
    };
    const at = (name: string, more: object) =>
      addFeed(stages.database, { ...feed, url: `https://${name}.example/feed`, name, first_polled_at: daysAgo(20), ...more });
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    await at("late", { last_new_at: daysAgo(1) });
    await at("failing", { last_new_at: daysAgo(1), fault: "not found", failures: 2 });
    const busy = await at("busy", { last_new_at: NOW });
    await saveGap(stages.database, { feed_id: busy, since: minutesLater(-60), until: minutesLater(30) });
    await tell("One");
    await compose("hourly", minutesLater(61));
    await tell("Two");
    await compose("hourly", minutesLater(122));
    const [first, second] = (await issues()).map(({ health }) => health);
    const late = [{ name: "late", since: daysAgo(1).toISOString(), usual: "hour" }];
    const gaps = [{ name: "busy", since: minutesLater(-60).toISOString(), until: minutesLater(30).toISOString() }];
    expect(first).toMatchObject({ late, gaps });
    expect(second).toMatchObject({ late, gaps: [] });
  });

  test("quiet hours hold a digest until they end, and a person may still ask for it", async () => {
    const quiet = { from: 22 * 60, to: 12 * 60 };
    await stages.configure({ digests: [digest("hourly", { quiet })], watchlists: watchlists("alpha") });
    await tell("One");
    expect(await compose("hourly", minutesLater(60))).toBe("quiet");
    expect(await dueAt("hourly")).toEqual(new Date("2026-03-02T12:00:00Z"));
    expect(await compose("hourly", minutesLater(61), true)).toBe("issue");
    await tell("Two");
    expect(await compose("hourly", minutesLater(120))).toBe("issue");
    expect(await headlines()).toEqual(["hourly: One", "hourly: Two"]);
  });

  test("a story is in one issue, and its later copies do not cause it to be sent again", async () => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    const text = inventText("alpha");
    await tellStory(stages.deps, { title: "One", text });
    await compose("hourly", minutesLater(60));
    stages.clock.at = minutesLater(70);
    await tellStory(stages.deps, { title: "One again", text });
    expect(await compose("hourly", minutesLater(120))).toBe("empty");
    expect(await headlines()).toEqual(["hourly: One"]);
  });

  test("two digests send the same story, each once, by its own watchlists and at its own time", async () => {
    const digests = [digest("all"), digest("beta", { watchlists: ["beta"], schedule: { kind: "every", minutes: 120 } })];
    await stages.configure({ digests, watchlists: watchlists("alpha", "beta") });
    await tell("Both", "alpha and beta");
    await tell("First", "alpha only");
    expect(await compose("all", minutesLater(60))).toBe("issue");
    expect(await compose("beta", minutesLater(60))).toBe("not-due");
    expect(await compose("beta", minutesLater(120))).toBe("issue");
    const told = (await headlines()).map((line) => line.split(/[:,] /).sort().join(" "));
    expect(told).toEqual(["Both First all", "Both beta"]);
  });

  test("stories over at_most are listed by headline, outlet and link, and recorded as sent", async () => {
    await stages.configure({ digests: [digest("hourly", { atMost: 2 })], watchlists: watchlists("alpha") });
    for (const title of ["One", "Two", "Three", "Four", "Five"]) await tell(title);
    expect(await compose("hourly", minutesLater(60))).toBe("issue");
    const { plain, html } = await stages.database.one<{ plain: string; html: string }>("select plain, html from issues");
    expect(html.match(/<h3/g)).toHaveLength(2);
    const listed = /3 more stories matched:\n((?:- .*\n  http.*\n){3})/.exec(plain)?.[1] ?? "";
    expect(listed.match(/^- (?:One|Two|Three|Four|Five) · /gm)).toHaveLength(3);
    expect(html.match(/<li><a class="link" href="http/g)).toHaveLength(3);
    const [issue] = await issues();
    expect(issue?.more).toBe(0);
    expect(issue?.sections.flatMap(({ stories }) => stories.map(({ title }) => title)).sort()).toEqual(
      ["One", "Two", "Three", "Four", "Five"].sort(),
    );
    expect(await compose("hourly", minutesLater(120))).toBe("empty");
  });

  test("each recipient gets a mail of their own with the same text, but for links that ask what they think", async () => {
    await stages.configure({
      digests: [digest("hourly", { to: ["a@example.org", "B <b@example.org>"] })],
      watchlists: watchlists("alpha"),
    });
    await tell("One");
    await compose("hourly", minutesLater(60));
    const rows = await stages.database.many<{ recipient: string; message: Uint8Array; message_id: string }>(
      "select * from deliveries order by id",
    );
    const mails = await Promise.all(rows.map(({ message }) => simpleParser(Buffer.from(message))));
    expect(rows.map(({ recipient }) => recipient)).toEqual(["a@example.org", "B <b@example.org>"]);
    expect(new Set(mails.map(({ text = "" }) => text.replace(/\/feedback\/\S+/g, ""))).size).toBe(1);
    expect(mails.map(({ messageId }) => messageId)).toEqual(rows.map(({ message_id }) => message_id));
    expect(new Set(rows.map(({ message_id }) => message_id)).size).toBe(2);
  });

  test("a digest requested by several workers at once is written once", async () => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    await tell("One");
    const kinds = await Promise.all(Array.from({ length: 6 }, () => compose("hourly", minutesLater(60))));
    expect(kinds.sort()).toEqual(["issue", ...Array.from({ length: 5 }, () => "not-due")]);
    expect(await issues()).toHaveLength(1);
  });

  test("an issue that cannot be written leaves its stories waiting and the digest due", async () => {
    const mail = {
      from: "nobody at all",
      smtp: { kind: "outbox", dir: stages.outbox },
      uncertain: "resend",
      dkim: null,
    } as const;
    await stages.configure({ mail, digests: [digest("hourly")], watchlists: watchlists("alpha") });
    await tell("One");
    await expect(compose("hourly", minutesLater(60))).rejects.toThrow(/not one mail address/);
    expect(await issues()).toEqual([]);
    expect(await dueAt("hourly")).toEqual(minutesLater(60));
    await sendDigests(stages.deps).giveUp({ digest: "hourly" }, new Error("broken"));
    expect(await dueAt("hourly")).toEqual(minutesLater(70));
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    expect(await compose("hourly", minutesLater(70))).toBe("issue");
  });

  test("an invalid recipient fails alone, with the reason, and the others get their mail", async () => {
    const to = ["nobody at all", "Desk: East <desk@example.org>"];
    await stages.configure({ digests: [digest("hourly", { to })], watchlists: watchlists("alpha") });
    await tell("One");
    expect(await compose("hourly", minutesLater(60))).toBe("issue");
    const rows = await stages.database.many("select recipient, state, reply from deliveries order by id");
    expect(rows).toEqual([
      { recipient: "nobody at all", state: "failed", reply: expect.stringContaining('"nobody at all" is not one mail address') },
      { recipient: "Desk: East <desk@example.org>", state: "pending", reply: null },
    ]);
  });

  test("a digest that left the configuration is not written, and nothing throws", async () => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    await tell("One");
    await stages.configure({});
    expect(await compose("hourly", minutesLater(60))).toBe("unconfigured");
    expect(await compose("never-heard-of", minutesLater(60))).toBe("unconfigured");
  });

  test("words of any script and half characters around a match can be sent", async () => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha", "beta") });
    await tell("Emoji", `${"😀".repeat(3000)} alpha ${"😀".repeat(3001)}`);
    await tell("Burmese", `${"မြန်မာ".repeat(2000)} beta ${"စစ်ကောင်စီ".repeat(2000)}`);
    expect(await compose("hourly", minutesLater(60))).toBe("issue");
    expect(await compose("hourly", minutesLater(120))).toBe("empty");
  });

  describe("a digest that goes out immediately", () => {
    test("is due by each new story, and by none of its copies", async () => {
      await stages.configure({ digests: [immediately()], watchlists: watchlists("alpha") });
      const text = inventText("alpha");
      expect(await dueAt("alerts")).toBeNull();
      await tellStory(stages.deps, { title: "One", text });
      expect(await dueAt("alerts")).toEqual(NOW);
      expect(await compose("alerts", NOW)).toBe("issue");
      expect(await dueAt("alerts")).toBeNull();
      await tellStory(stages.deps, { title: "One again", text });
      expect(await dueAt("alerts")).toBeNull();
    });

    test("counts what came in from its story on, also if that was seen before the last issue", async () => {
      await stages.configure({ digests: [immediately()], watchlists: watchlists("alpha") });
      await tell("One");
      await tell("Two");
      // Both were seen at once, and the second was grouped when the first issue had been written.
      await stages.database.run("update digest_stories set digest_id = 'alerts', issue_id = null");
      await stages.database.run("update digests set last_checked_at = $1", [minutesLater(1)]);
      expect(await compose("alerts", minutesLater(2))).toBe("issue");
      expect((await issues())[0]?.health.articles).toBe(2);
    });

    test("waits out its quiet hours", async () => {
      await stages.configure({ digests: [immediately({ quiet: { from: 540, to: 720 } })], watchlists: watchlists("alpha") });
      await tell("One");
      expect(await compose("alerts", NOW)).toBe("quiet");
      expect(await dueAt("alerts")).toEqual(minutesLater(120));
      expect(await compose("alerts", minutesLater(120))).toBe("issue");
    });

    test("also sends what waited for its former schedule", async () => {
      await stages.configure({ digests: [digest("alerts")], watchlists: watchlists("alpha") });
      await tell("One");
      await stages.configure({ digests: [immediately()], watchlists: watchlists("alpha") });
      expect(await compose("alerts", minutesLater(1))).toBe("issue");
    });
  });

  test("the stage writes the issue, and then delivers it to the outbox once", async () => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    await tell("One");
    stages.clock.at = minutesLater(60);
    const handler = sendDigests(stages.deps);
    expect(await handler.run({ digest: "hourly" })).toMatchObject({ outcome: "issue" });
    const { id: delivery } = await stages.database.one<{ id: number }>("select id from deliveries");
    expect(await handler.run({ delivery })).toMatchObject({ outcome: "sent" });
    expect(await handler.run({ delivery })).toEqual({ outcome: "already-done" });
    const mails = await readOutbox(stages.outbox);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain("One");
  });
});
