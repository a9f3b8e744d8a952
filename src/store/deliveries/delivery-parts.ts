// The further messages of an issue that is too long for one: each waits for the one before it.
import type { ClaimedDelivery } from "./deliveries.ts";
import type { Sql } from "../engine/database.ts";

/** The next message to the same recipient that nobody has sent yet; null if there is none. */
export async function nextPart(sql: Sql, { issue_id, recipient, part }: ClaimedDelivery): Promise<number | null> {
  const next = await sql.maybeOne<{ id: number }>(
    `select id from deliveries where issue_id = $1 and recipient = $2 and part > $3 and state in ('pending', 'retry', 'uncertain')
       and not_before <> 'infinity' order by part limit 1`,
    [issue_id, recipient, part],
  );
  return next?.id ?? null;
}

/** Lets the later messages wait until this one is tried again. */
export async function delayParts(sql: Sql, { issue_id, recipient, part }: ClaimedDelivery, until: Date): Promise<void> {
  await sql.run(
    `update deliveries set not_before = $4, enqueued_at = null
     where issue_id = $1 and recipient = $2 and part > $3 and state = 'pending' and not_before < $4`,
    [issue_id, recipient, part, until],
  );
}
