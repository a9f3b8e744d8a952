// What a command that searches the archive asks a running Wirewatch for.
import { countArchived, listArchived, listArticles } from "../store/views/archive.ts";
import type { Sql } from "../store/engine/database.ts";
import type { NecessaryWords } from "../watchlists/necessary-words.ts";

const idsMax = 500;

/** Undefined for a path that is none of these. */
export async function answerArchive(sql: Sql, path: string, query: URLSearchParams): Promise<unknown> {
  const since = dateIn(query.get("since"));
  switch (path) {
    case "/archive/count.json":
      return countArchived(sql, since);
    case "/archive/list.json":
      return listArchived(sql, { words: wordsIn(query.get("words")), since, matchedBy: namesIn(query.get("matched_by")) });
    case "/archive/articles.json":
      return listArticles(sql, idsIn(query.get("ids") ?? ""));
    default:
      return undefined;
  }
}

function dateIn(text: string | null): Date | null {
  const date = new Date(text ?? "");
  return Number.isNaN(date.getTime()) ? null : date;
}

const idsIn = (text: string): number[] =>
  text
    .split(",", idsMax)
    .filter((id) => /^\d{1,15}$/.test(id))
    .map(Number);

function namesIn(text: string | null): string[] {
  const names = jsonIn(text);
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}

function jsonIn(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null") as unknown;
  } catch {
    return null;
  }
}

/** Null, which asks for everything, where they are not as `JSON.stringify` wrote them. */
function wordsIn(text: string | null): NecessaryWords | null {
  const words = jsonIn(text);
  return areWords(words) ? words : null;
}

function areWords(value: unknown): value is NecessaryWords {
  const { kind, word, prefix, parts } = Object(value) as Record<string, unknown>;
  if (kind === "word") return typeof word === "string" && word !== "" && typeof prefix === "boolean";
  return (kind === "all" || kind === "any") && Array.isArray(parts) && parts.length > 0 && parts.every(areWords);
}
