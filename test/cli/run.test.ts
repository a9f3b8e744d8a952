// Goal: `run` can be left alone, watched, reconfigured and stopped. Method: one process over a small press, from start to SIGTERM.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { ServerResponse } from "node:http";
import { STAGE_NAMES } from "../../src/pipeline/pipeline.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newFolder } from "../support/database.ts";
import { readOutbox } from "../support/read-mails.ts";
import { freePort, until } from "../support/wait.ts";
import { answers, openPress, page, servesFeed, soundConfig, writeFiles } from "./press.ts";
import { askRunning, call, seedData, start } from "./wirewatch.ts";
import type { Desk } from "../../src/desk/desk.ts";
import type { Press } from "./press.ts";
import type { Running } from "./wirewatch.ts";

let press: Press;
let folder: string;
let program: Running;
let status: string;
let dead: string;
/** The paths of the stories that the first feed lists by now. */
const listed = ["/storm"];
/** An answer that the test holds back until it wants the page read. */
let held: ServerResponse | null = null;
/** Set once the page may be read; a request that was held for too long is made again. */
let isLetGo = false;
const cleanUps: (() => Promise<unknown>)[] = [];

const bulletin = `digests:
  - { id: bulletin, to: [desk@example.org], schedule: immediately, settle: none, timezone: UTC }
  - { id: yearly, to: [archive@example.org], schedule: "0 7 1 1 *", timezone: UTC }
`;
const [storm, second, harvest] = ["Storm over the harbour", "A second one was held back", "Harvest home at Gullwing"];
const config = (...files: string[]) => join(folder, "config", ...files);
const askDesk = <T>(work: (desk: Desk) => Promise<T>) => askRunning(join(folder, "data"), work);
const readStatus = () => askDesk((desk) => desk.status());
const pollWeather = () => askDesk((desk) => desk.pollSource({ source: press.url("weather") }));
const subjects = async () => (await readOutbox(join(folder, "data/outbox"))).map(({ text }) => text ?? "");
const told = (title: string) =>
  until(async () => (await subjects()).some((text) => text.includes(title)), `a mail tells "${title}"`);
const send = (response: ServerResponse, html: string) => answers(html, "text/html; charset=utf-8")(response.req, response);

beforeAll(async () => {
  const made = await newFolder();
  folder = made.folder;
  press = await openPress({
    weather: servesFeed(() =>
      [
        { title: storm, link: press.url("pages", "/storm") },
        { title: second, link: press.url("held", "/second") },
      ].filter(({ link }) => listed.includes(new URL(link).pathname)),
    ),
    fields: servesFeed(() => [{ title: harvest, link: press.url("pages", "/harvest") }]),
    pages: ({ url }, response) => send(response, url === "/storm" ? page(storm, "storm") : page(harvest, "harvest")),
    held(_request, response) {
      if (isLetGo) send(response, page(second, "storm that came a week later"));
      else held = response;
    },
  });
  dead = `http://127.0.0.1:${await freePort()}/feed`;
  const settings = `fetch: { allow_private: [127.0.0.0/8] }\nweb: { listen: 127.0.0.1:${await freePort()} }\n`;
  await writeFiles(config(), {
    ...soundConfig([press.url("weather"), dead]),
    "digests.yaml": bulletin,
    "wirewatch.yaml": settings,
  });
  seedData(join(folder, "data"));
  program = start(["run", "--config", config(), "--data", join(folder, "data")]);
  cleanUps.push(made.remove, press.close, () => program.stop("SIGKILL"));
  status = (await program.says(/"status":"(http:[^"]+)"/))[1] ?? "";
});

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

test("without a mail server it reports that mails are only files, and where", async () => {
  await program.says(/"level":"warn".*"outbox":"[^"]+outbox".*no mail server is set \(mail\.smtp or SMTP_URL\)/);
});

test("it is alive and ready", async () => {
  const [alive, ready] = [await fetch(`${status}healthz`), await fetch(`${status}readyz`)];
  expect([alive.status, await alive.text(), ready.status, await ready.text()]).toEqual([200, "alive\n", 200, "ready\n"]);
});

test("a story is sent as soon as it is found, without a request", async () => {
  await told(storm);
});

async function show(page: string): Promise<string> {
  const response = await fetch(`${status}${page}`);
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  return response.text();
}

test("the pages show each feed's health, the stages, and the last issues with their deliveries", async () => {
  await until(async () => (await readStatus()).feeds.every(({ lastPolledAt }) => lastPolledAt !== null), "every feed is polled");
  await until(
    async () => (await readStatus()).deliveries.some(({ state, count }) => state === "sent" && count > 0),
    "a mail is sent",
  );
  const feeds = await show("feeds");
  expect(feeds).toMatch(/The Gullwing Post[\s\S]*reads well/);
  expect(feeds).toContain(`connection refused by ${new URL(dead).host}`);
  expect(await show("issues/1")).toMatch(/Storm over the harbour[\s\S]*desk@example\.org[\s\S]*sent/);
  const system = await show("system");
  for (const stage of STAGE_NAMES) expect(system).toContain(stage);
});

