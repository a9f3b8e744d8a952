// A stamp of the configuration folder: it changes whenever a file is written, replaced, added or removed.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Names, sizes, times and inodes of the files in `dir` and its folders, following links as Kubernetes mounts use them. */
export async function stampFolders(dir: string): Promise<string> {
  const lines: string[] = [];
  for (const name of await namesIn(dir)) {
    const path = join(dir, name);
    const { line, folder } = await stampOf(path);
    lines.push(`${name} ${line}`);
    if (!folder) continue;
    for (const inner of await namesIn(path)) lines.push(`${name}/${inner} ${(await stampOf(join(path, inner))).line}`);
  }
  return lines.join("\n");
}

async function namesIn(dir: string): Promise<string[]> {
  const names = await readdir(dir).catch(() => []);
  return names.filter((name) => !name.startsWith(".")).sort();
}

async function stampOf(path: string): Promise<{ line: string; folder: boolean }> {
  const status = await stat(path).catch(() => null);
  if (status === null) return { line: "gone", folder: false };
  if (status.isDirectory()) return { line: "folder", folder: true };
  return { line: `${status.size} ${status.mtimeMs} ${status.ctimeMs} ${status.ino}`, folder: false };
}
