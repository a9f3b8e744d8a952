// What a stage may use; app.ts builds it, tests may build their own.
import type { DeliveryPauses } from "./send-digests/delivery-pauses.ts";
import type { Config } from "../config/config.ts";
import type { PoliteClient } from "../http/polite-client.ts";
import type { Logger } from "../log.ts";
import type { Mailer } from "../channels/mail/mailer.ts";
import type { Producer } from "./enqueue.ts";
import type { Payload, StageName } from "./pipeline.ts";
import type { Database } from "../store/engine/database.ts";
import type { Threads } from "../threads/pool.ts";
import type { CompiledWatchlists } from "../watchlists/compile-watchlists.ts";

export interface StageDeps {
  database: Database;
  /** As they are now: a hot reload replaces these four. */
  config(): Config;
  watchlists(): CompiledWatchlists;
  client(): PoliteClient;
  mailer(): Mailer;
  threads: Threads;
  producer: Producer;
  /** Where readers reach the pages that a process serves, or null where none is known to. */
  pagesUrl(): string | null;
  deliveryPauses: DeliveryPauses;
  now(): Date;
  /** 0 up to 1. */
  random(): number;
  log: Logger;
}

/** Wakes the next stage. What was committed is safe without: the sweeper finds it, so a queue that is away costs time only. */
export async function handOn<S extends StageName>(
  deps: Pick<StageDeps, "producer" | "log">,
  stage: S,
  payloads: readonly Payload<S>[],
): Promise<void> {
  if (payloads.length === 0) return;
  try {
    await deps.producer.enqueue(stage, payloads);
  } catch (error) {
    deps.log.warn({ stage, jobs: payloads.length, err: error }, "the queue did not take work; the sweeper will hand it on");
  }
}
