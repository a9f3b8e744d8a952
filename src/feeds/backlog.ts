// Backlog: which entries of a feed's first poll may alert, so that a new feed does not bring a year of old news.
import type { Backlog } from "../config/config.ts";
import type { Entry } from "./feed.ts";

/** After the first poll every new entry may. An entry without a date counts as old, as nothing says that it is not. */
export function mayAlert(entry: Pick<Entry, "publishedAt" | "updatedAt">, backlog: Backlog, firstPoll: boolean, now: Date): boolean {
  if (!firstPoll || backlog.kind === "all") return true;
  const date = entry.publishedAt ?? entry.updatedAt;
  return backlog.kind === "within" && date !== null && now.getTime() - Date.parse(date) <= backlog.ms;
}
