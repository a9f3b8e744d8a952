// The data folder: closed to other users whenever it is opened, and refused if it is somebody else's.
import { chmod, chown, mkdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { openPglite } from "../../src/store/engine/open-pglite.ts";
import { closeFolder, makePrivate } from "../../src/store/engine/private-folder.ts";
import { newFolder } from "../support/database.ts";
import { EMPTY_DATABASE } from "./open-test-store.ts";

let folder: string;
beforeEach(async () => {
  const { folder: made, remove } = await newFolder();
  onTestFinished(remove);
  folder = join(made, "data");
});

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

test("a new store is closed to other users, whatever the umask", async () => {
  const before = process.umask(0o022);
  onTestFinished(() => void process.umask(before));
  await (await openPglite(join(folder, "db"), EMPTY_DATABASE)).close();
  expect(await modeOf(folder)).toBe("700");
  expect(await modeOf(join(folder, "db", "PG_VERSION"))).toBe("600");
  expect(await modeOf(join(folder, "db", "base"))).toBe("700");
});

test("the folder of an earlier version is closed, with its database and mails, and nothing else in it is touched", async () => {
  await mkdir(join(folder, "db", "base"), { recursive: true });
  await mkdir(join(folder, "outbox"));
  for (const file of ["db/base/1", "outbox/one.eml", "preview.html", "mine.sh"]) await writeFile(join(folder, file), "");
  await chmod(join(folder, "mine.sh"), 0o755);
  const away = join(folder, "..", "away");
  await mkdir(away);
  await chmod(away, 0o755);
  await symlink(away, join(folder, "db", "link"));
  for (const path of ["", "db", "db/base", "outbox"]) await chmod(join(folder, path), 0o755);
  for (const file of ["db/base/1", "outbox/one.eml", "preview.html"]) await chmod(join(folder, file), 0o644);
  await closeFolder(folder);
  for (const path of ["", "db", "db/base", "outbox"]) expect(await modeOf(join(folder, path))).toBe("700");
  for (const file of ["db/base/1", "outbox/one.eml", "preview.html"]) expect(await modeOf(join(folder, file))).toBe("600");
  for (const path of [join(folder, "mine.sh"), away]) expect(await modeOf(path)).toBe("755");
});

test("a folder that another user owns is refused, with the owner's name and what to do", async () => {
  await mkdir(folder);
  // Only root may give a folder away; everybody else has one of root's at hand.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) await chown(folder, 1, 1);
  const [path, owner] = isRoot ? [folder, "daemon|bin|user 1"] : ["/usr/bin", "root"];
  await expect(closeFolder(path)).rejects.toThrow(
    new RegExp(`^${path} belongs to (${owner}), but this process runs as \\S+( \\d+)?: run it as .*--data DIR$`),
  );
  if (isRoot) await expect(openPglite(join(folder, "db"), EMPTY_DATABASE)).rejects.toThrow("belongs to");
});

test("a link to a folder is that folder, and one to nowhere is called so", async () => {
  await symlink(join(folder, "..", "disk"), folder);
  await expect(makePrivate(folder)).rejects.toThrow(`${folder} is a link to a folder that is not there`);
  await mkdir(join(folder, "..", "disk"));
  await makePrivate(folder);
  expect(await modeOf(join(folder, "..", "disk"))).toBe("700");
});

test("a folder that is missing is not made by a look", async () => {
  await closeFolder(folder);
  await expect(stat(folder)).rejects.toThrow("ENOENT");
});

test("a file is refused as a data folder, and its mode stays", async () => {
  await writeFile(folder, "root:x:0:0");
  await chmod(folder, 0o644);
  await expect(closeFolder(folder)).rejects.toThrow("is a file: --data takes a folder");
  await expect(openPglite(join(folder, "db"), EMPTY_DATABASE)).rejects.toThrow("is a file: --data takes a folder");
  expect(await modeOf(folder)).toBe("644");
});

test("a folder that other programs need is refused, also by a link to it, and its mode stays", async () => {
  const before = await modeOf("/etc");
  await symlink("/etc", folder);
  await expect(closeFolder("/etc")).rejects.toThrow(/other programs need.*\/etc\/wirewatch/);
  await expect(openPglite(join(folder, "db"), EMPTY_DATABASE)).rejects.toThrow("other programs need");
  expect(await modeOf("/etc")).toBe(before);
});
