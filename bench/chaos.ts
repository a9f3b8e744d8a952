// chaos: kills Wirewatch again and again, at named moments and at random, and proves that every story reached everybody, and once.
import { fork } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openDatabase } from "../src/app.ts";
import { loadConfig } from "../src/config/load-config.ts";
import { FAILPOINTS } from "../src/failpoint.ts";
import { openDice } from "../test/support/open-dice.ts";
import { runChild } from "./support-chaos-child.ts";
import { judge, readLedgerMails, readWays } from "./support-chaos-oracle.ts";
import { openChaosPress } from "./support-chaos-press.ts";
import { openChaosServices, STORES } from "./support-chaos-services.ts";
import { openChaosSink } from "./support-chaos-sink.ts";
import type { ChildProcess } from "node:child_process";
import type { ChildOrders } from "./support-chaos-child.ts";
import type { ChaosPress } from "./support-chaos-press.ts";
import type { ChaosServices, StoreKind } from "./support-chaos-services.ts";
import type { Verdict } from "./support-chaos-oracle.ts";
import type { ChaosSink } from "./support-chaos-sink.ts";

const USAGE = `Usage: npm run chaos -- [--kills N] [--store pglite|postgres|redis|all] [--uncertain resend|hold] [--seed N] [--drops SHARE]

Kills a running Wirewatch N times (default 200): in turn at each failpoint and at random moments. Between the kills Postgres and Redis are
killed and started again too, and Redis is flushed. A press publishes all the while; an SMTP server writes each mail to disk before its 250,
and ends SHARE of its connections (default 0.05) after the last dot without an answer. Ends with 1 where a story was lost, or came twice
otherwise than as the second copy of a mail whose end could not be known, and which the ledger lists as such.`;

const RECIPIENTS = ["a@example.org", "b@example.org", "c@example.org", "d@example.org"] as const;
const PUBLISH_EVERY_MS = 800;
/** A Wirewatch that does not come by its failpoint is killed after this long. */
const PATIENCE_MS = 10_000;
const RANDOM_MS = 2_500;
/** Kills at random in each round of the failpoints; together they are no multiple of the step from one to the next. */
const RANDOM_EACH_ROUND = 5;
const BEYOND_LEASE_MS = 5_000;
/** Every so many kills something else is struck too. */
const STRIKE_EACH = 8;
const DRAIN_MS = 180_000;

interface Options {
  kills: number;
  uncertain: "resend" | "hold";
  seed: number;
  drops: number;
}

