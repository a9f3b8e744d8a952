// Keeps the store open, as a Wirewatch that runs does: commands ask it over its socket, and none of them opens the store for itself.
import { openStoreDesk } from "../../src/app/open-store-desk.ts";
import { loadConfig } from "../../src/config/load/load-config.ts";
import { openLog } from "../../src/log.ts";
import { openDeskSocket } from "../../src/web/desk-socket.ts";

export interface KeptOpen {
  /** Commands open the store again. May be called twice. */
  close(): Promise<void>;
}

/** The configuration is that of now. A first command should have made the store, and one that needs it alone comes after `close`. */
export async function keepOpen(configDir: string, dataDir: string): Promise<KeptOpen> {
  const { config } = await loadConfig({ dir: configDir, dataDir });
  const opened = config && (await openStoreDesk(config));
  if (opened === null) throw new Error("there is no configuration, or no store");
  const socket = await openDeskSocket({ desk: opened.desk, dataDir, log: openLog("silent", false) });
  let closed: Promise<void> | null = null;
  return { close: () => (closed ??= socket.close().then(opened.close)) };
}
