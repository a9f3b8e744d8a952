// Decides which entries that a feed already held at its first poll may alert.
import type { Entry } from "../feed.ts";

/** How old an entry may be to alert on its feed's first poll. */
export type Backlog = { kind: "none" } | { kind: "all" } | { kind: "within"; ms: number };

/** Returns true if a new entry may alert. After the first poll every new entry may; an undated one cannot be called young. */
export function mayAlert(
  entry: Pick<Entry, "publishedAt" | "updatedAt">,
  backlog: Backlog,
  firstPoll: boolean,
  now: Date,
): boolean {
  if (!firstPoll || backlog.kind === "all") return true;
  if (backlog.kind === "none") return false;
  const date = entry.publishedAt ?? entry.updatedAt;
  // A date in the future is the publisher's mistake: the entry counts as new.
  return date !== null && now.getTime() - Date.parse(date) <= backlog.ms;
}

/** Why an entry was passed over, by what is stored of it; `undated` is one that could not be called young. "" if it was not. */
export const whySkipped = ({ skipped, publishedAt }: { skipped: string | null; publishedAt: string | null }): string =>
  skipped === "backlog" && publishedAt === null ? "undated" : (skipped ?? "");
