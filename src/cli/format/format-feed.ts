// Formats a feed document for people: its metadata, its faults, and one block for each entry.
import { minuteOf } from "../../text/dates/minute-of.ts";
import type { Entry, ParsedFeed } from "../../feeds/feed.ts";

const SUMMARY_CHARS_MAX = 200;

/** Lines for a terminal. */
export function formatFeed(name: string, { feed, entries, incomplete }: Omit<ParsedFeed, "ttlMinutes">): string {
  const facts = { Feed: feed.title, Site: feed.url, Language: feed.language, Entries: countEntries(entries) };
  const lines = Object.entries(facts).map(([fact, value]) => `${`${fact}:`.padEnd(10)}${value ?? "not said"}`);
  if (incomplete) lines.push(`${"Damaged:".padEnd(10)}entries may be missing; these stood whole in it`);
  return [name, ...lines, "", ...entries.map(describeEntry)].join("\n");
}

function countEntries(entries: readonly Entry[]): string {
  const lacking = {
    "a title": entries.filter(({ title }) => title === null).length,
    "an address": entries.filter(({ url }) => url === null).length,
    "a date": entries.filter(({ publishedAt, updatedAt }) => (publishedAt ?? updatedAt) === null).length,
  };
  const words = Object.entries(lacking)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} without ${what}`);
  return [String(entries.length), ...words].join(", ");
}

function describeEntry({ title, url, author, publishedAt, updatedAt, summary }: Entry): string {
  const at = publishedAt ?? updatedAt;
  const date = at === null ? "no date".padEnd(16) : minuteOf(at);
  const indent = " ".repeat(18);
  const words = summary?.replace(/\s+/g, " ") ?? "";
  const cut = words.length > SUMMARY_CHARS_MAX ? `${words.slice(0, SUMMARY_CHARS_MAX).replace(/\s\S*$/, "")} …` : words;
  return [`${date}  ${title ?? "(no title)"}`, author === null ? "" : `by ${author}`, url ?? "", cut]
    .filter((line) => line !== "")
    .join(`\n${indent}`)
    .concat("\n");
}
