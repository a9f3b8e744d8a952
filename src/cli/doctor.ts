// `wirewatch doctor`: can it reach its database, queue and mail server? In words.
import { openStore } from "../app.ts";
import { openLog } from "../log.ts";
import { openMailer } from "../mail/open-mailer.ts";
import { openQueueBackend } from "../queues/backend.ts";
import { DirectoryInUse } from "../store/directory-lock.ts";
import { print } from "./command.ts";
import { readConfig } from "./read-config.ts";
import type { Config } from "../config/config.ts";
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
  const where =
    config.store.kind === "pglite" ? `PGlite in ${config.store.dir}` : `Postgres at ${new URL(config.store.url).host}`;
  try {
    const database = await openStore(config, onError);
    try {
      const { version } = await database.one<{ version: string }>("select split_part(version(), ' ', 2) as version");
      const store = { subject: "store", ok: true, detail: `${where}, version ${version}, tables up to date` };
      return [store, await queue(config, database.queuePool(), onError)];
    } finally {
      await database.close();
    }
  } catch (error) {
    // A running Wirewatch has the directory: that is as it should be.
    if (error instanceof DirectoryInUse)
      return [{ subject: "store", ok: true, detail: `${where}: a Wirewatch is running (process ${error.pid})` }];
    return [{ subject: "store", ok: false, detail: `${where}: ${(error as Error).message}` }];
  }
}

async function queue(config: Config, pool: unknown, onError: (error: Error) => void): Promise<Finding> {
  const where = config.queue.kind === "redis" ? `Redis at ${new URL(config.queue.url).host}` : "on the store";
  try {
    const backend = await openQueueBackend(
      config.queue.kind === "redis" ? { kind: "redis", url: config.queue.url } : { kind: "sql", pool, exclusive: false },
      onError,
    );
    await backend.close();
    return { subject: "queue", ok: true, detail: where };
  } catch (error) {
    return { subject: "queue", ok: false, detail: `${where}: ${(error as Error).message}` };
  }
}

async function mail(config: Config): Promise<Finding> {
  const mailer = openMailer(config.mail.smtp);
  const { ok, detail } = await mailer.verify();
  await mailer.close();
  return { subject: "mail", ok, detail };
}
