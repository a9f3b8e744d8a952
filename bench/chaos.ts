// chaos: kills Wirewatch again and again, at named moments and at random, and proves that every story reached everybody, and once.
import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { withDesk } from "../src/app/desk-client.ts";
import { openDatabase } from "../src/app/open-app.ts";
import { loadConfig } from "../src/config/load/load-config.ts";
import { FLAGS } from "../test/support/flags.ts";
import { openDice } from "../test/support/open-dice.ts";
import { freePort } from "../test/support/wait.ts";
import { runChild } from "./support/chaos-child.ts";
import { openLives } from "./support/chaos-lives.ts";
import { hasEnded, judge, readTold, readWays } from "./support/chaos-oracle.ts";
import { openChaosPress } from "./support/chaos-press.ts";
import { openChaosServices, STORES } from "./support/chaos-services.ts";
import { openChaosSink } from "./support/chaos-sink.ts";
import { reportAsJson } from "./support/report.ts";
import type { ChildOrders } from "./support/chaos-child.ts";
import type { Lives, LivesOptions } from "./support/chaos-lives.ts";
import type { ChaosPress } from "./support/chaos-press.ts";
import type { ChaosServices, StoreKind } from "./support/chaos-services.ts";
import type { ListedMail, Trouble, Verdict } from "./support/chaos-oracle.ts";
import type { ChaosSink } from "./support/chaos-sink.ts";

const USAGE = `Usage: npm run chaos -- [--kills N] [--store pglite|postgres|redis|all] [--uncertain resend|hold] [--seed N] [--drops SHARE] [--each N] [--patience S]

Kills a running Wirewatch N times (default 200): in turn at each failpoint, at the mail server's hand while it takes a mail, and at random
moments. Some first lose every packet to and from Postgres, Redis or both for longer than the timeouts, as if the network dropped them; half
of these reach them again before they die. Between the kills Postgres and Redis are killed and started again too, and Redis is flushed. A press publishes all the while; an SMTP
server writes each mail to disk before its 250, and ends SHARE of its connections (default 0.05) after the last dot without an answer.
Each named moment is to be reached N times (default: one for 40 kills, five at most): up to as many kills more are made for those that were
not. One that is not reached within S seconds (default 10) is given up. Ends with 1 where one was reached less often; where a story was lost; where it came twice otherwise than as the second copy of a mail which digest log lists as perhaps there twice,
and whose sender is known to have been cut off; or where the server kept a mail without saying so and digest log does not list it.`;

const RECIPIENTS = ["a@example.org", "b@example.org", "c@example.org", "d@example.org"] as const;
const PUBLISH_EVERY_MS = 800;
/** Every so many kills something else is struck too. */
const STRIKE_EACH = 8;
/** After so many kills, and as often while the last mails are waited for, a line says how far it is. */
const TOLD_EACH = 10;
const TOLD_EVERY_MS = 30_000;
/** So many kills reach each named moment once, but for those that seldom come. */
const KILLS_FOR_EACH = 40;
const EACH_MAX = 5;
/** On a busy machine thousands of articles may still be on their way when the kills end: they are late, and not lost. */
const DRAIN_MS = 1_800_000;
const QUIET_MS = 180_000;
/** As many as `digest log` shows at once. */
const LISTED_MAX = 10_000;

interface Options {
  kills: number;
  uncertain: "resend" | "hold";
  seed: number;
  drops: number;
  /** How often each named moment is reached at the least. */
  each: number;
  patienceMs: number;
}

/** What stands around the processes that die, and never does itself. */
interface World {
  press: ChaosPress;
  sink: ChaosSink;
  orders: LivesOptions["orders"];
}

const run = promisify(execFile);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function writeConfig(folder: string, press: ChaosPress, uncertain: string, webPort: number): Promise<string> {
  const dir = join(folder, "config");
  await mkdir(join(dir, "watchlists"), { recursive: true });
  const settings = `fetch: { allow_private: [127.0.0.0/8] }\nweb: { listen: 127.0.0.1:${webPort} }\nmail: { uncertain: ${uncertain} }\n`;
  await writeFile(join(dir, "wirewatch.yaml"), settings);
  await writeFile(join(dir, "feeds.yaml"), press.feedsYaml);
  await writeFile(join(dir, "watchlists", "zebra.yaml"), "watchlists:\n  - { id: zebra, name: Zebra, any: [zebra] }\n");
  const [a, b, c, d] = RECIPIENTS;
  await writeFile(
    join(dir, "digests.yaml"),
    `digests:
  - { id: alerts, to: [${a}, ${b}, ${c}], schedule: immediately, settle: none, mails_per_hour: 3600, at_most: 1000 }
  - { id: minutes, to: [${d}], schedule: every 1m, at_most: 1000 }
`,
  );
  return dir;
}

