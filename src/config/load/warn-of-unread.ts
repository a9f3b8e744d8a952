// Warns of files that seem meant to be read, and are not: by their names, their places, or the key that they begin with.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { ConfigFault } from "../config.ts";
import { readText, shownPath } from "./load-file.ts";
import { nearest } from "../../text/nearest.ts";

const FILE_NAMES = ["wirewatch.yaml", "feeds.yaml", "digests.yaml"];
const YAML = /^[^.].*\.ya?ml$/i;
const LIKE_YAML = /\.ya?ml(?:\.txt)?$/i;
/** How people and editors call a file that they have put aside. */
const ASIDE = /^\.|~$|\.(?:bak|backup|disabled|off|old|orig|sw[op]|tmp)$/i;

/** `entries`: the names in the configuration folder `dir`. */
export async function warnOfUnread(dir: string, entries: readonly string[]): Promise<ConfigFault[]> {
  const folder = join(dir, "watchlists");
  const within = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const warnings = [
    ...entries
      .filter((name) => !name.startsWith(".") && LIKE_YAML.test(name) && !FILE_NAMES.includes(name))
      .map(async (name) => [join(dir, name), await ofOthers(join(dir, name), name)] as const),
    ...within
      .filter(({ name }) => !ASIDE.test(name))
      .map(async (entry) => {
        const path = join(folder, entry.name);
        return [path, await (entry.isDirectory() ? ofFolder(path) : ofWatchlists(path, entry.name))] as const;
      }),
  ];
  return (await Promise.all(warnings))
    .filter((warning): warning is readonly [string, string] => warning[1] !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, message]) => ({ file: shownPath(path), line: 1, column: 1, message, severity: "warning" }));
}

/** Null for a file of another program, as may lie in the same folder. */
async function ofOthers(path: string, name: string): Promise<string | null> {
  const meant = nearest(name.replace(LIKE_YAML, ".yaml"), FILE_NAMES);
  if (meant !== null) return `is not read: it would have to be called ${meant}`;
  const key = await firstKey(path);
  if (key === undefined) return null;
  return key === "watchlists"
    ? "is not read: move it into the folder watchlists"
    : `is not read: write its ${key} into ${key}.yaml`;
}

async function ofWatchlists(path: string, name: string): Promise<string | null> {
  if (YAML.test(name) || (await firstKey(path)) !== "watchlists") return null;
  return "is not read: its name would have to end in .yaml";
}

async function ofFolder(path: string): Promise<string | null> {
  const names = await readdir(path).catch(() => []);
  return names.some((name) => YAML.test(name)) ? "is not read: move its files one folder up, into watchlists" : null;
}

async function firstKey(path: string): Promise<string | undefined> {
  const content = await readText(path);
  return content.kind === "text" ? /^(watchlists|feeds|digests):/m.exec(content.text)?.[1] : undefined;
}
