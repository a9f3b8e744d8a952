// Writes a first configuration to a folder: what is there already stays, and a fault in a wish is found before anything is written.
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { builtFile } from "../../built-file.ts";
import { CommandError, messageOf } from "../../errors.ts";
import { makeFolder } from "../../make-folder.ts";
import { formatFault } from "../format-fault.ts";
import { loadConfig } from "../load/load-config.ts";
import { renderJsonSchemas } from "../schemas/render-json-schemas.ts";
import { starterFiles, type Wishes } from "./starter-files.ts";

/** Paths within the folder. */
export interface Written {
  written: string[];
  /** Files that were there, and watchlists next to which no others were put. */
  kept: string[];
}

/** Throws a CommandError that names the fault if a wish cannot be fulfilled, or if the folder cannot be written; then nothing is left behind. */
export async function writeStarter(dir: string, wishes: Wishes): Promise<Written> {
  const files = starterFiles(await readShipped(), wishes);
  for (const [name, text] of Object.entries(renderJsonSchemas())) files.set(`schemas/${name}`, text);
  await examine(files);
  const hasWatchlists = (await readdir(join(dir, "watchlists")).catch(() => [])).some((name) => /\.ya?ml$/.test(name));
  const result: Written = { written: [], kept: [] };
  try {
    for (const [path, text] of files) {
      const isKept = (hasWatchlists && path.startsWith("watchlists/")) || !(await writeNew(join(dir, path), text));
      result[isKept ? "kept" : "written"].push(path);
    }
  } catch (error) {
    await Promise.all(result.written.map((path) => rm(join(dir, path), { force: true })));
    throw new CommandError(`cannot write the configuration: ${messageOf(error)}; nothing was left behind`, { cause: error });
  }
  return result;
}

/** The files of the program's own config/, by path, without the schemas. */
async function readShipped(): Promise<Map<string, string>> {
  const dir = fileURLToPath(builtFile("../config"));
  const names = (await readdir(dir, { recursive: true }))
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".yaml"));
  return new Map(await Promise.all(names.sort().map(async (name) => [name, await readFile(join(dir, name), "utf8")] as const)));
}

/** Loads all files from a folder of their own, as `check` does. */
async function examine(files: ReadonlyMap<string, string>): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "wirewatch-init-"));
  try {
    for (const [path, text] of files) await writeNew(join(dir, path), text);
    const { faults } = await loadConfig({ dir, dataDir: join(dir, "data"), env: {} });
    const errors = faults.filter(({ severity }) => severity === "error");
    if (errors.length === 0) return;
    const lines = errors.map((fault) => `  ${formatFault({ ...fault, file: fault.file.split("/").at(-1) ?? fault.file })}`);
    throw new CommandError(`nothing was written, since this would not work:\n${lines.join("\n")}`);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** False if there is such a file. */
async function writeNew(path: string, text: string): Promise<boolean> {
  await makeFolder(dirname(path));
  try {
    await writeFile(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
