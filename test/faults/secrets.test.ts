// Goal: no secret of the configuration comes to light. Method: all of them have one word in common; a round is run, and everything that
// a person, a reader, a log or another server gets to see is searched for that word.
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../src/app/read-config.ts";
import { startApp } from "../../src/app/start-app.ts";
import { runRound } from "../../src/desk/run-round.ts";
import { openLog } from "../../src/log.ts";
import { openWeb } from "../../src/web/open-web.ts";
import { answers, openPress, page, rss, soundConfig, writeFiles } from "../cli/press.ts";
import { call, seedData } from "../cli/wirewatch.ts";
import { newFolder } from "../support/database.ts";
import type { App } from "../../src/app/open-app.ts";
import type { Press } from "../cli/press.ts";
import type { Ended } from "../cli/wirewatch.ts";

const WORD = "hunter2";
const LOGIN = Buffer.from(`anna:${WORD}-login`).toString("base64");
const SMTP_LOGIN = Buffer.from(`\0anna\0${WORD}-smtp`).toString("base64");
/** The word, however it may be written. */
const SPELLINGS = [WORD, LOGIN, SMTP_LOGIN, Buffer.from(`${WORD}-smtp`).toString("base64"), encodeURIComponent(`${WORD}:hook`)];
const secretsIn = (text: string): string[] => SPELLINGS.filter((spelling) => text.includes(spelling));

interface Received {
  url: string;
  headers: IncomingMessage["headers"];
}

let press: Press;
let app: App;
let args: string[];
let feeds: Record<"good" | "gone" | "signedIn" | "moved", string>;
let address: string;
let logged = "";
const mails: string[] = [];
const signedIn: string[] = [];
const asked: Record<string, Received[]> = {};
const cleanUps: (() => Promise<unknown>)[] = [];

/** Answers like `answer`, and keeps what was asked. */
const keep =
  (name: string, answer: (request: IncomingMessage) => Parameters<typeof answers>) =>
  (...[request, response]: Parameters<ReturnType<typeof answers>>) => {
    (asked[name] ??= []).push({ url: request.url ?? "", headers: request.headers });
    answers(...answer(request))(request, response);
  };
/** A publisher who writes the address of the feed, with its reader's key, wherever there is room. */
const document = (request: IncomingMessage, link: string): string =>
  rss([{ title: "Storm over the harbour", link }]).replace(
    /<title>The Gullwing Post<\/title>/,
    `<title>http://good.localhost${(request.url ?? "").replaceAll("&", "&amp;")}</title>`,
  );

