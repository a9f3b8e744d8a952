// Incidents: what Wirewatch finds wrong with itself, one open row a kind, and the reports of each to the people who run it.
import type { Sql } from "../engine/database.ts";

export interface Trouble {
  kind: string;
  /** What is wrong and what to do, for people. */
  text: string;
}

export interface Incident extends Trouble {
  id: number;
  began_at: Date;
  seen_at: Date;
  ended_at: Date | null;
}

const COLUMNS = "id, kind, text, began_at, seen_at, ended_at";

export const openIncidents = (sql: Sql): Promise<Incident[]> =>
  sql.many(`select ${COLUMNS} from incidents where ended_at is null order by began_at, id`);

/**
 * Opens an incident for each trouble that has none, and ends those of these kinds that nobody has seen since `calmSince`. Each that begins
 * or ends gets a report a recipient, in the same transaction; who was not told that it began hears of both at its end. Returns what began and ended.
 */
export async function saveTroubles(
  sql: Sql,
  troubles: readonly Trouble[],
  {
    checked,
    recipients,
    calmSince,
    now,
  }: { checked: readonly string[]; recipients: readonly string[]; calmSince: Date; now: Date },
): Promise<{ began: Incident[]; ended: Incident[] }> {
  const began: Incident[] = [];
  for (const { kind, text } of troubles) {
    const known = await sql.run("update incidents set text = $2, seen_at = $3 where kind = $1 and ended_at is null", [
      kind,
      text,
      now,
    ]);
    if (known > 0) continue;
    began.push(
      ...(await sql.many<Incident>(
        `insert into incidents (kind, text, began_at, seen_at) values ($1, $2, $3, $3)
         on conflict (kind) where ended_at is null do nothing returning ${COLUMNS}`,
        [kind, text, now],
      )),
    );
  }
  const ended = await sql.many<Incident>(
    `update incidents set ended_at = $3 where ended_at is null and kind = any($1) and seen_at <= $2 returning ${COLUMNS}`,
    [[...checked], calmSince, now],
  );
  await addReports(sql, began, { phase: "began", recipients, now });
  await sql.run("update incident_reports set state = 'dropped' where incident_id = any($1) and state = 'waiting'", [
    ended.map(({ id }) => id),
  ]);
  await addReports(sql, ended, { phase: "ended", recipients, now });
  return { began, ended };
}

async function addReports(
  sql: Sql,
  incidents: readonly Incident[],
  { phase, recipients, now }: { phase: Report["phase"]; recipients: readonly string[]; now: Date },
): Promise<void> {
  await sql.run(
    `insert into incident_reports (incident_id, phase, recipient, not_before)
     select i, $2, r, $4 from unnest($1::bigint[]) i, unnest($3::text[]) r on conflict do nothing`,
    [incidents.map(({ id }) => id), phase, [...recipients], now],
  );
}

export interface Report extends Incident {
  phase: "began" | "ended";
  recipient: string;
  attempts: number;
}

/** Claims the next report that is due; null if there is none. A claim whose process died before it sent anything ends after `leaseMs`. */
export const claimReport = (sql: Sql, now: Date, leaseMs: number): Promise<Report | null> =>
  sql.maybeOne(
    `update incident_reports r set state = 'claimed', attempts = r.attempts + 1, not_before = $2
     from incidents i where i.id = r.incident_id and (r.incident_id, r.phase, r.recipient) = (
       select incident_id, phase, recipient from incident_reports where state in ('waiting', 'claimed') and not_before <= $1
       order by incident_id, phase, recipient limit 1 for update skip locked)
     returning i.id, i.kind, i.text, i.began_at, i.seen_at, i.ended_at, r.phase, r.recipient, r.attempts`,
    [now, new Date(now.getTime() + leaseMs)],
  );

/** Commits that the message is about to leave: from now on it is not sent again. Throws if the claim is no longer ours. */
export async function beginReport(sql: Sql, { id, phase, recipient, attempts }: Report): Promise<void> {
  const changed = await sql.run(
    "update incident_reports set state = 'begun' where incident_id = $1 and phase = $2 and recipient = $3 and attempts = $4 and state = 'claimed'",
    [id, phase, recipient, attempts],
  );
  if (changed !== 1) throw new Error("the report was taken over by another process");
}

/** `againAt`: nothing arrived, and it is tried again then; null: it is done. */
export const endReport = (
  sql: Sql,
  { id, phase, recipient, attempts }: Report,
  { state, reply, againAt }: { state: "sent" | "failed" | "waiting"; reply: string; againAt: Date | null },
): Promise<number> =>
  sql.run(
    `update incident_reports set state = $5, reply = $6, not_before = coalesce($7, not_before)
     where incident_id = $1 and phase = $2 and recipient = $3 and attempts = $4`,
    [id, phase, recipient, attempts, state, reply, againAt],
  );
