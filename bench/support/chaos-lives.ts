// The lives of chaos: each one Wirewatch from its start to its end, by its own failpoint, by the mail server's hand, in a silent network, or by chance.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { FAILPOINTS } from "../../src/failpoint.ts";
import { LEASE_MS } from "./chaos-child.ts";
import { openSilence, SILENCE_MS } from "./chaos-silence.ts";
import { MOMENTS } from "./chaos-sink.ts";
import { FLAGS } from "../../test/support/flags.ts";
import type { ChildProcess } from "node:child_process";
import type { ChildOrders } from "./chaos-child.ts";
import type { Trouble } from "./chaos-oracle.ts";
import type { Silence } from "./chaos-silence.ts";
import type { ChaosSink, Door } from "./chaos-sink.ts";

const RANDOM_MS = 2_500;
const BEYOND_LEASE_MS = LEASE_MS + 1_000;
/** Deaths at random in each round of the others. */
const RANDOM_EACH_ROUND = 5;
const STARTING = "while it starts";
const SILENT = "its services silent";
/** Sessions of so many dead processes stay open at the services, which were not told of the death. */
const SILENT_KEPT = 2;
const AT_RANDOM = Array<null>(RANDOM_EACH_ROUND).fill(null);
/** Those that a run must come by, each as often as it is asked to. */
const NAMED: readonly string[] = [...FAILPOINTS, ...MOMENTS.map(nameOfMoment)];
/** The first of all falls into the first start, which has a database to make. */
const DEATHS = [STARTING, SILENT, ...FAILPOINTS, ...MOMENTS, SILENT, ...AT_RANDOM] as const;
/** An embedded store has no network to lose. */
const EMBEDDED_DEATHS = [STARTING, ...FAILPOINTS, ...MOMENTS, ...AT_RANDOM] as const;
/** No two deaths in a row are near each other; it has no divisor in common with the numbers of both, so that each death has its turn. */
const STEP = 7;

export interface Life {
  child: ChildProcess;
  door: Door;
  ended: Promise<void>;
}

export interface Lives {
  start(failpoint: ChildOrders["failpoint"], env?: Record<string, string>): Promise<Life>;
  /** The life of this turn, to its end; or one that is to end at this moment. */
  liveOnce(turn: number, moment?: string): Promise<void>;
  /** The named moments at which fewer than `times` died. */
  seldom(times: number): string[];
  /** How often each death was died. */
  killed: ReadonlyMap<string, number>;
  /** When a process was struck. */
  troubles: readonly Trouble[];
  /** Ends what dead processes left open at the services. */
  close(): Promise<void>;
}

export interface LivesOptions {
  /** Where everything is, but for the mail server: each life has its own door there. */
  orders: Omit<ChildOrders, "failpoint"> & { env: Record<string, string> };
  sink: ChaosSink;
  dice: () => number;
  /** A Wirewatch that does not come by the moment of its death is killed after this long. */
  patienceMs: number;
  /** Where others take over what a paused process holds. */
  mayPause: boolean;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const deathOf = (turn: number, deaths: typeof DEATHS | typeof EMBEDDED_DEATHS) => deaths[(STEP * turn) % deaths.length] ?? null;

/** As a moment is listed. */
function nameOfMoment(moment: string): string {
  return `by the mail server: ${moment}`;
}

interface Way {
  isPaused: boolean;
  silence: Silence | null;
  /** Packets passed again before the end. */
  isBack: boolean;
}

function nameOf(death: (typeof DEATHS)[number] | null, { isPaused, silence, isBack }: Way): string {
  if (silence !== null) return `packets to ${silence.services} dropped${isBack ? ", and passed again" : ""}`;
  const moment = MOMENTS.find((name) => name === death);
  if (moment !== undefined) return nameOfMoment(moment);
  return death ?? (isPaused ? "at random, after a pause beyond its lease" : "at random");
}

export function openLives({ orders, sink, dice, patienceMs, mayPause }: LivesOptions): Lives {
  const killed = new Map<string, number>();
  const troubles: Trouble[] = [];
  const silences: Silence[] = [];

  const start: Lives["start"] = async (failpoint, env = orders.env) => {
    const door = await sink.openDoor();
    const own: ChildOrders = { dir: orders.dir, dataDir: orders.dataDir, failpoint };
    // This very bundle, which then is the child.
    const child = fork(fileURLToPath(import.meta.url), ["--child", JSON.stringify(own)], {
      execArgv: FLAGS,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      // In its environment, since the configuration is read again from there.
      env: { ...process.env, ...env, SMTP_URL: door.url },
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

  /** What is under way ends by its timeouts, and others take over; nothing that comes of it afterwards may count. */
  const fallSilent = async ({ door, ended }: Life, silence: Silence, isBack: boolean): Promise<void> => {
    // To its death: it may still hold connections that carry nothing when others carry again.
    if (silence.isOfLedger) troubles.push({ door: door.id, from: Date.now(), to: Number.POSITIVE_INFINITY });
    silence.begin();
    await Promise.race([ended, pause(SILENCE_MS)]);
    if (isBack) silence.end();
  };

  /** Closed at once, it would tell the services of the death. */
  const keepSilence = async (silence: Silence): Promise<void> => {
    silences.push(silence);
    for (const old of silences.splice(0, silences.length - SILENT_KEPT)) await old.close();
  };

  return {
    killed,
    troubles,
    start,
    async close() {
      for (const silence of silences.splice(0)) await silence.close();
    },
    seldom: (times) => NAMED.filter((name) => (killed.get(name) ?? 0) < times),
    async liveOnce(turn, named) {
      const deaths = Object.keys(orders.env).length === 0 ? EMBEDDED_DEATHS : DEATHS;
      const planned =
        DEATHS.find((death) => death !== null && [death, nameOfMoment(death)].includes(named ?? "")) ?? deathOf(turn, deaths);
      const silence = planned === SILENT ? await openSilence(orders.env, dice) : null;
      const death = planned === SILENT ? null : planned;
      const passages = 1 + Math.floor(dice() * 3);
      const randomMs = 200 + dice() * RANDOM_MS;
      const isPaused = death === null && silence === null && mayPause && dice() < 0.5;
      const isBack = silence !== null && dice() < 0.5;
      const own = FAILPOINTS.find((name) => name === death);
      const life = await start(own === undefined ? null : { name: own, passages }, silence?.env);
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
      if (silence !== null) {
        await pause(randomMs);
        await fallSilent(life, silence, isBack);
      }
      const timer = setTimeout(
        () => {
          isLate = death !== STARTING;
          kill();
        },
        death === null || death === STARTING ? randomMs : patienceMs,
      );
      await ended;
      clearTimeout(timer);
      if (silence !== null) await keepSilence(silence);
      const now = Date.now();
      troubles.push({ door: door.id, from: struckAt ?? now, to: now });
      const wasKilled = child.signalCode === "SIGKILL";
      const name = wasKilled
        ? nameOf(isLate ? null : death, { isPaused, silence, isBack })
        : "could not start: a service was away";
      killed.set(name, (killed.get(name) ?? 0) + 1);
    },
  };
}
