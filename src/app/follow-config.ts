// Hot reload for a running process: a good edit takes effect; a broken one is reported, and the last good one stays in force.
import { isDeepStrictEqual } from "node:util";
import { formatFault } from "../config/format-fault.ts";
import { watchConfig } from "../config/watch/watch-config.ts";
import type { App } from "./open-app.ts";
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
    async onChange(next) {
      try {
        await app.reload(next);
      } catch (thrown) {
        log.error({ err: thrown }, "the changed configuration could not be taken up; it is tried again");
        throw thrown;
      }
      const waiting = keysThatWait(current, next);
      const but = waiting.length === 0 ? "" : `, but for ${waiting.join(" and ")}: that takes a restart`;
      log.info({ feeds: next.feeds.length, digests: next.digests.length }, `the changed configuration is in force${but}`);
    },
    onFault(faults) {
      app.noteFaults(faults);
      log.error({ faults: faults.map(formatFault) }, "the changed configuration has faults; the last good one goes on");
    },
  });
}

/** The settings that are opened once, and keep their value from the start. */
function keysThatWait(atStart: Config, next: Config): string[] {
  const before = openedOnce(atStart);
  return Object.entries(openedOnce(next)).flatMap(([key, value]) => (isDeepStrictEqual(value, before[key]) ? [] : [key]));
}

function openedOnce({ store, queue, web }: Config): Record<string, unknown> {
  return { store, queue, "web.listen": [web.host, web.port], "web.access": web.access };
}
