// Goal: people can see a digest before it is sent, send it on request, and read it again. Method: rounds over a small press.
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { newFolder } from "../support/database.ts";
import { readOutbox } from "../support/read-mails.ts";
import { answers, openPress, page, servesFeed, soundConfig, writeFiles } from "./press.ts";
import { until } from "../support/wait.ts";
import { keepOpen } from "./keep-open.ts";
import { call, onlyJson, seedData } from "./wirewatch.ts";
import type { KeptOpen } from "./keep-open.ts";
import type { Ended } from "./wirewatch.ts";

// Each test starts the program some times.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let kept: KeptOpen;
let run: (...args: string[]) => Promise<Ended>;
const cleanUps: (() => Promise<unknown>)[] = [];
const outbox = () => readOutbox(join(folder, "data", "outbox"));
/** Until it is closed again, commands ask a process that has the store open. */
const keep = async (): Promise<void> => {
  kept = await keepOpen(join(folder, "config"), join(folder, "data"));
  cleanUps.push(kept.close);
};

beforeAll(async () => {
  const made = await newFolder();
  folder = made.folder;
  const titles = ["Storm over the harbour", "A storm in the hills", "Third storm this week"];
  const press = await openPress({
    weather: servesFeed(() => titles.map((title, n) => ({ title, link: press.url("pages", `/${n}`) }))),
    pages: (request, response) => {
      const title = titles[Number(request.url?.slice(1))] ?? "";
      answers(page(title, `storm ${title}`), "text/html; charset=utf-8")(request, response);
    },
  });
  cleanUps.push(made.remove, press.close);
  const digest = '{ id: morning, to: [desk@example.org, night@example.org], schedule: "0 7 1 1 *", timezone: UTC, at_most: 2 }';
  await writeFiles(join(folder, "config"), {
    ...soundConfig([press.url("weather")]),
    "digests.yaml": `digests:\n  - ${digest}\n`,
  });
  seedData(join(folder, "data"));
  const options = ["--config", join(folder, "config"), "--data", join(folder, "data")];
  run = (...args) => call([...args, ...options], { env: { BROWSER: join(folder, "browser") } });
}, 120_000);

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

test("before the first round nothing waits, and an unknown digest is answered with the known ones", async () => {
  const early = await run("digest", "preview", "morning");
  expect([early.code, early.stdout]).toEqual([0, ""]);
  expect(early.stderr).toContain('Nothing waits for "morning"');
  const unknown = await run("digest", "send", "evening");
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('no digest "evening"; it has morning')]);
});

test("a preview can be repeated, and is sent to nobody", async () => {
  await run("once");
  await keep();
  const [first, second] = [await run("digest", "preview", "morning"), await run("digest", "preview", "morning")];
  expect(first.code).toBe(0);
  expect(first.stdout).toMatch(/^morning: .*storm.* and 2 more\n=+\n/i);
  expect(second.stdout).toBe(first.stdout);
  expect(first.stderr).toMatch(/Nothing was sent\. Next due: 20\d\d-01-01T07:00/);
  expect((await run("digest", "preview", "morning", "--html")).stdout).toMatch(/^<!doctype html>/i);
  expect(await outbox()).toEqual([]);
});

test("a preview opens in a browser, or is written as a page or a mail", async () => {
  const page = join(folder, "data", "preview.html");
  const without = await run("digest", "preview", "morning", "--open");
  expect([without.code, without.stderr]).toEqual([
    0,
    expect.stringContaining(`No browser could be opened here. The page is in ${page}`),
  ]);
  await writeFile(
    join(folder, "browser"),
    `#!/bin/sh\nprintf %s "$1" > "${join(folder, "opened.part")}"\nmv "${join(folder, "opened.part")}" "${join(folder, "opened")}"\n`,
    { mode: 0o755 },
  );
  expect((await run("digest", "preview", "morning", "--open")).stderr).toContain(`Opened ${page}`);
  await until(() => existsSync(join(folder, "opened")), "the browser was started");
  expect(await readFile(await readFile(join(folder, "opened"), "utf8"), "utf8")).toMatch(/^<!doctype html>/);
  const eml = join(folder, "preview.eml");
  expect((await run("digest", "preview", "morning", "--eml", eml)).stderr).toContain(`The mail is in ${eml}`);
  const mail = await simpleParser(await readFile(eml));
  expect(mail.subject).toMatch(/^morning: .*storm/i);
  expect(mail.html).toMatch(/^<!doctype html>/);
  const nowhere = await run("digest", "preview", "morning", "--eml", join(folder, "no", "such.eml"));
  expect([nowhere.code, nowhere.stderr]).toEqual([1, expect.stringContaining("cannot be written")]);
  expect(await outbox()).toEqual([]);
});

test("a digest sent on request goes to each recipient once, as previewed", async () => {
  const shown = onlyJson(await run("digest", "preview", "morning", "--json")) as { subject: string; stories: number };
  expect(shown.stories).toBe(3);
  await kept.close();
  const sent = await run("digest", "send", "morning");
  expect(sent.code).toBe(0);
  expect(sent.stdout).toMatch(/^Issue \d+\n {2}desk@example\.org: sent .*\n {2}night@example\.org: sent /);
  const mails = await outbox();
  expect(mails.map(({ subject }) => subject)).toEqual([shown.subject, shown.subject]);
  const again = onlyJson(await run("digest", "send", "morning", "--json"));
  expect(again).toEqual({ digest: "morning", issue: null, deliveries: [] });
  expect(await outbox()).toHaveLength(2);
});

test("a sent issue renders again to the bytes of its mails", async () => {
  await keep();
  const { subject, html, text, isSame } = onlyJson(await run("digest", "render", "1", "--json")) as Record<string, string>;
  expect(isSame).toBe(true);
  const [mail] = await outbox();
  expect(mail?.subject).toBe(subject);
  expect(mail?.text?.trim()).toBe(text?.trim());
  expect(mail?.html).toBe(html);
  const ended = await run("digest", "render", "1");
  expect([ended.code, ended.stderr]).toEqual([0, ""]);
  expect(ended.stdout).toContain(text?.trim());
  const none = await run("digest", "render", "99");
  expect([none.code, none.stderr]).toEqual([1, expect.stringContaining("there is no issue 99")]);
});

test("the ledger says which mail went to whom, when, and with which reply, and can be filtered", async () => {
  const { code, stdout } = await run("digest", "log");
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^20\d\d-\d\d-\d\d \d\d:\d\d {2}sent {8}night@example\.org {2}\(mail 2\)\n {2}morning, issue 1: .*storm.*\n {2}written to /i,
  );
  const rows = onlyJson(await run("digest", "log", "--to", "DESK", "--json")) as {
    recipient: string;
    state: string;
    attempts: number;
  }[];
  expect(rows).toMatchObject([{ recipient: "desk@example.org", state: "sent", attempts: 1 }]);
  expect((await run("digest", "log", "--state", "failed")).stderr).toBe("No such mail.\n");
  expect((await run("digest", "log", "--state", "lost")).code).toBe(2);
});

test("a sent mail cannot be released, and a recipient without suppression cannot be resumed", async () => {
  const released = await run("digest", "release", "1");
  expect([released.code, released.stderr]).toEqual([1, expect.stringContaining("mail 1 is not held, failed or suppressed")]);
  const resumed = await run("digest", "resume", "desk@example.org");
  expect([resumed.code, resumed.stderr]).toEqual([1, expect.stringContaining("nothing keeps mail from desk@example.org")]);
});
