// Makes a folder with the folders above it, level by level: Node's own recursive mkdir tries for ever where the system refuses, as under /proc.
import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/** A folder that is there stays as it is, and so does a link to one. Throws the system's error, EEXIST if there is a file. `mode` holds for each that is made. */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  try {
    return await makeOne(path, mode);
  } catch (error) {
    if (!isMissing(error) || dirname(path) === path) throw error;
  }
  await makeFolder(dirname(path), mode);
  await makeOne(path, mode).catch((error: unknown) => {
    throw isMissing(error) ? refused(path) : error;
  });
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

async function makeOne(path: string, mode?: number): Promise<void> {
  await mkdir(path, { mode }).catch(async (error: unknown) => {
    const found = await stat(path).catch(() => null);
    if (found?.isDirectory() === true) return;
    throw found === null && (error as NodeJS.ErrnoException).code === "EEXIST" ? leadsNowhere(path) : error;
  });
}

/** What is above it is there. */
const refused = (path: string): Error => new Error(`the system makes no folder ${path}: name another place`);

/** Such as to a disk that is not mounted. */
const leadsNowhere = (path: string): Error =>
  new Error(`${path} is a link to a folder that is not there: make that folder, or name another place`);
