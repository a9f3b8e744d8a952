// `npm run build`: bundles each program into dist/, one flat folder, and prepares an empty database next to them.
import { execFileSync } from "node:child_process";
import { chmodSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const workers = readdirSync("workers").map((file) => file.replace(/\.ts$/, ""));

rmSync("dist", { recursive: true, force: true });
await build({
  entryPoints: {
    cli: "src/cli/bin.ts",
    thread: "src/threads/thread.ts",
    heartbeat: "src/store/engine/heartbeat.ts",
    "prepare-database": "src/store/engine/prepare-database.ts",
    "write-json-schemas": "src/config/schemas/write-json-schemas.ts",
    ...Object.fromEntries(workers.map((worker) => [worker, `workers/${worker}.ts`])),
  },
  outdir: "dist",
  bundle: true,
  // Shared code goes into chunks of the same folder, so that import.meta.url leads to it from anywhere.
  splitting: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  loader: { ".yaml": "text" },
  sourcemap: true,
  // The lines of a fault are enough: with the source itself, the maps would be the largest part of the package.
  sourcesContent: false,
  logLevel: "warning",
});
writeFileSync("dist/build.json", JSON.stringify({ commit: process.env.COMMIT || commitHere() }));
chmodSync("dist/cli.js", 0o755);
// Optimising code that runs once takes longer than running it.
execFileSync(process.execPath, ["--liftoff-only", "dist/prepare-database.js"], { stdio: "inherit" });

/** A tarball or an image is built without git. */
function commitHere() {
  try {
    return execFileSync("git", ["rev-parse", "--short=12", "HEAD"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return "unknown";
  }
}
