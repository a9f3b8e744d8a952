// Goal: a data folder that cannot be written is named with what to do, at the start and while Wirewatch works. Method: as root a disk that is
// mounted for reading, and files that nobody may change; as anybody else folders and files without the right to write.
import { execFileSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { answers, openPress, page, rss, soundConfig, writeFiles } from "../cli/press.ts";
import { call, seedData, start } from "../cli/wirewatch.ts";
import { newFolder } from "../support/database.ts";

const isRoot = process.getuid?.() === 0;
const cleanUps: (() => unknown)[] = [];
let folder: string;
let data: string;
let on: string[];

beforeEach(async () => {
  const made = await newFolder();
  cleanUps.push(made.remove);
  folder = made.folder;
  data = join(folder, "data");
  on = ["--log-level", "silent", "--config", join(folder, "config"), "--data", data];
  await mkdir(data);
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

const run = (command: string, ...args: string[]): void => void execFileSync(command, args, { stdio: "pipe" });

/** Puts a disk of its own under the data folder, which `close` makes unwritable. */
function openDisk(): { close(): void } {
  if (!isRoot) {
    cleanUps.push(() => run("chmod", "u+w", data));
    return { close: () => run("chmod", "u-w", data) };
  }
  run("mount", "-t", "tmpfs", "-o", "size=200m,mode=700", "tmpfs", data);
  cleanUps.push(() => run("umount", data));
  return { close: () => run("mount", "-o", "remount,ro", data) };
}

/** A disk cannot be mounted for reading while files on it are open for writing. */
function forbidWriting(): void {
  const [command, forbid, allow] = isRoot ? ["chattr", "+i", "-i"] : ["chmod", "a-w", "u+w"];
  const db = join(data, "db");
  cleanUps.push(() => run(command ?? "", "-R", allow ?? "", db));
  run(command ?? "", "-R", forbid ?? "", db);
}

const REFUSED = isRoot
  ? "DATA is on a disk that cannot be written (EROFS): mount it for writing, or name another place"
  : "this user may not use DATA (EACCES): check its owner and mode";

test.each(["empty", "with a database"])(
  "a data folder (%s) that cannot be written is named at the start, with what to do",
  async (kind) => {
    await writeFiles(join(folder, "config"), soundConfig(["http://no-such-host.invalid/feed"]));
    const disk = openDisk();
    if (kind !== "empty") seedData(data);
    disk.close();
    const refused = REFUSED.replace("DATA", data);
    for (const command of ["once", "run"]) {
      const { code, stdout, stderr } = await call([command, ...on]);
      expect([code, stdout, stderr]).toEqual([1, "", expect.stringMatching(/^wirewatch: .*\n$/)]);
      expect(stderr).toContain(refused);
    }
    const doctor = await call(["doctor", ...on]);
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toContain(`FAULT  store     PGlite in ${data}/db: ${refused}`);
    expect(doctor.stdout).toContain(`mail cannot be written to ${data}/outbox: ${REFUSED.replace("DATA", join(data, "outbox"))}`);
  },
);

test("a data folder that cannot be written any more ends the program with one line that says what to do", async () => {
  const title = "Storm over the harbour";
  const press = await openPress({
    feed(request, response) {
      forbidWriting();
      answers(rss([{ title, link: press.url("pages", "/storm") }]), "application/rss+xml")(request, response);
    },
    pages: answers(page(title, "storm"), "text/html; charset=utf-8"),
  });
  cleanUps.push(press.close);
  await writeFiles(join(folder, "config"), soundConfig([press.url("feed")]));
  seedData(data);
  const { code, stdout, stderr } = await start(["once", ...on]).ended;
  expect([code, stdout]).toEqual([1, ""]);
  const reason = "could not .*: (Read-only file system|Permission denied|Operation not permitted)";
  const todo = `let this user write into ${data}/db and all that is in it, and start again`;
  expect(stderr).toMatch(
    new RegExp(`^wirewatch: the database has stopped: ${reason}\\. Nothing that was stored is lost: ${todo}\n$`),
  );
});
