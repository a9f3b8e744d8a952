// Adds feeds to feeds.yaml: writes a new file and renames it, so a running Wirewatch never reads half of it.
import { chmod, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { addFeeds, type AddedFeed } from "./add-feeds.ts";
import { fileBytesMax } from "./load-file.ts";

/** A refusal says why, and leaves the file as it was. Makes a missing file. */
export async function saveFeeds(
  file: string,
  feeds: readonly AddedFeed[],
): Promise<{ kind: "saved" } | { kind: "refused"; message: string }> {
  // Follows a link to the file itself, which is what a person keeps.
  const path = await realpath(file).catch(() => file);
  // Others may read it as before, or a new one as they may its folder: the process itself closes what it makes to them.
  const { mode } = await stat(path).catch(() => stat(dirname(path)));
  const before = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const text = addFeeds(before, feeds);
  if (text === null) return { kind: "refused", message: "its list of feeds has a shape that cannot be added to" };
  if (Buffer.byteLength(text) > fileBytesMax) return { kind: "refused", message: "it would hold more than 1 MiB" };
  const temporary = `${path}.new`;
  try {
    await writeFile(temporary, text);
    await chmod(temporary, mode & 0o666);
    await rename(temporary, path);
    return { kind: "saved" };
  } catch (error) {
    await rm(temporary, { force: true });
    return { kind: "refused", message: (error as Error).message };
  }
}
