// `wirewatch doctor`: whether it can reach its database, queue and mail server.
import { openDatabase } from "../../app/open-app.ts";
import { openLog } from "../../log.ts";
import { PUSHED } from "../../channels/channels.ts";
import { openQueueBackend } from "../../queues/backend.ts";
import { DirectoryInUse } from "../../store/engine/directory-lock.ts";
import { compareVersions } from "../../store/engine/migrate.ts";
import { messageOf } from "../../errors.ts";
import { readConfig } from "../../app/read-config.ts";
import { whyRefused, whyRisky } from "../../web/access.ts";
import type { Config } from "../../config/config.ts";
import type { Command } from "../command.ts";

interface Finding {
  subject: string;
  ok: boolean;
  detail: string;
}

export const command: Command = {
  help: `Usage: wirewatch doctor

Tries what Wirewatch needs and says what it found: Node, configuration, database, queue, mail server, other channels.
Sends nothing and changes no table. Exit code 1 if something is wrong.`,
  async run(context) {
    const config = await readConfig(context);
    const log = openLog("silent", false);
    const findings = [
      nodeVersion(),
      configured(config),
      ...(await storeAndQueue(config, (error) => log.debug(error))),
      ...(await channels(config)),
      ...webPage(config),
    ];
    const ok = findings.every((finding) => finding.ok);
    if (context.json) context.print(JSON.stringify({ ok, findings }));
    else
      for (const { subject, ok, detail } of findings) context.print(`${ok ? "ok   " : "FAULT"}  ${subject.padEnd(9)} ${detail}`);
    return ok ? 0 : 1;
  },
};

function nodeVersion(): Finding {
  const { node, tz } = process.versions;
  const old = Number(node.split(".")[0]) <= 20 ? "; Node 20 is past its end of life and gets no security fixes" : "";
  return { subject: "node", ok: true, detail: `${node}, time zone data ${tz}${old}` };
}

const configured = (config: Config): Finding => ({
  subject: "config",
  ok: true,
  detail: `${config.dir}: ${config.feeds.length} feeds, ${config.digests.length} digests`,
});

async function storeAndQueue(config: Config, onError: (error: Error) => void): Promise<Finding[]> {
  const { state, finding } = await tryStore(config, onError);
  if (config.queue.kind === "redis") return [finding, await tryRedis(config.queue.url, onError)];
  // A queue on the store has no server of its own.
  if (state === "away") return [finding];
  return [finding, { subject: "queue", ok: true, detail: state === "in use" ? "on the store, in use" : "on the store" }];
}

/** Changes nothing in an existing database: the next start makes what is missing. */
async function tryStore(
  config: Config,
  onError: (error: Error) => void,
): Promise<{ state: "open" | "in use" | "away"; finding: Finding }> {
  const where =
    config.store.kind === "pglite" ? `PGlite in ${config.store.dir}` : `Postgres at ${new URL(config.store.url).host}`;
  const found = (ok: boolean, detail: string): Finding => ({ subject: "store", ok, detail: `${where}${detail}` });
  try {
    const database = await openDatabase(config, onError);
    try {
      const { version } = await database.one<{ version: string }>("select split_part(version(), ' ', 2) as version");
      const { ok, tables } = formatTables(await compareVersions(database));
      return { state: "open", finding: found(ok, `, version ${version}, ${tables}`) };
    } finally {
      await database.close();
    }
  } catch (error) {
    // A running Wirewatch has the directory, which is normal.
    if (error instanceof DirectoryInUse)
      return { state: "in use", finding: found(true, `: a Wirewatch is running (process ${error.pid})`) };
    return { state: "away", finding: found(false, `: ${messageOf(error)}`) };
  }
}

function formatTables({ newest, known }: { newest: number; known: number }): { ok: boolean; tables: string } {
  if (newest > known)
    return {
      ok: false,
      tables: `tables at version ${newest}, but this Wirewatch knows only up to ${known}: run a newer Wirewatch`,
    };
  if (newest === known) return { ok: true, tables: "tables up to date" };
  if (newest === 0) return { ok: true, tables: "empty; the first start makes the tables" };
  return { ok: true, tables: `tables at version ${newest} of ${known}; the next start brings them up to date` };
}

/** Asks Redis for its version and settings, and writes nothing. Its faults name it. */
async function tryRedis(url: string, onError: (error: Error) => void): Promise<Finding> {
  try {
    const backend = await openQueueBackend({ kind: "redis", url }, onError);
    await backend.close();
    return { subject: "queue", ok: true, detail: `Redis at ${new URL(url).host}` };
  } catch (error) {
    return { subject: "queue", ok: false, detail: messageOf(error) };
  }
}

/** Empty unless `run` would refuse to open the page, or warn about it. */
function webPage({ web }: Config): Finding[] {
  const refused = whyRefused(web);
  const detail = refused ?? whyRisky(web);
  return detail === null ? [] : [{ subject: "web", ok: refused === null, detail }];
}

/** A channel without a server of its own cannot be tried without sending something. */
async function channels(config: Config): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { kind, verify } of PUSHED) {
    const count = config.digests.flatMap((digest) => digest.channels).filter((channel) => channel.kind === kind).length;
    if (verify !== undefined) findings.push({ subject: kind, ...(await verify(config)) });
    else if (count > 0)
      findings.push({ subject: kind, ok: true, detail: `${count} set; not tried, because a try would send something` });
  }
  return findings;
}