/** Writes one line to stderr. */
function tellProgress(kind: StoreKind, done: string, { press, sink }: Pick<World, "press" | "sink">): void {
  const time = new Date().toISOString().slice(11, 19);
  console.error(`${time} ${kind}: ${done}, ${press.published.length} stories published, ${sink.accepted.length} mails accepted`);
}

async function wreak(
  kind: StoreKind,
  { kills, each }: Options,
  {
    lives,
    services,
    dice,
    ...world
  }: Pick<World, "press" | "sink"> & { lives: Lives; services: ChaosServices; dice: () => number },
) {
  const struck = new Map<string, number>();
  const outages: Trouble[] = [];
  let turn = 0;
  let ended = 0;
  const work = async () => {
    while (turn < kills || (turn < 2 * kills && lives.seldom(each).length > 0)) {
      const own = turn++;
      const seldom = lives.seldom(each);
      // Each in its turn, or one that never comes would keep the others from theirs.
      await lives.liveOnce(own, own < kills ? undefined : seldom[own % seldom.length]);
      const fault = services.faults[Math.floor(dice() * services.faults.length)];
      if (own % STRIKE_EACH === STRIKE_EACH - 1 && fault !== undefined) {
        const outage = { door: null, from: Date.now(), to: Number.POSITIVE_INFINITY };
        if (fault.isOfLedger) outages.push(outage);
        await fault.strike();
        outage.to = Date.now();
        struck.set(fault.name, (struck.get(fault.name) ?? 0) + 1);
      }
      ended += 1;
      if (ended % TOLD_EACH === 0) tellProgress(kind, `${ended} of ${Math.max(kills, turn)} kills`, world);
    }
  };
  // An embedded store has one process; elsewhere one goes on while the other dies.
  await Promise.all(Array.from({ length: kind === "pglite" ? 1 : 2 }, work));
  return { struck, outages };
}

/** Lets it come to rest: until every story has come and every mail has an end, or nothing more comes. */
async function drain(kind: StoreKind, lives: Lives, { press, sink, orders }: World): Promise<void> {
  const { child, ended } = await lives.start(null);
  await Promise.race([ended, new Promise((resolve) => child.once("message", resolve))]);
  const telling = setInterval(() => tellProgress(kind, "waiting for the last mails", { press, sink }), TOLD_EVERY_MS);
  const deadline = Date.now() + DRAIN_MS;
  let seen = -1;
  let quietSince = Date.now();
  const isThere = () =>
    RECIPIENTS.every((to) => {
      const tokens = new Set(sink.accepted.filter((mail) => mail.to === to).flatMap((mail) => mail.tokens));
      return press.published.every((token) => tokens.has(token));
    });
  // As a command asks, without a process for each time: the running Wirewatch where the store is embedded, and otherwise the store.
  const { config } = await loadConfig(orders);
  const ofAll = { digest: null, recipient: null, state: null, limit: LISTED_MAX };
  const isSettled = async () => (await withDesk(orders, config, (desk) => desk.ledger(ofAll)))?.rows.every(hasEnded) ?? false;
  while (Date.now() < deadline && Date.now() - quietSince < QUIET_MS && !(isThere() && (await isSettled()))) {
    if (sink.accepted.length !== seen) {
      seen = sink.accepted.length;
      quietSince = Date.now();
    }
    await pause(500);
  }
  clearInterval(telling);
  child.kill("SIGTERM");
  await ended;
}

