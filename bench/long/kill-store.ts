// kill-store: kills the embedded store thousands of times at every moment of its life, on a busy machine, and opens it again each time.
import { cpus, tmpdir } from "node:os";
import { mkdtemp, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openDice } from "../../test/support/open-dice.ts";
import { openPressure } from "../support/pressure.ts";
import { PHASES, runKillStoreChild } from "../support/kill-store-child.ts";
import { reportAsJson } from "../support/report.ts";
import { liveAndDie } from "../support/kill-store-lives.ts";
import type { KillStoreOrders } from "../support/kill-store-child.ts";
import type { Tally } from "../support/kill-store-lives.ts";

const USAGE = `Usage: npm run bench -- kill-store [--kills N] [--seed N] [--only PHASE] [--parallel N] [--busy N] [--memory MB]

Opens the embedded store in a process of its own as the program does, writes numbered rows with a checkpoint and an orderly stop, and kills it
with SIGKILL N times (default 200): at random, and at each file operation of its first start, start, migration, writing, checkpoint and stop;
right after it, in the middle of a write, or a little later. --only walks through one phase (${PHASES.join(", ")}), one operation after the
other. Meanwhile processes compute (--busy, default twice the processors) and one fills memory (--memory, default 512 MB). The next process
opens the folder and checks every acknowledged row. Ends with 1 if a folder did not open or a row was lost; that folder is kept, and its path
is printed with what Postgres said.`;

type Options = Record<"kills" | "seed" | "parallel" | "busy" | "memory", number> & { only: string | null };

const line = (name: string, value: number | string) => console.log(`${name.padEnd(48)} ${String(value).padStart(8)}`);

function tell(tally: Tally): void {
  const killed = [...tally.killed].toSorted(([a], [b]) => a.localeCompare(b));
  for (const [death, times] of killed) line(`  killed: ${death}`, times);
  const kills = killed.reduce((sum, [, times]) => sum + times, 0);
  line("  kills", kills);
  line("  stopped in order", tally.stoppedInOrder);
  line("  opened", tally.opened);
  const count = (...kinds: string[]) => tally.faults.filter(({ kind }) => kinds.includes(kind)).length;
  for (const kind of ["does not open", "hung", "lost", "other"] as const) line(`  ${kind.toUpperCase()}`, count(kind));
  reportAsJson([
    { name: "kills", value: kills, unit: "" },
    { name: "did not open", value: count("does not open", "hung", "other"), unit: "" },
    { name: "lost", value: count("lost"), unit: "" },
  ]);
}

function watch(tally: Tally): () => void {
  let told = 0;
  const watching = setInterval(() => {
    for (const { kind, folder, said } of tally.faults.slice(told)) console.log(`${kind}: ${folder}\n${said}`);
    told = tally.faults.length;
    const kills = [...tally.killed.values()].reduce((sum, times) => sum + times, 0);
    if (process.stderr.isTTY) process.stderr.write(`\r${kills} kills, ${tally.opened} opened, ${told} faults `);
  }, 1_000);
  return () => clearInterval(watching);
}

async function killStore(options: Options): Promise<boolean> {
  const root = await mkdtemp(join(tmpdir(), "wirewatch-kill-store-"));
  const emptyDatabase = join(dirname(fileURLToPath(import.meta.url)), "empty-database.tar.gz");
  const pressure = openPressure({ busy: options.busy, memoryMb: options.memory });
  const tally: Tally = { killed: new Map(), opened: 0, stoppedInOrder: 0, faults: [] };
  const stopWatching = watch(tally);
  const began = Date.now();
  try {
    await Promise.all(
      Array.from({ length: options.parallel }, (_, index) =>
        liveAndDie(
          {
            root: join(root, `line-${index + 1}`),
            emptyDatabase,
            kills: Math.ceil(options.kills / options.parallel),
            dice: openDice(options.seed + index * 7_919),
            only: options.only,
          },
          tally,
        ),
      ),
    );
  } finally {
    stopWatching();
    pressure.stop();
  }
  for (const { kind, folder, said } of tally.faults) console.log(`${kind}: ${folder}\n${said}`);
  console.log(`kill-store, seed ${options.seed}, ${Math.round((Date.now() - began) / 1_000)} s`);
  tell(tally);
  if (tally.faults.length === 0) await rm(root, { recursive: true, force: true });
  return tally.faults.length === 0;
}

async function main(): Promise<void> {
  const [flag, orders = ""] = process.argv.slice(2);
  if (flag === "--child") return runKillStoreChild(JSON.parse(orders) as KillStoreOrders);
  const { values } = parseArgs({
    options: {
      kills: { type: "string", default: "200" },
      seed: { type: "string", default: "1" },
      only: { type: "string" },
      parallel: { type: "string", default: "2" },
      busy: { type: "string", default: String(2 * cpus().length) },
      memory: { type: "string", default: "512" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const numbers = {
    kills: Number(values.kills),
    seed: Number(values.seed),
    // A walk through one phase has one walker.
    parallel: values.only === undefined ? Number(values.parallel) : 1,
    busy: Number(values.busy),
    memory: Number(values.memory),
  };
  const isUnderstood = values.only === undefined || PHASES.some((phase) => phase === values.only);
  if (values.help || !isUnderstood || Object.values(numbers).some((value) => !Number.isInteger(value))) {
    console.log(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  process.exitCode = (await killStore({ ...numbers, only: values.only ?? null })) ? 0 : 1;
}

await main();
