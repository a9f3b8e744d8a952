// Runs stages and the pages until told to stop, and closes everything however it ends.
import { toError } from "../errors.ts";
import { STAGE_NAMES } from "../pipeline/pipeline.ts";
import { openHubCallback } from "../pipeline/poll-feeds/websub/hub-callback.ts";
import { watchSources } from "../pipeline/poll-feeds/watch-sources.ts";
import { openMetricsPort } from "../web/metrics.ts";
import { openWeb } from "../web/open-web.ts";
import { CommandError } from "../errors.ts";
import { followConfig } from "./follow-config.ts";
import type { App } from "./open-app.ts";
import type { Config } from "../config/config.ts";
import type { Logger } from "../log.ts";
import type { StageName } from "../pipeline/pipeline.ts";

export interface Work {
  app: App;
  config: Config;
  folders: { configDir: string; dataDir: string };
  /** Absent: all of them. */
  stages?: readonly StageName[];
  log: Logger;
  /** Resolves to the name of the signal. */
  untilStopped(): Promise<string>;
}

/** Resolves when a signal has come and all is drained. `announce` gets the pages' address. */
export async function workUntilStopped(
  { app, config, folders, stages = STAGE_NAMES, log, untilStopped }: Work,
  announce: (url: string) => void,
): Promise<void> {
  try {
    const hubCallback = openHubCallback(app.deps, app.tally.count);
    const web = await openWeb({ ...app.deps, desk: app.desk, log, hubCallback }).catch((thrown: unknown) => {
      throw new CommandError(toError(thrown).message, { cause: thrown });
    });
    const metrics = await openPort(app, config, log);
    app.servePages();
    app.start(stages);
    const watching = stages.includes("poll-feeds") ? watchSources(app.deps) : null;
    const following = followConfig(app, folders, config, log);
    announce(web.url);
    if (stages.includes("send-digests")) warnOfOutbox(config, log);
    const signal = await untilStopped();
    log.info({ signal }, "stopping");
    await Promise.all([following.close(), watching?.close()]);
    await Promise.all([web.close(), metrics?.close()]);
  } finally {
    await app.close();
  }
}

async function openPort({ desk }: App, { metrics }: Config, log: Logger) {
  if (metrics === null || metrics === undefined) return null;
  const opened = await openMetricsPort(metrics, { desk, log }).catch((thrown: unknown) => {
    throw new CommandError(toError(thrown).message, { cause: thrown });
  });
  log.info({ metrics: opened.url }, "figures for a collector");
  return opened;
}

function warnOfOutbox({ mail, digests }: Config, log: Logger): void {
  if (mail.smtp.kind !== "outbox" || !digests.some(({ channels }) => channels.some(({ kind }) => kind === "mail"))) return;
  log.warn({ outbox: mail.smtp.dir }, "no mail server is set (mail.smtp or SMTP_URL): mails are only written to files");
}
