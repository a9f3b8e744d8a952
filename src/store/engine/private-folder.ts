// The data folder belongs to one user: mails, recipients, article texts and secrets are in it, so nobody else may read it.
import { chmod, lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CommandError, messageOf } from "../../errors.ts";
import { makeFolder } from "../../make-folder.ts";
import type { Stats } from "node:fs";

const OTHERS = 0o077;
/** What earlier versions left readable to others. Nothing else in the folder is touched: `--data .` may name somebody's project. */
const OURS = ["db", "db.new", "restore.new", "outbox", "preview.html", "wirewatch.lock"];

/** Closed to others, each of these would end the work of other programs. */
const SHARED =
  "/ /bin /boot /dev /etc /home /lib /mnt /opt /proc /root /run /sbin /srv /sys /tmp /usr /usr/local /var /var/lib /var/tmp".split(
    " ",
  );

/**
 * Makes `folder` if it is missing, and closes it to other users with what we put in it. Throws if it is a file, belongs to another user, or is
 * a folder of the whole machine.
 */
export async function makePrivate(folder: string): Promise<void> {
  await makeFolder(folder, 0o700).catch(async (error: NodeJS.ErrnoException) => {
    throw error.code === "EEXIST" ? isFile(folder) : new CommandError(messageOf(error), { cause: error });
  });
  await closeFolder(folder);
}

/** Does the same for a folder that may be missing, and makes none. */
export async function closeFolder(folder: string): Promise<void> {
  const status = await orGone(stat(folder));
  // Windows has neither owners nor modes of this kind.
  if (status === null || process.getuid === undefined) return;
  if (!status.isDirectory()) throw isFile(folder);
  await refuseShared(folder);
  if (status.uid !== process.getuid()) throw await ownedByAnother(folder, status.uid);
  await close(folder, status);
  for (const name of OURS) await closeWhole(join(folder, name));
}

/**
 * Closes a file, or a folder with all that is in it. A folder that is closed already is not walked through: its own mode is set last, and so
 * remembers that the rest was done, also if the walk was cut off before. A link is left alone, as it may lead anywhere.
 */
async function closeWhole(path: string): Promise<void> {
  const status = await orGone(lstat(path));
  if (status === null || status.isSymbolicLink() || (status.mode & OTHERS) === 0) return;
  if (status.isDirectory()) for (const name of await readdir(path)) await closeWhole(join(path, name));
  await close(path, status);
}

async function close(path: string, { mode, uid }: Stats): Promise<void> {
  if ((mode & OTHERS) === 0) return;
  const closing = chmod(path, mode & 0o7700).catch(async (error: NodeJS.ErrnoException) => {
    throw error.code === "EPERM" ? await ownedByAnother(path, uid) : error;
  });
  await orGone(closing);
}

const isFile = (path: string) => new CommandError(`${path} is a file: --data takes a folder`);

async function refuseShared(folder: string): Promise<void> {
  const path = await realpath(folder).catch(() => resolve(folder));
  if (SHARED.includes(path))
    throw new CommandError(
      `${folder} is a folder that other programs need, and the data folder is closed to everybody else: give Wirewatch its own, such as ${join(folder, "wirewatch")}, with --data DIR`,
    );
}

/** Null if the file is gone, as a lock or the draft of a mail may be in the next moment. */
const orGone = <T>(asked: Promise<T>): Promise<T | null> =>
  asked.catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });

async function ownedByAnother(path: string, owner: number): Promise<CommandError> {
  const [theirs, ours] = await Promise.all([nameOf(owner), nameOf(process.getuid?.() ?? 0)]);
  return new CommandError(
    `${path} belongs to ${theirs}, but this process runs as ${ours}: run it as ${theirs}, or give it its own folder with --data DIR`,
  );
}

/** The system's name for a user, or the number if it has none, as in a container. */
async function nameOf(uid: number): Promise<string> {
  const users = await readFile("/etc/passwd", "utf8").catch(() => "");
  const [name] =
    users
      .split("\n")
      .find((user) => user.split(":")[2] === String(uid))
      ?.split(":") ?? [];
  return name ?? `user ${uid}`;
}
