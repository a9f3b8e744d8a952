// Goal: doctor says what keeps Wirewatch from running. Method: `doctor` with working services and with broken ones.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openPostgres } from "../../src/store/engine/open-postgres.ts";
import { newFolder, newPostgresDatabase } from "../support/database.ts";
import { openSmtpSink } from "../support/smtp-sink.ts";
import { soundConfig, writeFiles } from "./press.ts";
import { call, onlyJson, wirewatch } from "./wirewatch.ts";

let folder: string;
/** Nothing listens at it (discard, RFC 863), and no other test is given it. */
const closed = 9;
const cleanUps: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const made = await newFolder();
  folder = made.folder;
  cleanUps.push(made.remove);
  await writeFiles(join(folder, "config"), soundConfig(["https://gullwing.example/feed"]));
});

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

const doctor = (env: Record<string, string>, ...options: string[]) =>
  call(["doctor", ...options, "--config", join(folder, "config"), "--data", join(folder, "data")], { env });

test("with no setup it finds the embedded store, the queue on it, and the outbox", async () => {
  const { code, stdout, stderr } = await doctor({});
  expect([code, stderr]).toEqual([0, ""]);
  const said = stdout.trimEnd().split("\n");
  expect(said.map((line) => line.slice(0, 16).trimEnd())).toEqual([
    "ok     version",
    "ok     node",
    "ok     config",
    "ok     store",
    "ok     queue",
    "ok     disk",
    "ok     mail",
  ]);
  expect(said[3]).toMatch(/PGlite in .*data\/db, version \d+/);
  expect(said[6]).toMatch(/data\/outbox/);
});

test("migrate --dry-run takes back what it tried, and migrate keeps it; doctor tells the versions before and after", async () => {
  const at = ["--config", join(folder, "config"), "--data", join(folder, "data")];
  const tried = await call(["migrate", "--dry-run", ...at], { env: {} });
  expect([tried.code, tried.stdout.split("\n")[0]]).toEqual([0, expect.stringMatching(/^1 initial: \d+ ms$/)]);
  expect(tried.stdout).toMatch(/steps worked and were taken back: the database is still at version 0 of \d+\n$/);
  expect((await doctor({})).stdout).toContain("the database is empty");
  expect((await call(["migrate", ...at], { env: {} })).stdout).toMatch(/^the database is at version \d+, up to date\n$/);
  expect((await doctor({})).stdout).toMatch(/the database is at version \d+, up to date; it takes \d+ MB/);
});

test("no other user may read what the program writes, whatever the umask of its shell", async () => {
  const before = process.umask(0o022);
  const data = join(folder, "closed");
  await wirewatch(["doctor", "--config", join(folder, "config"), "--data", data]).finally(() => process.umask(before));
  const written = [data, ...(await readdir(data, { recursive: true })).map((name) => join(data, name))];
  const open = await Promise.all(written.map(async (path) => ({ path, mode: (await stat(path)).mode & 0o077 })));
  expect(open.length).toBeGreaterThan(350);
  // Postgres' copies of its own catalog, for which PGlite asks no umask; the folders above them are closed.
  expect(open.filter(({ path, mode }) => mode !== 0 && !path.endsWith("pg_internal.init"))).toEqual([]);
});

test("it only looks: an empty Postgres is empty afterwards", async () => {
  const made = await newPostgresDatabase(inject("postgresUrl"));
  cleanUps.push(made.drop);
  const { code, stdout } = await doctor({ DATABASE_URL: made.url });
  expect({ code, stdout }).toMatchObject({ code: 0 });
  expect(stdout).toMatch(/^ok {5}store .*; the database is empty; the first start makes the tables\nok {5}queue +on the store$/m);
  const database = openPostgres(made.url, () => undefined);
  const schemas = await database.many("select nspname from pg_namespace where nspname in ('wirewatch', 'bullmq')");
  await database.close();
  expect(schemas).toEqual([]);
});

