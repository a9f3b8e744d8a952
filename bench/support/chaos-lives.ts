// The lives of chaos: each one Wirewatch from its start to its end, by its own failpoint, by the mail server's hand, or by chance.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { FAILPOINTS } from "../../src/failpoint.ts";
import { LEASE_MS } from "./chaos-child.ts";
import { MOMENTS } from "./chaos-sink.ts";
import type { ChildProcess } from "node:child_process";
import type { ChildOrders } from "./chaos-child.ts";
import type { Trouble } from "./chaos-oracle.ts";
import type { ChaosSink, Door } from "./chaos-sink.ts";

/** A Wirewatch that does not come by the moment of its death is killed after this long. */
const PATIENCE_MS = 10_000;
const RANDOM_MS = 2_500;
const BEYOND_LEASE_MS = LEASE_MS + 1_000;
/** Deaths at random in each round of the others. */
const RANDOM_EACH_ROUND = 5;
const STARTING = "while it starts";
/** The first of all falls into the first start, which has a database to make. */
const DEATHS = [STARTING, ...FAILPOINTS, ...MOMENTS, ...Array<null>(RANDOM_EACH_ROUND).fill(null)] as const;
/** No two deaths in a row are near each other; it has no divisor in common with their number, so that each has its turn. */
const STEP = 7;

export interface Life {
  child: ChildProcess;
  door: Door;
  ended: Promise<void>;
}

export interface Lives {
  start(failpoint: ChildOrders["failpoint"]): Promise<Life>;
  /** The life of this turn, to its end. */
  liveOnce(turn: number): Promise<void>;
  /** How often each death was died. */
  killed: ReadonlyMap<string, number>;
  /** When a process was struck. */
  troubles: readonly Trouble[];
}

export interface LivesOptions {
  /** Where everything is, but for the mail server: each life has its own door there. */
  orders: Omit<ChildOrders, "failpoint"> & { env: Record<string, string> };
  sink: ChaosSink;
  dice: () => number;
  /** Where others take over what a paused process holds. */
  mayPause: boolean;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const deathOf = (turn: number) => DEATHS[(STEP * turn) % DEATHS.length] ?? null;

function nameOf(death: (typeof DEATHS)[number] | null, isPaused: boolean): string {
  if (MOMENTS.some((moment) => moment === death)) return `by the mail server: ${death}`;
  return death ?? (isPaused ? "at random, after a pause beyond its lease" : "at random");
}

export function openLives({ orders, sink, dice, mayPause }: LivesOptions): Lives {
  const killed = new Map<string, number>();
  const troubles: Trouble[] = [];

  const start = async (failpoint: ChildOrders["failpoint"]): Promise<Life> => {
    const door = await sink.openDoor();
    const own: ChildOrders = { dir: orders.dir, dataDir: orders.dataDir, failpoint };
    // This very bundle, which then is the child.
    const child = fork(fileURLToPath(import.meta.url), ["--child", JSON.stringify(own)], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      // In its environment, since the configuration is read again from there.
      env: { ...process.env, ...orders.env, SMTP_URL: door.url },
    });
    const ended = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
    return { child, door, ended };
  };

  const pauseBeyondLease = async ({ child, door }: Life): Promise<void> => {
    // Another worker takes over what it holds, and nothing that it does then may count.
    const trouble = { door: door.id, from: Date.now(), to: Number.POSITIVE_INFINITY };
    troubles.push(trouble);
    child.kill("SIGSTOP");
    await pause(BEYOND_LEASE_MS);
    child.kill("SIGCONT");
    trouble.to = Date.now();
  };

  return {
    killed,
    troubles,
    start,
    async liveOnce(turn) {
      const death = deathOf(turn);
      const passages = 1 + Math.floor(dice() * 3);
      const randomMs = 200 + dice() * RANDOM_MS;
      const isPaused = death === null && mayPause && dice() < 0.5;
      const own = FAILPOINTS.find((name) => name === death);
      const life = await start(own === undefined ? null : { name: own, passages });
      const { child, door, ended } = life;
      let isLate = death === null;
      let struckAt: number | null = null;
      const kill = () => {
        struckAt ??= Date.now();
        child.kill("SIGKILL");
      };
      const moment = MOMENTS.find((name) => name === death);
      if (moment !== undefined) door.arm(moment, passages, kill);
      // A process that is to die while it starts is not waited for.
      if (death !== STARTING) await Promise.race([ended, new Promise((resolve) => child.once("message", resolve))]);
      if (isPaused) {
        await pause(randomMs);
        await pauseBeyondLease(life);
      }
      const timer = setTimeout(
        () => {
          isLate = death !== STARTING;
          kill();
        },
        death === null || death === STARTING ? randomMs : PATIENCE_MS,
      );
      await ended;
      clearTimeout(timer);
      const now = Date.now();
      troubles.push({ door: door.id, from: struckAt ?? now, to: now });
      const wasKilled = child.signalCode === "SIGKILL";
      const name = wasKilled ? nameOf(isLate ? null : death, isPaused) : "could not start: a service was away";
      killed.set(name, (killed.get(name) ?? 0) + 1);
    },
  };
}
