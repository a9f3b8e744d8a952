// `wirewatch doctor`: can it reach its database, queue and mail server? In words.
import { openStore } from "../app.ts";
import { openLog } from "../log.ts";
import { openMailer } from "../mail/open-mailer.ts";
import { openQueueBackend } from "../queues/backend.ts";
import { DirectoryInUse } from "../store/directory-lock.ts";
import { print } from "./command.ts";
import { faultInWords } from "./fault-in-words.ts";
import { readConfig } from "./read-config.ts";
import type { Config } from "../config/config.ts";
import type { QueueLocation } from "../queues/backend.ts";
import type { Database } from "../store/database.ts";
import type { Command } from "./command.ts";

interface Finding {
  subject: string;
  ok: boolean;
  detail: string;
}

export const command: Command = {
  help: `Usage: wirewatch doctor

Tries what Wirewatch needs and says in words what it found: Node, configuration, database, queue, mail server.
Sends nothing. Exit code 1 where something is wrong.`,
  async run(context) {
    const config = await readConfig(context);
    const log = openLog("silent", false);
    const findings = [
      nodeVersion(),
      configured(config),
      ...(await storeAndQueue(config, (error) => log.debug(error))),
      await mail(config),
    ];
    const ok = findings.every((finding) => finding.ok);
    if (context.json) print(JSON.stringify({ ok, findings }));
    else for (const { subject, ok, detail } of findings) print(`${ok ? "ok   " : "FAULT"}  ${subject.padEnd(9)} ${detail}`);
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
  const { queue } = config;
  if (queue.kind === "redis") return [await store(config, onError, null), await redis(queue.url, onError)];
  const findings: Finding[] = [];
  const tryQueue = async (database: Database) => {
    findings.push(await queueOn("on the store", { kind: "sql", pool: database.queuePool(), exclusive: false }, onError));
  };
  return [await store(config, onError, tryQueue), ...findings];
}

/** `use` gets the open store, where it can be opened. */
async function store(
  config: Config,
  onError: (error: Error) => void,
  use: ((database: Database) => Promise<void>) | null,
): Promise<Finding> {
  const where =
    config.store.kind === "pglite" ? `PGlite in ${config.store.dir}` : `Postgres at ${new URL(config.store.url).host}`;
  const found = (ok: boolean, detail: string): Finding => ({ subject: "store", ok, detail: `${where}${detail}` });
  try {
    const database = await openStore(config, onError);
    try {
      const { version } = await database.one<{ version: string }>("select split_part(version(), ' ', 2) as version");
      await use?.(database);
      return found(true, `, version ${version}, tables up to date`);
    } finally {
      await database.close();
    }
  } catch (error) {
    // A running Wirewatch has the directory: that is as it should be.
    if (error instanceof DirectoryInUse) return found(true, `: a Wirewatch is running (process ${error.pid})`);
    return found(false, `: ${faultInWords(error)}`);
  }
}

const redis = (url: string, onError: (error: Error) => void): Promise<Finding> =>
  queueOn(`Redis at ${new URL(url).host}`, { kind: "redis", url }, onError);

async function queueOn(where: string, location: QueueLocation, onError: (error: Error) => void): Promise<Finding> {
  try {
    const backend = await openQueueBackend(location, onError);
    await backend.close();
    return { subject: "queue", ok: true, detail: where };
  } catch (error) {
    // Redis is named in its fault.
    return {
      subject: "queue",
      ok: false,
      detail: location.kind === "redis" ? faultInWords(error) : `${where}: ${faultInWords(error)}`,
    };
  }
}

async function mail(config: Config): Promise<Finding> {
  const mailer = openMailer(config.mail.smtp);
  const { ok, detail } = await mailer.verify();
  await mailer.close();
  return { subject: "mail", ok, detail };
}
