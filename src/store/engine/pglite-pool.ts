// PGlite in the shape of a `pg.Pool`, for BullMQ: queries, clients, and notifications as events.
import { EventEmitter } from "node:events";
import type { PGlite } from "@electric-sql/pglite";
import type { QueuePool } from "./database.ts";
import type { PgliteSession } from "./pglite-session.ts";

/**
 * PGlite has one session, so every "client" is that session; BullMQ opens a transaction only while it migrates, before anything else
 * runs. LISTEN uses the same session, and its notifications go to every client, since each filters by channel and payload.
 */
export function pglitePool(db: PGlite, session: PgliteSession): QueuePool {
  // exec takes several statements at once, as the migrations need; query takes parameters.
  const query = (text: string, values: readonly unknown[] = []) =>
    values.length > 0 ? session.query(text, values) : session.exec(text);
  const connect = async () => {
    const client = Object.assign(new EventEmitter(), { query, release: () => stop() });
    client.setMaxListeners(0);
    const stop = db.onNotification((channel, payload) => client.emit("notification", { channel, payload }));
    return client;
  };
  const pool = Object.assign(new EventEmitter(), {
    query,
    connect,
    end: async () => {},
    // BullMQ asks whether a dropped connection would be noticed; this one cannot drop.
    options: { keepAlive: true },
  });
  pool.setMaxListeners(0);
  return pool as unknown as QueuePool;
}
