// Replaces a file of the configuration: writes a new one and renames it, so a running Wirewatch never reads half of it.
import { chmod, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { messageOf } from "../../errors.ts";
import { fileBytesMax } from "./load-file.ts";

/** A refusal says why, and leaves the file as it was. */
export type Saved = { kind: "saved" } | { kind: "refused"; message: string };

/** `path` may not be a link. */
export async function replaceFile(path: string, text: string): Promise<Saved> {
  if (Buffer.byteLength(text) > fileBytesMax) return { kind: "refused", message: "it would hold more than 1 MiB" };
  // Others may read it as before, or a new one as they may its folder: the process itself closes what it makes to them.
  const { mode } = await stat(path).catch(() => stat(dirname(path)));
  const temporary = `${path}.new`;
  try {
    await writeFile(temporary, text);
    await chmod(temporary, mode & 0o666);
    await rename(temporary, path);
    return { kind: "saved" };
  } catch (error) {
    await rm(temporary, { force: true });
    return { kind: "refused", message: messageOf(error) };
  }
}
