// Issues as they were sent, with what became of each mail.
import { findIssueRow, recentIssues } from "../../store/issues.ts";
import { readLedger } from "../read-ledger.ts";
import type { DeskDeps } from "../desk-deps.ts";
import type { LedgerEntry } from "../read-ledger.ts";

export interface ListedIssue {
  id: number;
  digest: string;
  /** ISO 8601. */
  createdAt: string;
  subject: string;
  /** How many mails are in each state. */
  deliveries: Record<string, number>;
}

export interface IssueRecord {
  id: number;
  digest: string;
  createdAt: string;
  subject: string;
  /** Of the mail, as it was sent. */
  html: string;
  text: string;
  /** Dates are ISO 8601. */
  deliveries: LedgerEntry[];
}

const DELIVERIES_MAX = 1_000;

export interface IssuePage {
  /** The newest first. */
  issues: ListedIssue[];
  /** The number from which the next page goes on; null at the end. */
  before: number | null;
}

export async function listIssuePage(
  { database }: DeskDeps,
  { digest, before, limit }: { digest: string | null; before: number | null; limit: number },
): Promise<IssuePage> {
  const rows = await recentIssues(database, limit + 1, { digest, before });
  const issues = rows.slice(0, limit).map(({ id, digest_id, created_at, subject, deliveries }) => {
    const states = new Map<string, number>();
    for (const { state } of deliveries) states.set(state, (states.get(state) ?? 0) + 1);
    return { id, digest: digest_id, createdAt: created_at.toISOString(), subject, deliveries: Object.fromEntries(states) };
  });
  return { issues, before: rows.length > limit ? (issues.at(-1)?.id ?? null) : null };
}

/** Returns null if there is no such issue. */
export async function readIssue({ database }: DeskDeps, { issue }: { issue: number }): Promise<IssueRecord | null> {
  const row = await findIssueRow(database, issue);
  if (row === null) return null;
  const { rows } = await readLedger(database, { digest: null, recipient: null, state: null, issue, limit: DELIVERIES_MAX });
  const { digest_id: digest, created_at, subject, html, plain: text } = row;
  return { id: issue, digest, createdAt: created_at.toISOString(), subject, html, text, deliveries: rows.toReversed() };
}
