// The Wirewatch that chaos kills: the whole program in a process of its own, in a hurry, and with one failpoint armed.
import { openApp } from "../src/app.ts";
import { formatFault } from "../src/config/format-fault.ts";
import { loadConfig } from "../src/config/load-config.ts";
import { armFailpoint } from "../src/failpoint.ts";
import { openLog } from "../src/log.ts";
import { PIPELINE } from "../src/queues/pipeline.ts";
import type { Failpoint } from "../src/failpoint.ts";
import type { StageName } from "../src/queues/pipeline.ts";

export interface ChildOrders {
  dir: string;
  dataDir: string;
  env: Record<string, string>;
  failpoint: { name: Failpoint; passages: number } | null;
}

const HURRY_EVERY_MS = 500;
const PAUSES = { leaseMs: 4_000, retryMs: [500, 1_000], resendMs: 1_500 };

const makeDue = (table: string) => `update ${table} set next_due_at = $1 where next_due_at > $1`;

/** Runs until it is told to stop, or dies. */
export async function runChild({ dir, dataDir, env, failpoint }: ChildOrders): Promise<void> {
  const { config, faults } = await loadConfig({ dir, dataDir, env });
  if (config === null) throw new Error(faults.map(formatFault).join("\n"));
  if (failpoint !== null) armFailpoint(failpoint.name, failpoint.passages);
  const log = openLog((process.env["CHAOS_LOG"] ?? "silent") as "silent", false);
  const app = await openApp({ config, log, lockMs: 3_000, staleMs: 4_000, deliveryPauses: PAUSES }).catch(() => process.exit(1));
  app.start(Object.keys(PIPELINE) as StageName[]);
  const hurrying = setInterval(() => {
    // Feeds are asked far oftener than any publisher would like, and digests come far oftener than anybody reads.
    Promise.all(["feeds", "digests"].map((table) => app.deps.database.run(makeDue(table), [new Date()]))).catch(() => undefined);
  }, HURRY_EVERY_MS);
  process.send?.("ready");
  await new Promise<void>((resolve) => void process.once("SIGTERM", () => resolve()));
  clearInterval(hurrying);
  await app.close();
  process.disconnect?.();
}
