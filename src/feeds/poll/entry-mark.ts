// What an entry said, as a short mark: two marks tell whether its words or only its dates changed, without its text being stored twice.
import { createHash } from "node:crypto";
import type { Entry } from "../feed.ts";

/** Taken of the entry as given: reading its HTML at each poll would cost more than the rest of the poll. */
export function markOf({ title, author, summary, content, publishedAt, updatedAt }: Entry): string {
  return `${hash([title, author, summary, content])}.${hash([publishedAt, updatedAt])}`;
}

/** `before` is null for an entry that was stored by a version that knew no marks. */
export function compareMarks(before: string | null, mark: string): "same" | "words" | "dates" | "unknown" {
  if (before === null) return "unknown";
  if (before === mark) return "same";
  return wordsOf(before) === wordsOf(mark) ? "dates" : "words";
}

const wordsOf = (mark: string): string => mark.slice(0, mark.indexOf("."));

function hash(parts: readonly (string | null)[]): string {
  const sum = createHash("sha256");
  for (const part of parts) sum.update(part === null ? "-" : `+${part.length} ${part}`);
  return sum.digest("base64url").slice(0, 16);
}
