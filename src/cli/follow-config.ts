// Hot reload for a running process: a good edit comes into force, a broken one is reported and the last good one goes on.
import { formatFault } from "../config/format-fault.ts";
import { watchConfig } from "../config/watch-config.ts";
import type { App } from "../app.ts";
import type { Config } from "../config/config.ts";
import type { Logger } from "../log.ts";

export function followConfig(
  app: App,
  folders: { configDir: string; dataDir: string },
  current: Config,
  log: Logger,
): { close(): Promise<void> } {
  return watchConfig({
    dir: folders.configDir,
    dataDir: folders.dataDir,
    current,
    onChange(next) {
      app.reload(next).then(
        () => log.info({ feeds: next.feeds.length, digests: next.digests.length }, "the changed configuration is in force"),
        (error: unknown) => log.error({ err: error }, "the changed configuration could not be taken up"),
      );
    },
    onFault: (faults) =>
      log.error({ faults: faults.map(formatFault) }, "the changed configuration has faults; the last good one goes on"),
  });
}
