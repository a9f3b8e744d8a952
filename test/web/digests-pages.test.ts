// Goal: the pages of digests and issues show what waits and what was sent, and their forms do what they say. Method: over real connections.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { deliverIssue } from "../../src/pipeline/send-digests/deliver-issue.ts";
import { digest } from "../pipeline/open-stages.ts";
import { inventText, tellStory } from "../pipeline/tell-story.ts";
import { NOW } from "../store/seed.ts";
import { openPages, saidOn } from "./open-pages.ts";
import type { TestStages } from "../pipeline/open-stages.ts";
import type { TestPages } from "./open-pages.ts";

let pages: TestPages;
let stages: TestStages;
beforeAll(async () => {
  pages = await openPages();
  ({ stages } = pages);
});
beforeEach(() => pages.reset());
afterAll(() => stages.close());

const tell = (title: string) => tellStory(stages.deps, { title, text: inventText("alpha") });

async function sendOne(): Promise<number[]> {
  await tell("Harbour closed");
  const composed = await composeIssue(stages.deps, "hourly", { atOnce: true });
  return composed.kind === "issue" ? composed.deliveries : [];
}

const end = (delivery: number, state: string): Promise<number> =>
  stages.database.run(
    "update deliveries set state = $2, not_before = case when $2 = 'uncertain' then 'infinity' else not_before end where id = $1",
    [delivery, state],
  );

