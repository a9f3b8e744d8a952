// The lives of kill-store: each one child from its start to its end, and what its folder says when it is opened again.
import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FAILED, PHASES } from "./kill-store-child.ts";
import { FLAGS } from "../../test/support/flags.ts";
import type { KillStoreOrders } from "./kill-store-child.ts";
import type { Trap } from "./kill-store-trap.ts";

export interface Tally {
  /** How often each death was died. */
  killed: Map<string, number>;
  opened: number;
  stoppedInOrder: number;
  /** One line for each folder that failed, which is kept. */
  faults: { kind: "does not open" | "lost" | "other" | "hung"; folder: string; said: string }[];
}

interface Folder {
  path: string;
  /** -1 until something may have been acknowledged. */
  acknowledged: number;
}

const LIVES_OF_A_FOLDER = 16;
const RANDOM_SHARE = 0.25;
const HOWS = ["after", "after", "after", "torn", "later"] as const;
const LATER_MS = 400;
/** How long a life takes, until one has come to its end. */
const LIFE_MS = 6_000;
const HUNG_MS = 300_000;
/** With so many faults something else is wrong. */
const FAULTS_MAX = 20;
/** Until a life has said how many file operations a phase has. */
const OPERATIONS = 30;
const GOLDEN = 0.618_033_988_75;

export interface LivesOptions {
  root: string;
  emptyDatabase: string;
  kills: number;
  dice: () => number;
  /** Kills in this phase alone, after each of its file operations in turn; null for all phases and moments. */
  only: string | null;
}

/** Lives until `kills` children were killed; `tally` is kept up to date meanwhile. */
export async function liveAndDie({ root, emptyDatabase, kills, dice, only }: LivesOptions, tally: Tally): Promise<void> {
  // The first life of a folder has more to do in the same phases.
  const [inFirstLife, inLaterLives] = [new Map<string, number>(), new Map<string, number>()];
  const operationsOf = ({ acknowledged }: Folder) => (acknowledged < 0 ? inFirstLife : inLaterLives);
  const turns = new Map<string, number>();
  let killed = 0;
  let lifeMs = LIFE_MS;
  const isDone = () => killed >= kills || tally.faults.length > FAULTS_MAX;

  const turnOf = (phase: string, first: number) => {
    const turn = (turns.get(phase) ?? first) + 1;
    turns.set(phase, turn);
    return turn;
  };
  const chooseTrap = (folder: Folder): Trap | null => {
    // The first life of a folder has a first start instead.
    if (only === "open" && folder.acknowledged < 0) return null;
    if (only !== null) return { phase: only, at: turnOf(only, 0), how: "after", laterMs: 0 };
    if (dice() < RANDOM_SHARE) return null;
    const count = (phase: string) => operationsOf(folder).get(phase) ?? OPERATIONS;
    const phases = PHASES.filter((phase) => phase !== (folder.acknowledged < 0 ? "open" : "first start") && count(phase) > 0);
    const phase = phases[Math.floor(dice() * phases.length)] ?? "open";
    // The golden ratio's multiples come by every operation of a phase before long, and never twice in a row by the same.
    const share = (turnOf(phase, Math.floor(dice() * 1_000)) * GOLDEN) % 1;
    const at = 1 + Math.floor(share * count(phase));
    const how = HOWS[Math.floor(dice() * HOWS.length)] ?? "after";
    return { phase, at, how, laterMs: Math.floor(dice() * LATER_MS) };
  };

  const live = async (folder: Folder, trap: Trap | null, killAfterMs: number | null): Promise<boolean> => {
    const diary = join(folder.path, "diary");
    const directory = join(folder.path, "data", "db");
    const began = Date.now();
    const life = await runChild({ directory, emptyDatabase, diary, acknowledged: folder.acknowledged, trap }, killAfterMs);
    const lines = readFileSync(diary, "utf8").split("\n");
    for (const [, count, phase] of lines.slice(life.from).map((line) => /^count (\d+) (.*)$/.exec(line) ?? [])) {
      if (phase !== undefined) operationsOf(folder).set(phase, Number(count));
    }
    folder.acknowledged = lines.reduce(
      (highest, line) => Math.max(highest, Number(/^row (\d+)$/.exec(line)?.[1] ?? -1), line === "phase verify" ? 0 : -1),
      folder.acknowledged,
    );
    if (lines.slice(life.from).includes("phase migrate")) tally.opened++;
    if (life.signal === "SIGKILL" && !life.isHung) {
      const death = trap === null ? "at random" : `${trap.phase}: ${trap.how}`;
      tally.killed.set(death, (tally.killed.get(death) ?? 0) + 1);
      killed++;
      return true;
    }
    if (life.code === 0) {
      tally.stoppedInOrder++;
      lifeMs = Date.now() - began;
      // A walk through one phase has come to its end.
      if (only !== null && trap !== null) killed = kills;
    } else {
      const kind = life.isHung
        ? "hung"
        : life.code === FAILED.open
          ? "does not open"
          : life.code === FAILED.verify
            ? "lost"
            : "other";
      tally.faults.push({ kind, folder: folder.path, said: life.said });
    }
    return life.code === 0;
  };

  const lives = only === "first start" || only === "migrate" || only === "queue" ? 1 : LIVES_OF_A_FOLDER;
  for (let number = 1; !isDone(); number++) {
    const folder: Folder = { path: join(root, String(number)), acknowledged: -1 };
    await mkdir(folder.path, { recursive: true });
    await writeFile(join(folder.path, "diary"), "");
    let isSound = true;
    for (let index = 0; isSound && !isDone() && index < lives; index++) {
      const trap = chooseTrap(folder);
      isSound = await live(folder, trap, trap === null && only === null ? dice() * lifeMs : null);
    }
    // Whatever the last one left is opened and checked too.
    isSound &&= await live(folder, null, null);
    if (isSound) await rm(folder.path, { recursive: true, force: true });
  }
}

interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  said: string;
  isHung: boolean;
  /** The first line of the diary that this life wrote. */
  from: number;
}

function runChild(orders: KillStoreOrders, killAfterMs: number | null): Promise<Ended> {
  const from = readFileSync(orders.diary, "utf8").split("\n").length - 1;
  return new Promise((resolve) => {
    // This very bundle, which then is the child.
    const child = fork(fileURLToPath(import.meta.url), ["--child", JSON.stringify(orders)], {
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // Postgres compiled only once costs half the CPU of a life, and its slower code leaves longer moments to be killed in.
      execArgv: FLAGS,
    });
    let said = "";
    let isHung = false;
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const killing = killAfterMs === null ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    const patience = setTimeout(() => {
      isHung = true;
      child.kill("SIGKILL");
    }, HUNG_MS);
    child.once("close", (code, signal) => {
      clearTimeout(killing);
      clearTimeout(patience);
      resolve({ code, signal, said, isHung, from });
    });
  });
}
