// The text of a file of watchlists, and its change if web.edit allows it.
import { createHash } from "node:crypto";
import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { readText } from "../../config/load/load-file.ts";
import { replaceFile, type Saved } from "../../config/load/replace-file.ts";
import type { Config } from "../../config/config.ts";

export interface WatchlistText {
  text: string;
  /** Of the text's bytes, in hexadecimal: a change is refused if the file is not the same any longer. */
  sha256: string;
}

/** Null if no file of the configuration is called so, or it cannot be read. */
export async function readWatchlistFile(config: Pick<Config, "dir" | "watchlists">, file: string): Promise<WatchlistText | null> {
  if (!config.watchlists.some((one) => one.file === file)) return null;
  const read = await readText(join(config.dir, file));
  return read.kind === "text" ? { text: read.text, sha256: createHash("sha256").update(read.text).digest("hex") } : null;
}

/** `sha256` is that of the file that was edited. */
export async function saveWatchlistFile(
  config: Pick<Config, "dir" | "watchlists" | "web">,
  { file, text, sha256 }: { file: string } & WatchlistText,
): Promise<Saved> {
  if (config.web.edit !== true)
    return {
      kind: "refused",
      message: "pages may not change files: set edit: true under web: in wirewatch.yaml, or download the file",
    };
  const before = await readWatchlistFile(config, file);
  if (before === null) return { kind: "refused", message: `${file} cannot be read any longer` };
  if (before.sha256 !== sha256)
    return { kind: "refused", message: `${file} has changed since you opened it: open it again, and put your edit there` };
  return replaceFile(await realpath(join(config.dir, file)), text);
}