test("it reaches Postgres, Redis and a mail server, and sends nothing", async () => {
  const database = await newPostgresDatabase(inject("postgresUrl"));
  const sink = await openSmtpSink();
  cleanUps.push(database.drop, sink.close);
  const { code, stdout } = await doctor({ DATABASE_URL: database.url, REDIS_URL: inject("redisUrl"), SMTP_URL: sink.url });
  expect({ code, stdout }).toMatchObject({ code: 0 });
  expect(stdout).toContain(`Postgres at ${new URL(database.url).host}`);
  expect(stdout).toContain(`Redis at ${new URL(inject("redisUrl")).host}`);
  expect(sink.mails).toEqual([]);
});

test("each service that does not answer is reported, all in one call, and no password is repeated", async () => {
  const { code, stdout, stderr } = await doctor({
    DATABASE_URL: `postgres://me:canary@127.0.0.1:${closed}/news`,
    REDIS_URL: `redis://:canary@127.0.0.1:${closed}/0`,
    SMTP_URL: `smtp://me:canary@127.0.0.1:${closed}`,
  });
  expect([code, stderr]).toEqual([1, ""]);
  expect(stdout).toMatch(new RegExp(`^FAULT {2}store +Postgres at 127\\.0\\.0\\.1:${closed}: .*ECONNREFUSED`, "m"));
  expect(stdout).toMatch(new RegExp(`^FAULT {2}queue +Redis at 127\\.0\\.0\\.1:${closed} does not answer; is it running`, "m"));
  expect(stdout).toMatch(new RegExp(`^FAULT {2}mail +127\\.0\\.0\\.1:${closed} .*ECONNREFUSED`, "m"));
  expect(stdout).not.toContain("canary");
});

test("a missing database is reported in Postgres's own words", async () => {
  const url = new URL(inject("postgresUrl"));
  url.pathname = "/no_such_database";
  const { code, stdout } = await doctor({ DATABASE_URL: url.href });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^FAULT {2}store .*database "no_such_database" does not exist/m);
});

test("--json prints the same as one object", async () => {
  const ended = await doctor({ SMTP_URL: `smtp://127.0.0.1:${closed}` }, "--json");
  expect(ended.code).toBe(1);
  const { ok, findings } = onlyJson(ended) as { ok: boolean; findings: { subject: string; ok: boolean; detail: string }[] };
  expect(ok).toBe(false);
  expect(findings.map(({ subject, ok }) => [subject, ok])).toEqual([
    ["version", true],
    ["node", true],
    ["config", true],
    ["store", true],
    ["queue", true],
    ["disk", true],
    ["mail", false],
  ]);
});

test.each(["once", "run"])(
  "%s without its database or its Redis reports which, without a stack, and ends with 1",
  async (name) => {
    const start = (env: Record<string, string>) =>
      call([name, "--log-level", "silent", "--config", join(folder, "config"), "--data", join(folder, "data")], { env });
    const database = await start({ DATABASE_URL: `postgres://me:canary@127.0.0.1:${closed}/news` });
    expect(database).toMatchObject({ code: 1, stdout: "" });
    expect(database.stderr).toMatch(
      /^wirewatch: Postgres at 127\.0\.0\.1:\d+: nothing answers at \S+ \(ECONNREFUSED\): .*; nothing was started\. See: wirewatch doctor\n$/,
    );
    const redis = await start({ REDIS_URL: `redis://127.0.0.1:${closed}/0` });
    expect(redis).toMatchObject({ code: 1, stdout: "" });
    expect(redis.stderr).toMatch(
      /^wirewatch: Redis at 127\.0\.0\.1:\d+ does not answer; .*; nothing was started\. See: wirewatch doctor\n$/,
    );
  },
);

test("a page that others could reach is refused by `run`, and doctor says what to set", async () => {
  const web = { WEB_LISTEN: "0.0.0.0:0" };
  const advice = "web.listen is 0.0.0.0:0, which others can reach: set web.access to password, proxy or open";
  const options = ["--config", join(folder, "config"), "--data", join(folder, "other")];
  const started = await call(["run", ...options], { env: web });
  expect([started.code, started.stderr]).toEqual([1, expect.stringContaining(`wirewatch: ${advice}`)]);
  expect((await doctor(web)).stdout).toContain(`FAULT  web       ${advice}`);
  const open = await doctor({ ...web, WEB_ACCESS: "open" });
  expect([open.code, open.stdout]).toEqual([0, expect.stringContaining("ok     web       web.access is open: anyone")]);
});