beforeAll(async () => {
  const { folder, remove } = await newFolder();
  cleanUps.push(remove);
  const link = () => press.url("pages", "/storm");
  press = await openPress({
    good: keep("good", (request) => [document(request, link()), "application/rss+xml"]),
    signed: keep("signedIn", () => [
      rss([{ title: "A second storm", link: press.url("pages", "/second") }]),
      "application/rss+xml",
    ]),
    gone: keep("gone", (request) => [`no such feed: ${request.url}`, "text/plain", 404]),
    moved: (request, response) =>
      void response.writeHead(301, { location: `/new${(request.url ?? "").replace(/^[^?]*/, "")}&more=${WORD}-more` }).end(),
    pages: keep("pages", () => [page("Storm over the harbour", "storm"), "text/html; charset=utf-8"]),
    site: keep("site", () => [
      `<link rel="alternate" type="application/rss+xml" href="${press.url("good", "/feed?edition=city")}">`,
      "text/html",
    ]),
    hook: keep("hook", () => ["", "text/plain", 500]),
  });
  const smtp = new SMTPServer({
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    onAuth({ password }, _session, done) {
      signedIn.push(password ?? "");
      done(null, { user: "anna" });
    },
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        mails.push(Buffer.concat(chunks).toString());
        done();
      });
    },
  });
  await new Promise<void>((resolve) => void smtp.listen(0, "127.0.0.1", resolve));
  const { port } = smtp.server.address() as AddressInfo;
  cleanUps.push(press.close, () => new Promise<void>((resolve) => smtp.close(resolve)));
  feeds = {
    good: press.url("good", `/feed?key=${WORD}-feed`),
    gone: press.url("gone", `/feed?key=${WORD}-gone`),
    moved: press.url("moved", `/feed?key=${WORD}-moved`),
    signedIn: press.url("signed", "/feed"),
  };
  const config = join(folder, "config");
  await writeFiles(config, {
    ...soundConfig([feeds.gone, feeds.moved]),
    "wirewatch.yaml": `fetch: { allow_private: [127.0.0.0/8] }
web: { listen: 127.0.0.1:0 }
mail: { smtp: "smtp://anna:${WORD}-smtp@127.0.0.1:${port}" }
`,
    "feeds.yaml": `defaults: { backlog: all }
feeds:
  - url: ${feeds.good}
    headers: { X-Reader: ${WORD}-header, Cookie: session=${WORD}-cookie }
  - url: ${feeds.gone}
  - url: ${feeds.moved}
  - url: ${feeds.signedIn}
    login: { user: anna, password: ${WORD}-login }
`,
    "digests.yaml": `digests:
  - id: morning
    to: [desk@example.org]
    webhooks: [{ url: "${press.url("hook", `/in?token=${WORD}-token`)}", secret: whsec_${Buffer.from(`${WORD}-signs-this-hook-body`).toString("base64")} }]
    atom: true
    schedule: "0 7 * * *"
    timezone: UTC
`,
  });
  const data = join(folder, "data");
  seedData(data);
  args = ["--config", config, "--data", data];
  const read = await readConfig({ configDir: config, dataDir: data, env: {}, tell: (line) => (logged += `${line}\n`) });
  const log = openLog("debug", false, { write: (line) => (logged += line) });
  app = await startApp({ config: read, log });
  cleanUps.push(() => app.close());
  const web = await openWeb({ ...app.deps, desk: app.desk, log });
  cleanUps.push(web.close);
  address = web.url;
  app.servePages();
  const summary = await runRound(app, { sendAll: true });
  logged += JSON.stringify(summary);
  expect(summary).toMatchObject({ feeds: { polled: 4 }, articles: { extracted: 2 } });
});

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

test("each secret reached the server that it is for, and no other", () => {
  expect(asked["good"]?.[0]).toMatchObject({
    url: `/feed?key=${WORD}-feed`,
    headers: { "x-reader": `${WORD}-header`, cookie: `session=${WORD}-cookie` },
  });
  expect(asked["signedIn"]?.[0]?.headers.authorization).toBe(`Basic ${LOGIN}`);
  expect(asked["gone"]?.[0]?.url).toContain(WORD);
  expect(asked["hook"]?.[0]?.url).toContain(`${WORD}-token`);
  expect(signedIn).toContain(`${WORD}-smtp`);
  expect(asked["pages"]?.length).toBeGreaterThan(0);
  expect(secretsIn(JSON.stringify(asked["pages"]))).toEqual([]);
});

test("a mail shows none", () => {
  expect(mails).toHaveLength(1);
  expect(mails[0]).toContain("Storm over the harbour");
  expect(secretsIn(mails.join("\n"))).toEqual([]);
});

test("the log shows none, at its most talkative", () => {
  expect(logged).toContain("gone.localhost");
  expect(secretsIn(logged)).toEqual([]);
});

test("no page shows any", async () => {
  const { atomFeeds } = await app.desk.status();
  const atom = new URL(atomFeeds[0]?.url ?? "").pathname.slice(1);
  const running = [
    "feeds",
    "feeds.json",
    "feeds/1",
    "feeds/1.json",
    "digests",
    "digests.json",
    "issues",
    "issues.json",
    "issues/1.json",
    "system.json",
  ];
  for (const path of ["", "system", ...running, "status.json", "issues/1", "stories/1", "articles/1", atom]) {
    const answer = await fetch(`${address}${path}`);
    const shown = `${JSON.stringify([...answer.headers])}${await answer.text()}`;
    expect([path, answer.status, secretsIn(shown)]).toEqual([path, 200, []]);
  }
});

