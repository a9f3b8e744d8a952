// Adds feeds to the file feeds.yaml: written beside it and put in its place, so that a running Wirewatch never reads half a file.
import { readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { addFeeds, type AddedFeed } from "./add-feeds.ts";
import { fileBytesMax } from "./load-file.ts";

/** A refusal says why in words; the file is as it was. A file that is not there is made. */
export async function saveFeeds(
  file: string,
  feeds: readonly AddedFeed[],
): Promise<{ kind: "saved" } | { kind: "refused"; message: string }> {
  // Through a link to the file itself, which is what a person keeps.
  const path = await realpath(file).catch(() => file);
  const mode = await stat(path).then(
    (status) => status.mode,
    () => 0o644,
  );
  const before = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const text = addFeeds(before, feeds);
  if (text === null) return { kind: "refused", message: "its list of feeds has a shape that cannot be added to" };
  if (Buffer.byteLength(text) > fileBytesMax) return { kind: "refused", message: "it would hold more than 1 MiB" };
  const beside = `${path}.new`;
  try {
    await writeFile(beside, text, { mode });
    await rename(beside, path);
    return { kind: "saved" };
  } catch (error) {
    await rm(beside, { force: true });
    return { kind: "refused", message: (error as Error).message };
  }
}