/** What a person is shown of the mails, by the program itself. */
async function readLog({ dir, dataDir, env }: World["orders"]): Promise<ListedMail[]> {
  const cli = join(dirname(fileURLToPath(import.meta.url)), "cli.js");
  const options = ["--config", dir, "--data", dataDir, "digest", "log", "--json", "--limit", String(LISTED_MAX)];
  const { stdout } = await run(process.execPath, [...FLAGS, cli, ...options], {
    env: { ...process.env, ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  const listed = JSON.parse(stdout) as ListedMail[];
  if (listed.length === LISTED_MAX) throw new Error(`digest log lists ${LISTED_MAX} mails at most: kill less often`);
  return listed;
}

async function chaos(kind: StoreKind, options: Options): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "wirewatch-chaos-"));
  // Postgres runs as a user of its own, and has to come to its data.
  await chmod(folder, 0o755);
  const dice = openDice(options.seed);
  const drops = openDice(options.seed + 1);
  const press = await openChaosPress();
  const sink = await openChaosSink(join(folder, "accepted.ndjson"), () => drops() < options.drops);
  const services = await openChaosServices(kind, join(folder, "services"));
  const dir = await writeConfig(folder, press, options.uncertain, kind === "pglite" ? await freePort() : 0);
  const world: World = { press, sink, orders: { dir, dataDir: join(folder, "data"), env: services.env } };
  const publishing = setInterval(() => press.publish(), PUBLISH_EVERY_MS);
  const lives = openLives({ ...world, dice, patienceMs: options.patienceMs, mayPause: kind !== "pglite" });
  try {
    const { struck, outages } = await wreak(kind, options, { press, sink, lives, services, dice });
    clearInterval(publishing);
    await drain(kind, lives, world);
    const listed = await readLog(world.orders);
    const { config } = await loadConfig(world.orders);
    if (config === null) throw new Error("the configuration cannot be read");
    const database = await openDatabase(config, () => undefined);
    const expected = press.published.flatMap((token) => RECIPIENTS.map((recipient) => ({ recipient, token })));
    const troubles = [...lives.troubles, ...outages];
    const verdict = judge({ expected, accepted: sink.accepted, listed, told: await readTold(database), troubles });
    const odd = [...verdict.lost, ...verdict.doubled].flatMap((each) => /token\d+x/.exec(each)?.[0] ?? []);
    const ways = await readWays(database, [...new Set(odd)]);
    await database.close();
    console.log(`\n${kind}, uncertain: ${options.uncertain}, seed ${options.seed}`);
    tell(lives, struck, expected.length, sink, verdict);
    const seldom = lives.seldom(options.each);
    for (const moment of seldom) console.log(`    reached less than ${options.each} times: ${moment}`);
    for (const way of ways) console.log(`    ${way}`);
    const heldTwice = options.uncertain === "hold" ? verdict.ambiguous.length : 0;
    return verdict.lost.length + verdict.doubled.length + verdict.unlisted.length + heldTwice + seldom.length === 0;
  } finally {
    clearInterval(publishing);
    await lives.close();
    await sink.close();
    await press.close();
    await services.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const line = (name: string, value: number | string) => console.log(`${name.padEnd(58)} ${String(value).padStart(8)}`);

function tell(
  { killed }: Lives,
  struck: ReadonlyMap<string, number>,
  expected: number,
  { accepted }: ChaosSink,
  verdict: Verdict,
): void {
  for (const [name, times] of [...killed].toSorted(([a], [b]) => a.localeCompare(b))) line(`  killed: ${name}`, times);
  for (const [name, times] of struck) line(`  ${name}`, times);
  line("  mails kept by the server without an answer", accepted.filter(({ isSilent }) => isSilent).length);
  line("  (recipient, story) pairs expected", expected);
  line("  mails accepted", accepted.length);
  line("  LOST", verdict.lost.length);
  line("  DOUBLE, and not explained", verdict.doubled.length);
  line("  perhaps there, and not listed in digest log", verdict.unlisted.length);
  line("  mails there twice, their end not known, listed as such", verdict.ambiguous.length);
  line("  counted in a full mail, and told on its page", verdict.counted.length);
  line("  not there, and listed as held or as not known", verdict.listed.length);
  for (const kindOf of ["lost", "doubled", "unlisted", "listed", "ambiguous"] as const)
    for (const each of verdict[kindOf]) console.log(`    ${kindOf}: ${each}`);
  reportAsJson([
    { name: "kills", value: [...killed.values()].reduce((sum, times) => sum + times, 0), unit: "" },
    { name: "pairs expected", value: expected, unit: "" },
    { name: "lost", value: verdict.lost.length, unit: "" },
    { name: "twice without a reason", value: verdict.doubled.length, unit: "" },
    { name: "mails twice and listed", value: verdict.ambiguous.length, unit: "" },
  ]);
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
      each: { type: "string" },
      patience: { type: "string", default: "10" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const stores = STORES.filter((kind) => values.store === "all" || values.store === kind);
  const options = {
    kills: Number(values.kills),
    uncertain: values.uncertain,
    seed: Number(values.seed),
    drops: Number(values.drops),
    patienceMs: Number(values.patience) * 1_000,
    each: Number(values.each ?? Math.min(EACH_MAX, Math.floor(Number(values.kills) / KILLS_FOR_EACH))),
  };
  const isUnderstood =
    stores.length > 0 && options.kills >= 0 && (options.uncertain === "resend" || options.uncertain === "hold");
  if (values.help || !isUnderstood || Number.isNaN(options.seed + options.drops + options.each + options.patienceMs)) {
    console.log(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  for (const kind of stores) if (!(await chaos(kind, options as Options))) process.exitCode = 1;
}

await main();
