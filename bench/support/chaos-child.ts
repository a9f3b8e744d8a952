// The Wirewatch that chaos kills: what `wirewatch run` does, in a process of its own, in a hurry, and with one failpoint armed.
import { startApp } from "../../src/app/start-app.ts";
import { untilStopped } from "../../src/app/until-stopped.ts";
import { workUntilStopped } from "../../src/app/work-until-stopped.ts";
import { formatFault } from "../../src/config/format-fault.ts";
import { loadConfig } from "../../src/config/load/load-config.ts";
import { armFailpoint } from "../../src/failpoint.ts";
import { openLog } from "../../src/log.ts";
import { STAGE_NAMES } from "../../src/pipeline/pipeline.ts";
import type { Failpoint } from "../../src/failpoint.ts";

export interface ChildOrders {
  dir: string;
  dataDir: string;
  failpoint: { name: Failpoint; passages: number } | null;
}

const HURRY_EVERY_MS = 500;
/** As long for the pace of the rest as two minutes are for that of the program: an attempt that nothing disturbs must end within it. */
export const LEASE_MS = 8_000;
const PAUSES = { leaseMs: LEASE_MS, retryMs: [500, 1_000], resendMs: 1_500, answerMs: 2_000 };

const makeDue = (table: string) => `update ${table} set next_due_at = $1 where next_due_at > $1`;

/** Runs until it is told to stop, or dies. */
export async function runChild({ dir, dataDir, failpoint }: ChildOrders): Promise<void> {
  const { config, faults } = await loadConfig({ dir, dataDir });
  if (config === null) throw new Error(faults.map(formatFault).join("\n"));
  if (failpoint !== null) armFailpoint(failpoint.name, failpoint.passages);
  const log = openLog((process.env["CHAOS_LOG"] ?? "silent") as "silent", false);
  const app = await startApp({ config, log, lockMs: 3_000, staleMs: 4_000, deliveryPauses: PAUSES }).catch(() => process.exit(1));
  const hurrying = setInterval(() => {
    // Feeds are asked far oftener than any publisher would like, and digests come far oftener than anybody reads.
    Promise.all(["feeds", "digests"].map((table) => app.deps.database.run(makeDue(table), [new Date()]))).catch(() => undefined);
  }, HURRY_EVERY_MS);
  process.once("SIGTERM", () => clearInterval(hurrying));
  await workUntilStopped({ app, config, folders: { configDir: dir, dataDir }, stages: STAGE_NAMES, log, untilStopped }, () => {
    process.send?.("ready");
  });
  process.disconnect?.();
}
