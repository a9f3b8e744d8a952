// What the web pages may use.
import type { Desk } from "../desk/desk.ts";
import type { Config } from "../config/config.ts";
import type { Logger } from "../log.ts";
import type { Producer } from "../pipeline/enqueue.ts";
import type { HubCallback } from "../pipeline/poll-feeds/websub/hub-callback.ts";
import type { Database } from "../store/engine/database.ts";

export interface WebDeps {
  desk: Desk;
  database: Database;
  producer: Pick<Producer, "depths">;
  config(): Config;
  now(): Date;
  log: Logger;
  /** What hubs are answered; without it there is no such address. */
  hubCallback?: HubCallback;
  /** Sends a digest's next issue at a command's word. */
  sendNow?: (digest: string) => Promise<unknown>;
  /** What a command must show to change something; without one none may. */
  commandToken?: string | null;
}
