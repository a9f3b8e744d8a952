// Where a file that the build makes lies: beside the program, or in dist/ where the program runs from source.
import { existsSync } from "node:fs";

/** `import.meta.url` of a bundle is its chunk's, and the build keeps all its files in one folder. */
export function builtFile(name: string): URL {
  const beside = new URL(`./${name}`, import.meta.url);
  return existsSync(beside) ? beside : new URL(`../dist/${name}`, import.meta.url);
}
