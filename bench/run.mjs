// `npm run bench -- NAME`: bundles one bench next to the program and runs it; without a name, lists them.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { build } from "esbuild";

const files = new Map(
  ["bench", "bench/long", "bench/web", "bench/learn"].flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith(".ts"))
      .map((file) => [file.replace(/\.ts$/, ""), `${folder}/${file}`]),
  ),
);
const [name, ...rest] = process.argv.slice(2);

if (!files.has(name)) {
  for (const [bench, file] of files)
    console.log(`${bench.padEnd(10)} ${readFileSync(file, "utf8").split("\n", 1)[0].replace("// ", "")}`);
  process.exit(name === undefined ? 0 : 2);
}
await build({
  entryPoints: [files.get(name)],
  outfile: `dist/bench-${name}.js`,
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  loader: { ".yaml": "text" },
  logLevel: "warning",
});
process.exit(spawnSync(process.execPath, ["--expose-gc", `dist/bench-${name}.js`, ...rest], { stdio: "inherit" }).status ?? 1);
