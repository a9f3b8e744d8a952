// What the web pages may use.
import type { HttpBindings } from "@hono/node-server";
import type { Desk } from "../desk/desk.ts";
import type { Config, ConfigFault } from "../config/config.ts";
import type { Logger } from "../log.ts";
import type { HubCallback } from "../pipeline/poll-feeds/websub/hub-callback.ts";
import type { Links } from "./links.ts";

/** `links` are there once a request has proved to be that of a person who may read everything. */
// oxlint-disable-next-line typescript/consistent-type-definitions
export type WebEnv = { Bindings: HttpBindings; Variables: { links?: Links } };

export interface WebDeps {
  desk: Desk;
  config(): Config;
  /** What is wrong with the configuration on disk, while the last good one stays in force. */
  configFaults?(): readonly ConfigFault[];
  now(): Date;
  log: Logger;
  /** What hubs are answered; without it there is no such address. */
  hubCallback?: HubCallback;
}
