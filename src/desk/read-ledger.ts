// The ledger for people, with the steps of the clock that make its times doubtful.
import { listClockSteps } from "../store/clock.ts";
import { listLedger } from "../store/views/ledger.ts";
import type { Sql } from "../store/engine/database.ts";
import type { LedgerFilter, LedgerRow } from "../store/views/ledger.ts";

/** Times are ISO 8601. */
export interface LedgerEntry extends Omit<LedgerRow, "fault_at" | "created_at" | "sent_at" | "next_at"> {
  fault_at: string | null;
  created_at: string;
  sent_at: string | null;
  next_at: string | null;
}

export interface Ledger {
  /** Newest first. */
  rows: LedgerEntry[];
  /** When this machine's clock was set back, and the time that it had shown. */
  clockSteps: { at: string; was: string }[];
}

export async function readLedger(sql: Sql, filter: LedgerFilter): Promise<Ledger> {
  const [rows, steps] = await Promise.all([listLedger(sql, filter), listClockSteps(sql, new Date(0))]);
  return {
    rows: rows.map((row) => ({
      ...row,
      fault_at: iso(row.fault_at),
      created_at: row.created_at.toISOString(),
      sent_at: iso(row.sent_at),
      next_at: iso(row.next_at),
    })),
    clockSteps: steps.map(({ at, was }) => ({ at: at.toISOString(), was: was.toISOString() })),
  };
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
