// Reads the source files and what each imports, and finds circles among them.
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";

export interface SourceFile {
  path: string;
  text: string;
  /** Folder under src, the file's name if it is in src itself, or `workers`. */
  room: string;
  imports: {
    /** A path from the top of the repository, or the name of a package. */
    target: string;
    typeOnly: boolean;
    exists: boolean;
  }[];
}

const IMPORT =
  /^\s*(?:import|export)\s+(type\s)?[^;"']*?from\s+["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)|^\s*import\s+["']([^"']+)["']/gm;

/** Every TypeScript file below these folders. */
export async function readHouse(roots: readonly string[]): Promise<SourceFile[]> {
  const paths = await Promise.all(
    roots.map(async (root) =>
      (await readdir(root, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
        .map((entry) => join(entry.parentPath, entry.name)),
    ),
  );
  return Promise.all(paths.flat().sort().map(readSource));
}

async function readSource(path: string): Promise<SourceFile> {
  const text = await readFile(path, "utf8");
  const imports = [...text.matchAll(IMPORT)].map((match) => {
    const name = match[2] ?? match[3] ?? match[4] ?? "";
    const target = name.startsWith(".") ? normalize(join(dirname(path), name)) : name;
    return { target, typeOnly: match[1] !== undefined, exists: existsSync(target) };
  });
  return { path, text, room: roomOf(path), imports };
}

export function roomOf(path: string): string {
  const [root = "", room = ""] = path.split("/");
  return root === "src" ? room.replace(/\.ts$/, "") : root;
}

/** Each circle as the paths on it, types included: found by walking depth first and looking whether a file is met again on its own way. */
export function circlesIn(files: readonly SourceFile[]): string[][] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const circles: string[][] = [];
  const walk = (path: string, way: readonly string[]): void => {
    const met = way.indexOf(path);
    if (met >= 0) return void circles.push([...way.slice(met), path]);
    if (done.has(path)) return;
    for (const { target } of byPath.get(path)?.imports ?? []) if (byPath.has(target)) walk(target, [...way, path]);
    done.add(path);
  };
  for (const { path } of files) walk(path, []);
  return circles;
}