describe("digests", () => {
  test("show when they are due next, in their zone and after quiet hours, and what waits", async () => {
    const { body } = await pages.ask("/digests");
    expect(body).toContain("Next: Mon 2 Mar 11:00, Mon 2 Mar 12:00 and Mon 2 Mar 13:00 (UTC).");
    expect(body).toContain("Next: Tue 3 Mar 08:00, Wed 4 Mar 08:00 and Thu 5 Mar 08:00 (Asia/Yangon).");
    expect(body).toMatch(/Atom feeds[^]*digests\/hourly\.atom\/[\w-]{22}"/);
    await tell("Harbour <closed>");
    expect((await pages.ask("/digests/hourly")).body).toMatch(/1 story waits\.[^]*Harbour &lt;closed&gt;/);
    expect(await pages.json("/digests/hourly.json")).toMatchObject({
      waiting: 1,
      headlines: [{ title: "Harbour <closed>", watchlist: "alpha" }],
    });
    await stages.configure({ digests: [] });
    expect((await pages.ask("/digests")).body).toContain("There are no digests");
  });

  test.each([
    ["0 7 * * *", "every day at 07:00, UTC"],
    ["5 7,19 * * *", "every day at 07:05 and 19:05, UTC"],
    ["30 6 * * 1-5", "Monday to Friday at 06:30, UTC"],
    ["0 7 1 * *", "0 7 1 * *, UTC"],
    ["*/5 7 * * *", "*/5 7 * * *, UTC"],
  ])("say the times %s as people do", async (expression, words) => {
    await stages.configure({ digests: [digest("daily", { schedule: { kind: "cron", expression } })] });
    expect((await pages.ask("/digests")).body).toContain(`<small>${words}.`);
    expect((await pages.ask("/digests/daily")).body).toContain(`<dt>Times</dt><dd>${words}</dd>`);
  });

  test("show their next mail in a frame without rights, and as text", async () => {
    expect((await pages.ask("/digests/hourly")).body).toContain("Nothing waits: no story has matched");
    expect((await pages.ask("/digests/hourly/preview")).status).toBe(404);
    await tell("Harbour closed");
    expect((await pages.ask("/digests/hourly?view=phone")).body).toContain(
      '<iframe class="phone" sandbox title="The next mail" src="../digests/hourly/preview">',
    );
    const frame = await pages.ask("/digests/hourly/preview");
    expect(frame.headers).toMatchObject({
      "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
      "x-frame-options": "SAMEORIGIN",
    });
    expect(frame.body).toContain("Harbour closed");
    expect((await pages.ask("/digests/hourly?view=text")).body).toMatch(/<pre[^>]*>[^]*Harbour closed/);
  });

  test("are sent at the press of a button, and once by two pages that show the same state", async () => {
    await tell("Harbour closed");
    const sent = await pages.submit("/digests/hourly/send", { last: "0" });
    expect([sent.at, saidOn(sent)]).toEqual(["/issues/1", "Issue 1 was written: 2 deliveries (2 sent)."]);
    await tell("Bridge open");
    const again = await pages.submit("/digests/hourly/send", { last: "0" });
    expect([again.at, saidOn(again)]).toEqual([
      "/digests/hourly",
      expect.stringContaining("an issue was sent since you opened the page"),
    ]);
    expect((await stages.database.many("select 1 from issues")).length).toBe(1);
    expect(saidOn(await pages.submit("/digests/daily/send", { last: "0" }))).toBe("Issue 2 was written: 1 delivery (1 sent).");
    expect(saidOn(await pages.submit("/digests/daily/send", { last: "2" }))).toBe("Nothing waits for it, so nothing was sent.");
    const file = String.raw`only written to (\S+\.eml), as no mail server is set`;
    const tested = saidOn(await pages.submit("/digests/hourly/test"));
    const [, one, other] = new RegExp(`^desk@example.org: ${file}; night@example.org: ${file}$`).exec(tested) ?? [];
    expect([one === undefined, one === other]).toEqual([false, false]);
  });
});

describe("issues", () => {
  test("are listed with what became of their mails, page by page", async () => {
    expect((await pages.ask("/issues")).body).toContain("Nothing was sent yet");
    await sendOne();
    await stages.database.run(
      "insert into issues (digest_id, created_at, content, subject, html, plain) select 'daily', $1, '{}', 'No. ' || n, '', '' from generate_series(1, 60) n",
      [NOW],
    );
    const first = await pages.ask("/issues");
    const [, next = ""] = /<a rel="next" href="\.\/([^"]*)"/.exec(first.body) ?? [];
    expect(next).toBe("issues?before=12");
    expect((await pages.ask(`/${next}`)).body).toMatch(/Harbour closed[^]*2 pending/);
    expect((await pages.ask(`/${next}`)).body).toContain('<a rel="first" href="./issues?">The newest</a>');
    expect(first.body).not.toContain('rel="first"');
    expect(await pages.json("/issues.json?digest=hourly")).toMatchObject({
      issues: [{ id: 1, deliveries: { pending: 2 } }],
      before: null,
    });
  });

  test("show the mail as it was sent, each delivery with its answer, and send a held one once more", async () => {
    const [first = 0, second = 0] = await sendOne();
    await deliverIssue(stages.deps, first);
    await end(second, "uncertain");
    expect((await pages.ask("/issues")).body).toMatch(/To decide on[^]*night@example\.org[^]*held: it may have arrived/);
    const { body } = await pages.ask("/issues/1");
    expect(body).toMatch(/desk@example\.org<\/bdi><\/b>: <span>sent<\/span>/);
    expect(body).toContain('src="../issues/1.html"');
    const { html } = await stages.database.one<{ html: string }>("select html from issues");
    expect((await pages.ask("/issues/1.html")).body).toBe(html);
    const released = await pages.submit("/issues/1/release", { delivery: String(second), state: "uncertain" });
    expect(saidOn(released)).toBe(`Mail ${second} to night@example.org is sent once more.`);
    await deliverIssue(stages.deps, second);
    // The other page still shows the button.
    expect(saidOn(await pages.submit("/issues/1/release", { delivery: String(second), state: "uncertain" }))).toBe(
      `mail ${second} is sent now, so it was not sent once more`,
    );
    expect(saidOn(await pages.submit("/issues/1/release", { delivery: "999", state: "failed" }))).toBe(
      "issue 1 has no such mail",
    );
  });

  test("take a reader up again who unsubscribed, once", async () => {
    const [first = 0] = await sendOne();
    await end(first, "suppressed");
    await stages.database.run(
      "insert into suppressions (digest_id, recipient, kind, since) values ('hourly', 'desk@example.org', 'unsubscribed', $1)",
      [NOW],
    );
    const reader = { recipient: "desk@example.org", digest: "hourly" };
    expect(saidOn(await pages.submit("/issues/1/resume", reader))).toMatch(/^desk@example\.org gets hourly again/);
    expect(saidOn(await pages.submit("/issues/1/resume", reader))).toContain("nothing keeps mail from desk@example.org");
  });
});

test.each([
  "/feeds/999",
  "/feeds/999.json",
  "/feeds/0",
  "/feeds/1e30",
  `/feeds/${"9".repeat(40)}`,
  "/feeds?page=1e30",
  "/feeds?page=0",
  "/feeds?page=-1",
  "/feeds?page=99999999999",
  "/digests/unknown",
  "/digests/%00",
  "/digests/unknown/preview",
  "/issues/999",
  "/issues/999.html",
  "/issues?before=1e30",
  "/issues?before=abc",
  "/issues?digest=",
])("%s is no page", async (path) => {
  expect((await pages.ask(path)).status).toBe(404);
});
