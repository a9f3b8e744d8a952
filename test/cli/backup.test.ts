// Goal: people who lose a machine get back what was kept, and no mail twice. Method: the newsroom is read, backed up before and after its
// digest, also while it runs; each backup is restored into a new folder and worked on.
import { existsSync, readdirSync } from "node:fs";
import { copyFile, cp, mkdir, readdir, readFile, stat, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openNewsroom } from "../../src/newsroom/open-newsroom.ts";
import { writeBackup } from "../../src/store/engine/backup-file.ts";
import { openPglite } from "../../src/store/engine/open-pglite.ts";
import { newFolder } from "../support/database.ts";
import { writeNewsroomConfig } from "../support/newsroom-config.ts";
import { countStories, eachOnce, readOutbox } from "../support/read-mails.ts";
import { call, onlyJson, seedData, start } from "./wirewatch.ts";
import type { RoundSummary } from "../../src/desk/run-round.ts";
import type { Newsroom } from "../../src/newsroom/open-newsroom.ts";

let folder: string;
let config: string;
let before: string;
let after: string;
let sent: Record<string, number>;
let newsroom: Newsroom;
const cleanUps: (() => Promise<unknown>)[] = [];
const on = (data: string) => ["--config", config, "--data", data];
const listed = async (of: string) => (await readdir(of, { recursive: true })).sort();
const storiesIn = async (data: string) => countStories(await readOutbox(join(data, "outbox")), newsroom.expected);

beforeAll(async () => {
  const made = await newFolder();
  folder = made.folder;
  newsroom = await openNewsroom({ startedAt: new Date() });
  cleanUps.push(made.remove, newsroom.close);
  config = await writeNewsroomConfig(folder, newsroom, {
    digestsYaml: 'digests:\n  - { id: morning, to: [desk@example.org], schedule: "0 0 1 1 *", timezone: UTC }\n',
  });
  const data = join(folder, "data");
  [before, after] = [join(folder, "before.tar.gz"), join(folder, "after.tar.gz")];
  seedData(data);
  await call(["once", ...on(data)]);
  expect((await call(["backup", before, ...on(data)])).code).toBe(0);
  await call(["once", "--now", ...on(data)]);
  sent = await storiesIn(data);
  const running = start(["run", ...on(data)], { env: { WEB_LISTEN: "127.0.0.1:0" } });
  await running.says(/watching/);
  const { code, stdout } = await call(["backup", after, "--json", ...on(data)]);
  expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ bytes: (await stat(after)).size })]);
  await running.stop();
});
afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

test("a backup from before the digest is restored with its configuration, and each story is sent once", async () => {
  const [data, own] = [join(folder, "restored"), join(folder, "restored-config")];
  const restored = await call(["restore", before, "--json", "--config", own, "--data", data]);
  expect([restored.stderr, onlyJson(restored)]).toEqual(["", expect.objectContaining({ config: "restored" })]);
  expect((await readdir(own)).sort()).toEqual((await readdir(config)).sort());
  expect((await call(["once", "--now", "--config", own, "--data", data])).code).toBe(0);
  expect(sent).toEqual(eachOnce(newsroom.expected));
  expect(await storiesIn(data)).toEqual(sent);
});

test("a backup that was made while Wirewatch ran knows what was sent, and nothing is sent twice", async () => {
  const data = join(folder, "restored-after");
  expect(onlyJson(await call(["restore", after, "--json", ...on(data)]))).toMatchObject({ config: "kept" });
  const summary = onlyJson(await call(["once", "--now", "--json", ...on(data)])) as RoundSummary;
  expect(summary).toMatchObject({ entries: { new: 0 }, digests: { sent: 0, failed: 0 } });
});

test("a backup is readable by its owner alone, leaves nothing else behind, and --verify proves it", async () => {
  expect(((await stat(before)).mode & 0o777).toString(8)).toBe("600");
  expect((await readdir(folder)).filter((name) => /before|after/.test(name)).sort()).toEqual([
    "after.tar.gz",
    "before.tar.gz",
    "restored-after",
  ]);
  const { code, stdout } = await call(["restore", after, "--verify"]);
  expect([code, stdout]).toEqual([
    0,
    expect.stringMatching(/is whole: made at .*, \d+ feeds, .* and [1-9]\d* deliver(?:y|ies)$/m),
  ]);
});

test.each([
  ["cut off", /is no whole backup.*ends too early/],
  ["other bytes", /is no whole backup.*no compressed archive/],
  ["missing", /cannot read .*missing.*there is no such file$/m],
  ["a folder", /is a folder: name the file that wirewatch backup wrote/],
])("a backup that is damaged (%s) is refused, and nothing is changed", async (damage, words) => {
  const [file, data] = [join(folder, `${damage}.tar.gz`), join(folder, `data ${damage}`)];
  if (damage === "cut off") {
    await copyFile(before, file);
    await truncate(file, Math.floor((await stat(before)).size * 0.7));
  } else if (damage === "a folder") await mkdir(file);
  else if (damage === "other bytes") await writeFile(file, "not a backup");
  const { code, stderr } = await call(["restore", file, ...on(data)]);
  expect([code, stderr]).toEqual([1, expect.stringMatching(words)]);
  expect(existsSync(data)).toBe(false);
  expect((await call(["restore", file, "--verify"])).code).toBe(1);
});

