// Checks that Wirewatch works, notes what is wrong as incidents, and samples the disk; each minute, by one process for all.
import { statfs } from "node:fs/promises";
import { hostname } from "node:os";
import { openIncidents, saveTroubles } from "../../store/self-check/incidents.ts";
import {
  choreNote,
  findCanary,
  findLostMatches,
  listSamples,
  mailsPutOff,
  saveChoreNote,
  saveSample,
  takeTurn,
} from "../../store/self-check/self-checks.ts";
import { choreDoneAt, saveChoreDone } from "../../store/upkeep.ts";
import { readClockSkew, storeBytes } from "../../store/views/figures.ts";
import { waitingWork } from "../../store/views/funnel.ts";
import { judge, KINDS, lostMatches } from "./judge.ts";
import type { Config } from "../../config/config.ts";
import type { StageDeps } from "../../pipeline/stage-deps.ts";
import type { Taking } from "../../store/self-check/self-checks.ts";
import type { Trouble } from "../../store/self-check/incidents.ts";
import type { Facts } from "./judge.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What was wrong and is not seen for this long is over: it does not begin again each minute. */
const CALM_MS = 10 * MINUTE_MS;
/** A match has so long to get onto a list. */
const MATCH_MS = 10 * MINUTE_MS;
const LOST_SHOWN = 100;

type CheckDeps = Pick<StageDeps, "database" | "config" | "now" | "log">;

/** Returns the chore of a process that works since `upSince()`. */
export function checkSelf(deps: CheckDeps, upSince: () => Date): () => Promise<void> {
  return async () => {
    if (!(await takeTurn(deps.database, "self-check", MINUTE_MS - 1_000, deps.now()))) return;
    await save(deps, { troubles: judge(await gather(deps, upSince())), checked: KINDS, calmMs: CALM_MS });
    await saveChoreDone(deps.database, "self-checked", deps.now());
    if (await takeTurn(deps.database, "match-check", HOUR_MS, deps.now())) await checkMatches(deps);
  };
}

async function gather({ database, config, now }: CheckDeps, upSince: Date): Promise<Facts> {
  const at = now();
  const { dataDir, alerts } = config();
  const disk = await statfs(dataDir).catch(() => null);
  const newest = disk === null ? [] : [{ at, disk_free: disk.bavail * disk.bsize, store_bytes: await storeBytes(database) }];
  const samples = [...(await listSamples(database, new Date(at.getTime() - 4 * DAY_MS))), ...newest];
  for (const sample of newest) if (await takeTurn(database, "sample", HOUR_MS, at)) await saveSample(database, sample);
  return {
    now: at,
    upSince,
    open: new Set((await openIncidents(database)).map(({ kind }) => kind)),
    host: hostname(),
    backlogs: await waitingWork(database, at),
    canary: await findCanary(database),
    samples,
    backedUpAt: await choreDoneAt(database, "backup"),
    backupWithinMs: alerts?.backupWithinMs ?? null,
    skewMs: database.kind === "postgres" ? await readClockSkew(database) : 0,
    mails: await mailsPutOff(database, new Date(at.getTime() - 30 * MINUTE_MS)),
  };
}

/**
 * Looks for matches without a delivery. A changed digest takes other watchlists from now on, so only matches since the last change count;
 * exported for tests.
 */
export async function checkMatches(deps: CheckDeps): Promise<void> {
  const { database } = deps;
  const now = deps.now();
  const takings = deps.config().digests.map(takingOf);
  const note = JSON.stringify(takings);
  const known = await choreNote(database, "takings");
  if (known?.note !== note) await saveChoreNote(database, "takings", note, now);
  const changedAt = known?.note === note ? known.done_at : now;
  const dayAgo = new Date(now.getTime() - DAY_MS);
  const lost = await findLostMatches(database, takings, {
    since: changedAt > dayAgo ? changedAt : dayAgo,
    until: new Date(now.getTime() - MATCH_MS),
    limit: LOST_SHOWN,
  });
  await save(deps, { troubles: lostMatches(lost, LOST_SHOWN), checked: ["lost-match"], calmMs: 0 });
}

const takingOf = ({ id, watchlists, channels }: Config["digests"][number]): Taking => ({
  digest: id,
  watchlists,
  pushed: channels.some(({ recipient }) => recipient !== null),
});

async function save(
  { database, config, now, log }: CheckDeps,
  { troubles, checked, calmMs }: { troubles: Trouble[]; checked: readonly string[]; calmMs: number },
): Promise<void> {
  const at = now();
  const saved = await database.transaction((sql) =>
    saveTroubles(sql, troubles, {
      checked,
      recipients: recipientsOf(config()),
      calmSince: new Date(at.getTime() - Math.max(1, calmMs)),
      now: at,
    }),
  );
  for (const { kind, text } of saved.began) log.error({ incident: kind }, text);
  for (const { kind, began_at: since } of saved.ended) log.info({ incident: kind, since }, `over: ${kind}`);
}

/** The name of the second way in the reports; its address may hold a key. */
export const WEBHOOK = "webhook";

const recipientsOf = ({ alerts }: Config): string[] => [...(alerts?.to ?? []), ...(alerts?.webhook == null ? [] : [WEBHOOK])];

/** Whether nothing is wrong as far as is known, and that is known since a moment ago. */
export async function isAllWell({ database, now }: Pick<CheckDeps, "database" | "now">): Promise<boolean> {
  const checkedAt = await choreDoneAt(database, "self-checked");
  const isFresh = checkedAt !== null && Math.abs(now().getTime() - checkedAt.getTime()) < 5 * MINUTE_MS;
  return isFresh && (await openIncidents(database)).length === 0;
}
