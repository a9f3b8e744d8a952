// Adds feeds to feeds.yaml.
import { readFile, realpath } from "node:fs/promises";
import { addFeeds, type AddedFeed } from "./add-feeds.ts";
import { replaceFile, type Saved } from "./replace-file.ts";

/** A refusal says why, and leaves the file as it was. Makes a missing file. */
export async function saveFeeds(file: string, feeds: readonly AddedFeed[]): Promise<Saved> {
  // Follows a link to the file itself, which is what a person keeps.
  const path = await realpath(file).catch(() => file);
  const before = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const text = addFeeds(before, feeds);
  if (text === null) return { kind: "refused", message: "its list of feeds has a shape that cannot be added to" };
  return replaceFile(path, text);
}