test("a restore whose configuration cannot be written restores nothing, so that it can be tried again", async () => {
  const data = join(folder, "half-restored");
  const { code, stderr } = await call(["restore", before, "--config", "/proc/wirewatch/config", "--data", data]);
  const words =
    /cannot write the configuration to \/proc\/wirewatch\/config: the system makes no folder \/proc\/wirewatch.*; nothing was restored$/m;
  expect([code, stderr]).toEqual([1, expect.stringMatching(words)]);
  expect(existsSync(data)).toBe(false);
});

test("a restore that is killed while it writes the configuration is completed by the next one", async () => {
  const [data, own, many] = [join(folder, "killed"), join(folder, "killed-config"), join(folder, "many")];
  await cp(config, many, { recursive: true });
  const notes = Array.from({ length: 1_500 }, (_, number) => join(many, "watchlists", `note-${number}.txt`));
  await Promise.all(notes.map((note) => writeFile(note, "a note\n")));
  const file = join(folder, "many.tar.gz");
  await call(["backup", file, "--config", many, "--data", join(folder, "data")]);
  const killed = start(["restore", file, "--config", own, "--data", data]);
  const isHere = () => existsSync(own) && readdirSync(own).length > 0;
  while (!isHere()) await new Promise((resolve) => setImmediate(resolve));
  await killed.stop("SIGKILL");
  expect(await listed(own)).not.toEqual(await listed(many));
  const words = /a restore into this folder did not end, so files may be missing: call `wirewatch restore BACKUP` again/;
  const checked = await call(["check", "--config", own]);
  expect([checked.code, checked.stdout + checked.stderr]).toEqual([1, expect.stringMatching(words)]);
  const again = await call(["restore", file, "--json", "--config", own, "--data", data]);
  expect([again.stderr, onlyJson(again)]).toEqual(["", expect.objectContaining({ config: "restored" })]);
  expect(await listed(own)).toEqual(await listed(many));
  expect(existsSync(join(data, "db"))).toBe(true);
});

test("a restore whose database finds no place takes the configuration away again", async () => {
  const [data, own] = [join(folder, "linked"), join(folder, "linked-config")];
  await mkdir(data);
  await symlink("/mnt/a-disk-that-is-away/db", join(data, "db"));
  const { code, stderr } = await call(["restore", before, "--config", own, "--data", data]);
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/^wirewatch: cannot put the database into .*; nothing was restored$/m),
  ]);
  expect(existsSync(own)).toBe(false);
});

test("a configuration folder that cannot be read is not taken for an empty one", async () => {
  const [data, own] = [join(folder, "unread"), join(folder, "endless")];
  await symlink(own, own);
  const { code, stderr } = await call(["restore", before, "--config", own, "--data", data]);
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/^wirewatch: cannot read the configuration in .*; nothing was restored$/m),
  ]);
  expect(existsSync(data)).toBe(false);
});

test("a backup of a newer version is refused, with what to do", async () => {
  const newer = join(folder, "newer");
  seedData(newer);
  const file = join(folder, "newer.tar.gz");
  const database = await openPglite(join(newer, "db"), null);
  await database.run("insert into wirewatch.migrations (id, name) values (9999, 'later')");
  await writeBackup(database, { file, configDir: config, now: new Date() });
  await database.close();
  const data = join(folder, "older");
  const { code, stderr } = await call(["restore", file, ...on(data)]);
  expect([code, stderr]).toEqual([1, expect.stringMatching(/version 9999.*run a newer Wirewatch/)]);
  expect(existsSync(join(data, "db"))).toBe(false);
});

test("a folder that holds a database is not touched, nor one that a Wirewatch has open", async () => {
  const data = join(folder, "data");
  const mark = await readFile(join(data, "db", "PG_VERSION"));
  expect((await call(["restore", before, ...on(data)])).stderr).toMatch(
    /holds a database already, and nothing in it was changed/,
  );
  expect(await readFile(join(data, "db", "PG_VERSION"))).toEqual(mark);
  seedData(join(folder, "open"));
  const database = await openPglite(join(folder, "open", "db"), null);
  const { stderr } = await call(["restore", before, ...on(join(folder, "open"))]);
  expect(stderr).toMatch(/is in use by process \d+/);
  await database.close();
});

test("a backup that cannot be written says so, and a store on a server is left to pg_dump", async () => {
  await mkdir(join(folder, "full.tar.gz.parts"), { recursive: true });
  const data = join(folder, "data");
  const { code, stderr } = await call(["backup", join(folder, "before.tar.gz", "x"), ...on(data)]);
  expect([code, stderr]).toEqual([1, expect.stringMatching(/cannot write the backup/)]);
  expect((await call(["backup", folder, ...on(data)])).stderr).toMatch(
    /is a folder: name the file to write, such as .*backup\.tar\.gz/,
  );
  const database = { copyTo: null } as never;
  await expect(writeBackup(database, { file: before, configDir: config, now: new Date() })).rejects.toThrow(/pg_dump/);
});
