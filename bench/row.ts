// row: what reading 5,000 pages in a row adds to a process's memory, in one thread and through `wirewatch extract` (Linux: /proc).
import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { readPage } from "../src/articles/read-page.ts";
import { benchPages } from "./support/pages.ts";
import { report } from "./support/report.ts";

const PAGES = 5_000;
/** Until then heaps and compiled code find their size. */
const WARM_PAGES = 500;
const WINDOW_PAGES = 500;
const SAMPLE_PAGES = 20;
const URL_READ = "https://www.ledger.example/2024/08/03/ferry-vote";
const ALONE = "--alone";

/** Memory as it goes up and down between two collections of garbage: a window's mean tells more than any moment. */
function startWatching(rssMb: () => number | Promise<number>) {
  const windows: number[] = [];
  let samples: number[] = [];
  let pages = 0;
  return {
    async read(): Promise<void> {
      pages++;
      if (pages > WARM_PAGES && pages % SAMPLE_PAGES === 0) samples.push(await rssMb());
      if (pages <= WARM_PAGES || (pages - WARM_PAGES) % WINDOW_PAGES > 0) return;
      windows.push(samples.reduce((sum, sample) => sum + sample, 0) / samples.length);
      samples = [];
    },
    grownMb: () => (windows.at(-1) ?? Number.NaN) - (windows[0] ?? Number.NaN),
  };
}

async function inOneThread(pages: readonly Uint8Array[]): Promise<number> {
  const watched = startWatching(() => process.memoryUsage.rss() / 1024 / 1024);
  for (let index = 0; index < PAGES; index++) {
    const bytes = pages[index % pages.length];
    if (bytes) readPage(new Uint8Array(bytes), { url: URL_READ, contentType: null });
    await watched.read();
  }
  return watched.grownMb();
}

/** As a person or the pipeline reads them: in as many threads as there are cores, each replaced after some hundred pages. */
async function throughExtract(pages: readonly Uint8Array[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "pages-"));
  const files = await Promise.all(
    pages.map(async (bytes, index) => {
      const file = join(folder, `${index}.html`);
      await writeFile(file, bytes);
      return file;
    }),
  );
  const child = spawn(process.execPath, ["dist/cli.js", "extract"], { stdio: ["pipe", "pipe", "inherit"] });
  const watched = startWatching(async () => {
    const status = await readFile(`/proc/${child.pid ?? 0}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
  });
  for (let index = 0; index < PAGES; index++)
    child.stdin.write(`${JSON.stringify({ id: String(index), url: URL_READ, file: files[index % files.length] })}\n`);
  child.stdin.end();
  for await (const _ of createInterface({ input: child.stdout })) await watched.read();
  await rm(folder, { recursive: true });
  return watched.grownMb();
}

/** In a process of its own, so that what the other leaves behind does not count. */
function inOneThreadAlone(folder: string | undefined): number {
  const args = [process.argv[1] ?? "", ALONE, ...(folder === undefined ? [] : [folder])];
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  if (status !== 0) throw new Error(`reading the pages ended with ${status}`);
  return Number(stdout);
}

const folder = process.argv.slice(2).find((argument) => !argument.startsWith("--"));
const pages = await benchPages(folder);
if (process.argv.includes(ALONE)) console.log(await inOneThread(pages));
else {
  const floor = { kind: "at most", value: 20 } as const;
  report([
    { name: "pages in a row", value: PAGES, unit: "" },
    { name: "in one thread memory grew by", value: inOneThreadAlone(folder), unit: "MB", floor },
    { name: "through wirewatch extract by", value: await throughExtract(pages), unit: "MB", floor },
  ]);
}
