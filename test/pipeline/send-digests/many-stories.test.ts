// 5,000 stories that match on a first day: one issue has them all, and none is hidden, with a page and without one.
import { simpleParser } from "mailparser";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { previewDigest } from "../../../src/desk/preview-digest.ts";
import { renderIssuePage } from "../../../src/digests/render-issue.ts";
import { encodedBytes } from "../../../src/digests/transfer-encoding.ts";
import { minutesLater, NOW } from "../../store/seed.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import type { Issue } from "../../../src/digests/digest.ts";
import type { StageDeps } from "../../../src/pipeline/stage-deps.ts";
import type { TestStages } from "../open-stages.ts";

const STORIES = 5_000;
let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
  const alerts = digest("alerts", { schedule: { kind: "immediately" }, settleMs: 60_000, mailsPerHour: 12 });
  await stages.configure({ digests: [alerts], watchlists: watchlists("alpha") });
  const { database } = stages;
  await database.run(
    `insert into articles (url, stage, not_before, first_seen_at, title, text, site, relation)
     select 'https://outlet' || n % 100 || '.example/' || n, 'done', $1, $1, 'Headline number ' || n || ' of a first day', 'One alpha sentence.', 'Outlet ' || n % 100, 'original'
     from generate_series(1, ${STORIES}) n`,
    [NOW],
  );
  await database.run("insert into stories (article_id, created_at, last_copy_at) select id, $1, $1 from articles", [NOW]);
  await database.run("update articles a set story_id = s.id from stories s where s.article_id = a.id");
  await database.run(
    "insert into digest_stories (digest_id, story_id, watchlist_id, added_at, backlog_of) select 'alerts', id, 'alpha', $1, $1 from stories",
    [NOW],
  );
});
beforeEach(async () => {
  for (const table of ["deliveries", "tellings"]) await stages.database.run(`delete from ${table}`);
  await stages.database.run("update digest_stories set issue_id = null");
  await stages.database.run("delete from issues");
  await stages.database.run("update digests set next_due_at = $1, last_checked_at = null", [NOW]);
});
afterAll(() => stages.close());

/** All mails of the first hour. */
async function firstHour(deps = stages.deps) {
  for (let minute = 1; minute < 60; minute += 1) {
    stages.clock.at = minutesLater(minute);
    await composeIssue(deps, "alerts");
  }
  const issues = await stages.database.many<{ content: Issue; html: string }>("select content, html from issues order by id");
  const mails = await stages.database.many<{ message: Uint8Array }>("select message from deliveries order by id");
  return { issues, mails: await Promise.all(mails.map(({ message }) => simpleParser(Buffer.from(message)))) };
}

const urls = (text: string): Set<string> => new Set(text.match(/https:\/\/outlet\d+\.example\/\d+/g));

test("with a page one mail links to all of them", async () => {
  const { issues, mails } = await firstHour();
  expect(mails).toHaveLength(1);
  expect(encodedBytes(issues[0]?.html ?? "")).toBeLessThanOrEqual(64_000);
  expect(urls(renderIssuePage(issues[0]?.content as Issue)).size).toBe(STORIES);
  expect(mails[0]?.text).toContain(issues[0]?.content.webUrl);
  expect(mails[0]?.attachments).toEqual([]);
});

test("without a page one mail has those that do not fit in a file", async () => {
  const { issues, mails } = await firstHour({ ...stages.deps, pagesUrl: () => null });
  expect(mails).toHaveLength(1);
  const [mail] = mails;
  expect(encodedBytes(issues[0]?.html ?? "")).toBeLessThanOrEqual(64_000);
  const [file] = mail?.attachments ?? [];
  expect(file?.filename).toBe("more-stories.txt");
  expect(mail?.html).toContain("The others are in the attached file more-stories.txt.");
  expect(urls(mail?.text ?? "").size).toBe(STORIES);
  expect(urls(`${mail?.html || ""} ${file?.content.toString("utf8") ?? ""}`).size).toBe(STORIES);
});

/** A preview by a process whose pages have this address; `pipeline` is what runs in it. */
async function previewAt(url: string, pipeline: { deps: StageDeps } | null = null): Promise<string> {
  const config = { ...stages.deps.config(), web: { ...stages.deps.config().web, url } };
  const preview = await previewDigest({ ...stages.deps, pipeline, config: () => config }, { digest: "alerts", withModel: false });
  return preview.kind === "issue" ? `${preview.text} ${preview.html}`.replace(/\s+/g, " ") : preview.kind;
}

test("a preview says where the others will be, as the mail does", async () => {
  const page = "The mail will link to a page with all of them.";
  expect((await previewAt("https://wires.example.org")).split(page)).toHaveLength(3);
  const running = (pagesUrl: () => string | null) => previewAt("http://localhost:8080", { deps: { ...stages.deps, pagesUrl } });
  expect((await running(() => "http://localhost:8080")).split(page)).toHaveLength(3);
  const without = await running(() => null);
  expect(without).toContain("The others are in the attached file more-stories.txt.");
  expect(without).not.toContain(page);
});

test("a preview while nothing runs names both ways, since what sends it later decides", async () => {
  const unknown = await previewAt("http://localhost:8080");
  expect(unknown.split("The mail will link to a page with all of them, or have the others in a file.")).toHaveLength(3);
});

test("without a page, a chat gets all of them in messages that its service takes, and the mail has its file", async () => {
  const both = digest("alerts", {
    schedule: { kind: "immediately" },
    to: ["desk@example.org"],
    slack: ["https://chat.example/hook"],
  });
  await stages.configure({ digests: [both], watchlists: watchlists("alpha") });
  stages.clock.at = minutesLater(1);
  await composeIssue({ ...stages.deps, pagesUrl: () => null }, "alerts", { atOnce: true });
  const sent = await stages.database.many<{ channel: string; message: Uint8Array }>(
    "select channel, message from deliveries order by id",
  );
  const posts = sent.filter(({ channel }) => channel === "slack").map(({ message }) => Buffer.from(message).toString("utf8"));
  expect(urls(posts.join("\n")).size).toBe(STORIES);
  for (const post of posts) expect((JSON.parse(post) as { text: string }).text.length).toBeLessThanOrEqual(4_000);
  const [mail] = sent.filter(({ channel }) => channel === "mail");
  expect((await simpleParser(Buffer.from(mail?.message ?? []))).attachments[0]?.filename).toBe("more-stories.txt");
  const { told } = await stages.database.one<{ told: number }>("select count(*)::int as told from tellings");
  expect(told).toBe(STORIES);
});
