// Puts a backup's configuration into its folder: a process that is killed meanwhile leaves what the next restore completes.
import { cp, readdir, rename, rm, rmdir } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CommandError, messageOf } from "../errors.ts";
import { makeFolder } from "../make-folder.ts";

/** While this is in the folder, what is next to it was put there by a restore that has not ended. It may be a mount, so all is done within it. */
const UNFINISHED = ".restore.new";
const WHOLE = { recursive: true, force: true } as const;

export interface RestoredConfig {
  kind: "restored" | "kept";
  /** Takes the restored files away again. */
  undo(): Promise<void>;
}

/** Touches no configuration that is there. Throws CommandError, and leaves nothing, if the folder cannot be read or written. */
export async function restoreConfig(from: string, to: string): Promise<RestoredConfig> {
  const isNew = !existsSync(to);
  const found = await listOf(to);
  if (found.length > 0 && !found.includes(UNFINISHED)) return { kind: "kept", undo: () => Promise.resolve() };
  const names = (await readdir(from)).filter((name) => name !== UNFINISHED);
  const undo = async (): Promise<void> => {
    await Promise.all([...names, UNFINISHED].map((name) => rm(join(to, name), WHOLE).catch(() => undefined)));
    if (isNew) await rmdir(to).catch(() => undefined);
  };
  try {
    await makeFolder(to);
    await rm(join(to, UNFINISHED), WHOLE);
    await cp(from, join(to, UNFINISHED), { recursive: true });
    for (const name of names) {
      await rm(join(to, name), WHOLE);
      await rename(join(to, UNFINISHED, name), join(to, name));
    }
    await rm(join(to, UNFINISHED), WHOLE);
  } catch (error) {
    await undo();
    throw new CommandError(`cannot write the configuration to ${to}: ${messageOf(error)}; nothing was restored`, {
      cause: error,
    });
  }
  return { kind: "restored", undo };
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
