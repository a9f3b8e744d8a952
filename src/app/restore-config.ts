// Puts a backup's configuration into its folder: a process that is killed meanwhile leaves what the next restore completes.
import { cp, mkdir, readdir, readFile, rename, rm, rmdir } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { UNFINISHED_RESTORE as UNFINISHED } from "../config/load/load-config.ts";
import { CommandError, messageOf } from "../errors.ts";
import { makeFolder } from "../make-folder.ts";

// The folder of the configuration may be a mount, so all is done within it.
const WHOLE = { recursive: true, force: true } as const;

export interface RestoredConfig {
  kind: "restored" | "kept";
  /** Takes the restored files away again. */
  undo(): Promise<void>;
}

/**
 * Touches no file that is there. Throws CommandError, and changes nothing, if the folder cannot be read or written, or if a restore did not
 * end in it and a file that it left is not the backup's: it was edited since, or is of another backup.
 */
export async function restoreConfig(from: string, to: string): Promise<RestoredConfig> {
  const isNew = !existsSync(to);
  const found = await listOf(to);
  if (found.length > 0 && !found.includes(UNFINISHED)) return { kind: "kept", undo: () => Promise.resolve() };
  await refuseOthers(from, to, found);
  const names = (await readdir(from)).filter((name) => name !== UNFINISHED && !found.includes(name));
  const unfinished = join(to, UNFINISHED);
  const undo = async (): Promise<void> => {
    // Killed meanwhile, it leaves a folder with its mark. What an earlier restore left stays, and so does the mark.
    await mkdir(unfinished).catch(() => undefined);
    await Promise.all(names.map((name) => rm(join(to, name), WHOLE).catch(() => undefined)));
    if (found.length === 0) await rm(unfinished, WHOLE).catch(() => undefined);
    if (isNew) await rmdir(to).catch(() => undefined);
  };
  try {
    await makeFolder(to);
    await makeFolder(unfinished);
    for (const name of await readdir(unfinished)) await rm(join(unfinished, name), WHOLE);
    await cp(from, unfinished, { recursive: true });
    for (const name of names) await rename(join(unfinished, name), join(to, name));
    await rm(unfinished, WHOLE);
  } catch (error) {
    await undo();
    throw new CommandError(`cannot write the configuration to ${to}: ${messageOf(error)}; nothing was restored`, {
      cause: error,
    });
  }
  return { kind: "restored", undo };
}

/** Throws CommandError for the first file that is there and differs, or is missing in a folder that is there. */
async function refuseOthers(from: string, to: string, found: readonly string[]): Promise<void> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const file = join(entry.parentPath, entry.name);
    const name = relative(from, file);
    if (!found.includes(name.split(sep)[0]!)) continue;
    const there = await readFile(join(to, name)).catch(() => null);
    if (there?.equals(await readFile(file))) continue;
    throw new CommandError(
      `a restore did not end in ${to}, and ${join(to, name)} is not the backup's: move ${there ? "it" : "its folder"} away and call restore again; nothing was restored`,
    );
  }
}

async function listOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new CommandError(`cannot read the configuration in ${folder}: ${messageOf(error)}; nothing was restored`, {
      cause: error,
    });
  }
}
