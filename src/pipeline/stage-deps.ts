// Everything that stages may use, and everything that code which wakes them may use. The app builds both; tests may build their own.
import type { DeliveryPauses } from "./send-digests/delivery-pauses.ts";
import type { Config, ConfigFault } from "../config/config.ts";
import type { PoliteClient } from "../http/polite-client.ts";
import type { Logger } from "../log.ts";
import type { Mailer } from "../channels/mail/mailer.ts";
import type { Producer } from "./enqueue.ts";
import type { Database } from "../store/engine/database.ts";
import type { Threads } from "../threads/pool.ts";
import type { CompiledWatchlists } from "../watchlists/compile-watchlists.ts";

export interface StageDeps {
  database: Database;
  /** As they are now: a hot reload replaces these five. */
  config(): Config;
  /** What is wrong with the configuration on disk, while the last good one stays in force. */
  configFaults(): readonly ConfigFault[];
  watchlists(): CompiledWatchlists;
  client(): PoliteClient;
  mailer(): Mailer;
  threads: Threads;
  /** Where readers reach the pages, or null if no process is known to serve them. */
  pagesUrl(): string | null;
  deliveryPauses: DeliveryPauses;
  now(): Date;
  /** 0 up to 1. */
  random(): number;
  log: Logger;
}

/** For chores, use cases and the hub callback. A handler has no producer: it returns what to hand on. */
export interface PipelineDeps extends StageDeps {
  producer: Producer;
}