test("feed health can be queried while it runs", async () => {
  const ended = await call(["feeds", "status", "--config", config(), "--data", join(folder, "data")]);
  expect([ended.code, ended.stderr]).toEqual([0, ""]);
  expect(ended.stdout).toMatch(/^Feed +Health +Last new +Next poll +Late since +Gaps +Why\n/);
  expect(ended.stdout).toMatch(/^The Gullwing Post +good +20\d\d-/m);
  expect(ended.stdout).toMatch(/ failing +– +20.* connection refused by .*, since 20/);
});

test("an article can be explained while it runs", async () => {
  const asked = ["explain", press.url("pages", "/storm"), "--config", config(), "--data", join(folder, "data")];
  const ended = await call(asked);
  expect([ended.code, ended.stderr]).toEqual([0, ""]);
  expect(ended.stdout).toMatch(/^Digests\n {2}bulletin, by weather: issue \d+/m);
});

test("a digest can be previewed, and an issue read again, while it runs", async () => {
  const options = ["--config", config(), "--data", join(folder, "data")];
  const preview = await call(["digest", "preview", "bulletin", ...options]);
  expect([preview.code, preview.stderr]).toEqual([0, 'Nothing waits for "bulletin". Next due: as soon as something comes.\n']);
  const issue = await call(["digest", "render", "1", ...options]);
  expect([issue.code, issue.stderr]).toEqual([0, ""]);
  expect(issue.stdout).toContain(storm);
});

test("a digest is sent on request by the running process, once", async () => {
  const options = ["--config", config(), "--data", join(folder, "data")];
  const sent = await call(["digest", "send", "yearly", "--now", ...options]);
  expect([sent.code, sent.stdout]).toEqual([0, expect.stringMatching(/^Issue \d+\n {2}archive@example\.org: sent /)]);
  const again = await call(["digest", "send", "yearly", ...options]);
  expect([again.code, again.stdout]).toEqual([0, 'Nothing waits for "yearly".\n']);
});

test("a broken edit is reported with its place, and the old rules stay in force", async () => {
  listed.push("/second");
  await pollWeather();
  await until(() => held !== null, "the second storm's page is asked for");
  await writeFiles(config(), { "watchlists/weather.yaml": "watchlists:\n  - id: weather\n    any: [calm\n" });
  await program.says(/watchlists\/weather\.yaml:\d+:\d+: .*the last good one goes on/);
  isLetGo = true;
  if (held !== null) send(held, page(second, "storm that came a week later"));
  await told(second);
  expect((await fetch(`${status}readyz`)).status).toBe(200);
});

test("a good edit takes effect at once: a new feed is polled, and a new watchlist finds its story", async () => {
  await writeFiles(config(), {
    ...soundConfig([press.url("weather"), press.url("fields")]),
    "digests.yaml": bulletin,
    "watchlists/fields.yaml": "watchlists:\n  - id: fields\n    any: [harvest]\n",
  });
  await program.says(/"feeds":2,.*the changed configuration is in force/);
  // Only then is the first round of the new watchlist over; else its mail comes after a minute.
  await pollWeather();
  await told(harvest);
  expect((await readStatus()).feeds.map(({ url }) => url).sort()).toEqual([press.url("fields"), press.url("weather")]);
});

test("a changed key that needs a restart is named", async () => {
  const { "wirewatch.yaml": before = "" } = soundConfig([]);
  const changed = before.replace("127.0.0.1:0", `127.0.0.1:${press.port}`);
  await writeFiles(config(), { "wirewatch.yaml": `${changed}queue: redis://127.0.0.1:1/0\n` });
  await program.says(/the changed configuration is in force, but for queue and web\.listen: that takes a restart/);
  await writeFiles(config(), { "wirewatch.yaml": before });
});

// One that hangs is ended with 1.
test("SIGTERM ends it with 0, its port closed and its directory free", async () => {
  const { code, stdout } = await program.stop();
  expect([code, stdout]).toEqual([0, ""]);
  await expect(fetch(`${status}healthz`)).rejects.toThrow("fetch failed");
  expect((await call(["once", "--json", "--config", config(), "--data", join(folder, "data")])).code).toBe(0);
});

test("with --log-level warn it logs nothing while all is well", async () => {
  const port = await freePort();
  await writeFiles(config(), { "wirewatch.yaml": `web: { listen: "127.0.0.1:${port}" }\n` });
  const quiet = start(["run", "--log-level", "warn", "--config", config(), "--data", join(folder, "quiet")]);
  cleanUps.push(() => quiet.stop("SIGKILL"));
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until(isReady, "it is ready");
  const { code, stderr } = await quiet.stop();
  expect(code).toBe(0);
  expect(stderr).not.toContain('"level":"info"');
});

test("a taken address is reported, and nothing stays open", async () => {
  await writeFiles(config(), { "wirewatch.yaml": `web: { listen: "127.0.0.1:${press.port}" }\n` });
  const { code, stderr } = await call(["run", "--log-level", "silent", "--config", config(), "--data", join(folder, "other")]);
  expect(code).toBe(1);
  expect(stderr).toBe(
    `wirewatch: the web page cannot be opened: 127.0.0.1:${press.port} is taken by another program; set web.listen in wirewatch.yaml\n`,
  );
  await expect(rm(join(folder, "other/wirewatch.lock"))).rejects.toThrow("ENOENT");
});
