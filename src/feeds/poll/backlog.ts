// Which of the entries that a feed already held when it was first polled may alert anyone.
import type { Entry } from "../feed.ts";

/** How old an entry may be to alert on its feed's first poll. */
export type Backlog = { kind: "none" } | { kind: "all" } | { kind: "within"; ms: number };

/** True where an entry that is new to us may alert. After the first poll every new entry may; an undated one can't be called young. */
export function mayAlert(
  entry: Pick<Entry, "publishedAt" | "updatedAt">,
  backlog: Backlog,
  firstPoll: boolean,
  now: Date,
): boolean {
  if (!firstPoll || backlog.kind === "all") return true;
  if (backlog.kind === "none") return false;
  const date = entry.publishedAt ?? entry.updatedAt;
  // A date in the future is the publisher's slip: the entry is as young as now.
  return date !== null && now.getTime() - Date.parse(date) <= backlog.ms;
}
