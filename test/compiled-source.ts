// Compiles src once for all processes of the tests. Node loads the result by itself: a module that Vitest hands out is compiled for each
// process, and every use of what it imports takes a detour, which together cost a quarter of the processor's time.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { Plugin } from "esbuild";

const COMPILED = resolve("dist/src");
/** Vitest leaves these to Node. */
export const COMPILED_FILES = /\/dist\/src\/.*\.js$/;

/** Each module stays a file of its own, so that a test may import any of them. */
const modulesApart: Plugin = {
  name: "modules-apart",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, kind }) =>
      kind === "entry-point" ? undefined : { path: path.replace(/ts$/, "js"), external: true },
    ),
};

/** A plugin of Vite that leads each import of a module in src to what was compiled of it just now. */
export async function compileSource() {
  const modules = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const { outputFiles } = await build({
    entryPoints: modules.map((file) => join("src", file)),
    outdir: COMPILED,
    bundle: true,
    write: false,
    plugins: [modulesApart],
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    loader: { ".yaml": "text" },
    // What the build makes is found from src.
    define: { "import.meta.url": JSON.stringify(pathToFileURL("src/compiled.ts").href) },
    // Vitest reads it where a test fails.
    sourcemap: "inline",
    logLevel: "warning",
  });
  for (const { path, text } of outputFiles) renew(path, text);
  return {
    name: "compiled-source",
    enforce: "pre" as const,
    resolveId(id: string, importer?: string) {
      if (!id.startsWith(".") || importer === undefined) return null;
      const module = relative(resolve("src"), resolve(importer, "..", id));
      return module.startsWith("..") || !module.endsWith(".ts") ? null : join(COMPILED, module.replace(/ts$/, "js"));
    },
  };
}

/** Another run of tests may be reading a file that is as it was. */
function renew(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