interface Run {
  killed: Map<string, number>;
  struck: Map<string, number>;
  press: ChaosPress;
  sink: ChaosSink;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

async function writeConfig(folder: string, press: ChaosPress, uncertain: string): Promise<string> {
  const dir = join(folder, "config");
  await mkdir(join(dir, "watchlists"), { recursive: true });
  const settings = `fetch: { allow_private: [127.0.0.0/8] }\nweb: { listen: 127.0.0.1:0 }\nmail: { uncertain: ${uncertain} }\n`;
  await writeFile(join(dir, "wirewatch.yaml"), settings);
  await writeFile(join(dir, "feeds.yaml"), press.feedsYaml);
  await writeFile(join(dir, "watchlists", "zebra.yaml"), "watchlists:\n  - { id: zebra, name: Zebra, any: [zebra] }\n");
  const [a, b, c, d] = RECIPIENTS;
  await writeFile(
    join(dir, "digests.yaml"),
    `digests:
  - { id: alerts, to: [${a}, ${b}, ${c}], schedule: immediately, at_most: 1000 }
  - { id: minutes, to: [${d}], schedule: every 1m, at_most: 1000 }
`,
  );
  return dir;
}

function startChild(orders: ChildOrders): { child: ChildProcess; ended: Promise<void> } {
  const child = fork(fileURLToPath(import.meta.url), ["--child", JSON.stringify(orders)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
  return { child, ended };
}

/** One Wirewatch from its start to its end by a failpoint, or by chance. */
async function killOne(orders: ChildOrders, randomMs: number, isPaused: boolean, killed: Map<string, number>): Promise<void> {
  const { child, ended } = startChild(orders);
  await Promise.race([ended, new Promise((resolve) => child.once("message", resolve))]);
  const { failpoint } = orders;
  if (failpoint === null && isPaused) {
    // Another worker takes over what it holds, and nothing that it does then may count.
    await pause(randomMs);
    child.kill("SIGSTOP");
    await pause(BEYOND_LEASE_MS);
    child.kill("SIGCONT");
  }
  const timer = setTimeout(() => child.kill("SIGKILL"), failpoint === null ? randomMs : PATIENCE_MS);
  const began = performance.now();
  await ended;
  clearTimeout(timer);
  const isLate = failpoint === null || performance.now() - began >= PATIENCE_MS;
  if (child.signalCode !== "SIGKILL") count(killed, "could not start: a service was away");
  else count(killed, !isLate ? failpoint.name : isPaused ? "at random, after a pause beyond its leases" : "at random");
}

async function wreak(kind: StoreKind, options: Options, services: ChaosServices, run: Run, base: Omit<ChildOrders, "failpoint">) {
  const dice = openDice(options.seed);
  let left = options.kills;
  let turn = 0;
  const work = async () => {
    while (left > 0) {
      left -= 1;
      const index = turn++;
      // No two in a row near each other, and those of a delivery first.
      const name = FAILPOINTS[(FAILPOINTS.indexOf("delivery claimed") + 7 * index) % (FAILPOINTS.length + RANDOM_EACH_ROUND)];
      const failpoint = name === undefined ? null : { name, passages: 1 + Math.floor(dice() * 3) };
      const isPaused = kind !== "pglite" && dice() < 0.5;
      await killOne({ ...base, failpoint }, 200 + dice() * RANDOM_MS, isPaused, run.killed);
      if (index % STRIKE_EACH === STRIKE_EACH - 1) {
        const fault = services.faults[Math.floor(dice() * services.faults.length)];
        if (fault !== undefined) {
          await fault.strike();
          count(run.struck, fault.name);
        }
      }
      if (process.stderr.isTTY) process.stderr.write(`\r${kind}: ${options.kills - left} of ${options.kills} kills `);
    }
  };
  // An embedded store has one process; elsewhere one goes on while the other dies.
  await Promise.all(Array.from({ length: kind === "pglite" ? 1 : 2 }, work));
}

/** Lets it come to rest: until every story has come, or nothing more does. */
async function drain(base: Omit<ChildOrders, "failpoint">, run: Run): Promise<void> {
  const { child, ended } = startChild({ ...base, failpoint: null });
  const deadline = Date.now() + DRAIN_MS;
  let seen = -1;
  let quietSince = Date.now();
  const isThere = () =>
    RECIPIENTS.every((to) => {
      const tokens = new Set(run.sink.accepted.filter((mail) => mail.to === to).flatMap((mail) => mail.tokens));
      return run.press.published.every((token) => tokens.has(token));
    });
  while (Date.now() < deadline && !isThere() && Date.now() - quietSince < 90_000) {
    if (run.sink.accepted.length !== seen) {
      seen = run.sink.accepted.length;
      quietSince = Date.now();
    }
    await pause(500);
  }
  // Second copies of what is not known are still to come.
  await pause(5_000);
  child.kill("SIGTERM");
  await ended;
}

async function chaos(kind: StoreKind, options: Options): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "wirewatch-chaos-"));
  // Postgres runs as a user of its own, and has to come to its data.
  await chmod(folder, 0o755);
  const dice = openDice(options.seed + 1);
  const press = await openChaosPress();
  const sink = await openChaosSink(join(folder, "accepted.ndjson"), () => dice() < options.drops);
  const services = await openChaosServices(kind, join(folder, "services"));
  const run: Run = { killed: new Map(), struck: new Map(), press, sink };
  const env = { ...services.env, SMTP_URL: sink.url };
  const base = { dir: await writeConfig(folder, press, options.uncertain), dataDir: join(folder, "data"), env };
  const publishing = setInterval(() => press.publish(), PUBLISH_EVERY_MS);
  try {
    await wreak(kind, options, services, run, base);
    clearInterval(publishing);
    await drain(base, run);
    const { config } = await loadConfig(base);
    if (config === null) throw new Error("the configuration cannot be read");
    const database = await openDatabase(config, () => undefined);
    const ledger = await readLedgerMails(database);
    const expected = press.published.flatMap((token) => RECIPIENTS.map((recipient) => ({ recipient, token })));
    const verdict = judge(expected, sink.accepted, ledger);
    const odd = [...verdict.lost, ...verdict.doubled].map((each) => /token\d+x/.exec(each)?.[0] ?? "");
    const ways = await readWays(database, [...new Set(odd)]);
    await database.close();
    return tell(kind, options, run, verdict, ways);
  } finally {
    clearInterval(publishing);
    await sink.close();
    await press.close();
    await services.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const line = (name: string, value: number | string) => console.log(`${name.padEnd(58)} ${String(value).padStart(8)}`);

function tell(
  kind: StoreKind,
  options: Options,
  { killed, struck, sink }: Run,
  verdict: Verdict,
  ways: readonly string[],
): boolean {
  console.log(`\n${kind}, uncertain: ${options.uncertain}, seed ${options.seed}`);
  for (const [name, times] of [...killed].toSorted(([a], [b]) => a.localeCompare(b))) line(`  killed: ${name}`, times);
  for (const [name, times] of struck) line(`  ${name}`, times);
  line("  mails kept by the server without an answer", sink.dropped());
  line("  (recipient, story) pairs expected", verdict.expected);
  line("  mails accepted", sink.accepted.length);
  line("  LOST", verdict.lost.length);
  line("  DOUBLE, and not explained", verdict.doubled.length);
  line("  mails there twice, their end not known, listed as such", verdict.ambiguous.length);
  line("  counted in a full mail, and told on its page", verdict.counted.length);
  line("  not there, and listed as held or as not known", verdict.listed.length);
  for (const kindOf of ["lost", "doubled", "listed", "ambiguous"] as const)
    for (const each of verdict[kindOf]) console.log(`    ${kindOf}: ${each}`);
  for (const way of ways) console.log(`    ${way}`);
  const heldTwice = options.uncertain === "hold" ? verdict.ambiguous.length : 0;
  return verdict.lost.length + verdict.doubled.length + heldTwice === 0;
}

async function main(): Promise<void> {
  const [flag, orders = ""] = process.argv.slice(2);
  if (flag === "--child") return runChild(JSON.parse(orders) as ChildOrders);
  const { values } = parseArgs({
    options: {
      kills: { type: "string", default: "200" },
      store: { type: "string", default: "pglite" },
      uncertain: { type: "string", default: "resend" },
      seed: { type: "string", default: "1" },
      drops: { type: "string", default: "0.05" },
      help: { type: "boolean", default: false },
    },
  });
  const stores = STORES.filter((kind) => values.store === "all" || values.store === kind);
  const options = {
    kills: Number(values.kills),
    uncertain: values.uncertain,
    seed: Number(values.seed),
    drops: Number(values.drops),
  };
  const isUnderstood =
    stores.length > 0 && options.kills >= 0 && (options.uncertain === "resend" || options.uncertain === "hold");
  if (values.help || !isUnderstood || Number.isNaN(options.seed + options.drops)) {
    console.log(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  for (const kind of stores) if (!(await chaos(kind, options as Options))) process.exitCode = 1;
}

await main();
