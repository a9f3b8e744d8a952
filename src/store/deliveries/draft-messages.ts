// The messages of an issue for many readers are stored before the issue's transaction: an embedded database does nothing else during one.
import { toJson } from "../engine/database.ts";
import { inParts } from "../engine/parts.ts";
import type { Sql } from "../engine/database.ts";

/** How many bytes of messages one statement takes: on an embedded database nothing else runs meanwhile. */
export const MESSAGES_BYTES_MAX = 1_000_000;

/**
 * Stores the messages of an issue to come, each part in a transaction of its own, where `insertDeliveries` finds them by their places, while
 * `work` runs; if they are few it stores nothing, and says so.
 */
export async function withDraft<T>(
  sql: Sql,
  issue: number,
  messages: readonly Uint8Array[],
  work: (isDrafted: boolean) => Promise<T>,
): Promise<T> {
  if (messages.reduce((sum, { length }) => sum + length, 0) <= MESSAGES_BYTES_MAX) return work(false);
  try {
    await draftMessages(sql, issue, messages);
    return await work(true);
  } finally {
    // What stays is deleted after a day.
    await sql.run("delete from draft_messages where issue_id = $1", [issue]).catch(() => undefined);
  }
}

async function draftMessages(sql: Sql, issue: number, messages: readonly Uint8Array[]): Promise<void> {
  let place = 0;
  for await (const part of inParts(messages, ({ length }) => length, MESSAGES_BYTES_MAX)) {
    await sql.run(
      `insert into draft_messages (issue_id, place, message)
       select $1, $2::integer + part.place - 1, substring($4::bytea from start for length)
       from rows from (jsonb_to_recordset($3::jsonb) as (start integer, length integer)) with ordinality as part(start, length, place)`,
      [issue, place, toJson(placesIn(part)), Buffer.concat(part)],
    );
    place += part.length;
  }
}

/** Where each stands in all of them, one behind the other; counted from 1, as SQL does. */
export function placesIn(messages: readonly Uint8Array[]): { start: number; length: number }[] {
  let start = 1;
  return messages.map(({ length }) => {
    start += length;
    return { start: start - length, length };
  });
}

/** Deletes those of processes that died before they wrote their issue. */
export const dropOldDrafts = (sql: Sql): Promise<number> =>
  sql.run("delete from draft_messages where created_at < clock_timestamp() - interval '1 day'", []);