const both = (command: string[]): Promise<[Ended, Ended]> =>
  Promise.all([call([...command, ...args]), call([...command, "--json", ...args])]);

describe("a command shows none", () => {
  test.each<[string, () => string[], string]>([
    ["feeds status", () => ["feeds", "status"], "gone.localhost"],
    ["feeds discover, of a configured feed", () => ["feeds", "discover", feeds.good], "?…"],
    ["feeds discover, of a feed that fails", () => ["feeds", "discover", feeds.gone], "not found"],
    ["feeds test", () => ["feeds", "test", feeds.good], "?…"],
    ["feeds poll", () => ["feeds", "poll", feeds.gone], "gone.localhost"],
    ["feeds add, of one that stands there", () => ["feeds", "add", feeds.good], "stands in feeds.yaml already"],
    ["explain, by number", () => ["explain", "1"], "weather"],
    ["explain, by address", () => ["explain", press.url("pages", "/storm")], "good.localhost"],
    ["search", () => ["search", "storm"], "A second"],
    ["stories show", () => ["stories", "show", "1"], "original"],
    ["digest log", () => ["digest", "log"], "desk@example.org"],
    ["digest preview", () => ["digest", "preview", "morning"], ""],
    ["digest render", () => ["digest", "render", "1"], "Storm over the harbour"],
    ["quarantine list", () => ["quarantine", "list"], ""],
    ["backtest", () => ["backtest", "weather"], ""],
    ["doctor", () => ["doctor"], "127.0.0.1"],
    ["check", () => ["check"], ""],
    ["check --explain", () => ["check", "--explain"], ""],
  ])("%s", async (_, command, shows) => {
    const ended = await both(command());
    for (const { stdout, stderr } of ended) expect(`${stdout}${stderr}`).toContain(shows);
    expect(ended.map(({ stdout, stderr }) => secretsIn(`${stdout}${stderr}`))).toEqual([[], []]);
  });

  test("feeds discover of a site shows its feeds with their query, which is needed to subscribe: it stands on the site's own page", async () => {
    const [text, json] = await both(["feeds", "discover", press.url("site", `/?key=${WORD}-site`)]);
    for (const { code, stdout } of [text, json]) {
      expect(code).toBe(0);
      expect(stdout).toContain("/feed?edition=city");
    }
    expect(secretsIn(`${text.stdout}${text.stderr}${json.stdout}${json.stderr}`)).toEqual([]);
  });

  test("check, of addresses that are refused for the password in them", async () => {
    const { folder, remove } = await newFolder();
    cleanUps.push(remove);
    await writeFiles(folder, {
      ...soundConfig([`https://anna:${WORD}@gull.example/feed`]),
      "wirewatch.yaml": `mail: { smtp: "smtp://anna:${WORD}@127.0.0.1:none" }\nstore: "postgres://anna:${WORD}@127.0.0.1:none/x"\nqueue: "redis://:${WORD}@127.0.0.1:none"\n`,
    });
    for (const command of ["check", "doctor", "once"]) {
      const ended = await call([command, "--config", folder, "--data", join(folder, "data")]);
      expect([command, ended.code, secretsIn(`${ended.stdout}${ended.stderr}`)]).toEqual([command, 1, []]);
      if (command === "check") expect(ended.stdout + ended.stderr).toContain("has a name or password in it");
    }
  });
});

test("feeds status lists a feed with a query once", async () => {
  const { stdout } = await call(["feeds", "status", "--json", ...args]);
  const states = (JSON.parse(stdout) as { url: string; state: string }[]).map(({ url, state }) => [
    url.replace(/:\d+/, ""),
    state,
  ]);
  expect(states).toHaveLength(4);
  expect(states).toContainEqual(["http://gone.localhost/feed?…", "failing"]);
});

test("feeds export alone shows whole addresses, since another reader needs them, but neither headers nor logins", async () => {
  const { stdout } = await call(["feeds", "export", ...args]);
  expect(stdout).toContain(`key=${WORD}-feed`);
  expect(stdout).not.toMatch(new RegExp(`${WORD}-(header|cookie|login|smtp|token)`));
});
