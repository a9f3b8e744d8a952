// Finds a file that the build makes: next to the program, or in dist/ if the program runs from source.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";

/** In a bundle, `import.meta.url` is the chunk's address, and the build keeps all its files in one folder. */
export function builtFile(name: string): URL {
  const near = new URL(`./${name}`, import.meta.url);
  return existsSync(near) ? near : new URL(`../dist/${name}`, import.meta.url);
}

export async function readVersion(): Promise<string> {
  return (JSON.parse(await readFile(builtFile("../package.json"), "utf8")) as { version: string }).version;
}
