// Compiles a single query, with the sets of the watchlists' files and of the shipped packs.
import { compileWatchlists } from "../compile-watchlists.ts";
import { necessaryWords } from "../necessary-words.ts";
import { packNamed, packNames } from "../packs/packs.ts";
import type { CompiledWatchlists } from "../compile-watchlists.ts";
import type { NecessaryWords } from "../necessary-words.ts";
import type { QueryFault } from "./query.ts";
import type { WordPattern } from "../words/word-pattern.ts";
import type { WatchlistFile } from "../watchlist.ts";

type File = { file: string; content: WatchlistFile };

/** `words`: the words that each matching article contains, or null if there are none. */
export type CompiledQuery =
  | { kind: "query"; compiled: CompiledWatchlists; words: NecessaryWords | null }
  | { kind: "fault"; fault: QueryFault };

const place = "the query";

/** Its one match has the id `query`. Does not report faults in the files' sets. */
export function compileQuery(query: string, files: readonly File[]): CompiledQuery {
  const sets = files.map(({ file, content }) => ({ file, content: { ...content, watchlists: [] } }));
  // As in the files, a set of the user's wins over a pack's set of the same name.
  // Most queries name no set, and packs take long to read.
  const packs = query.includes("$") ? packNames : [];
  const shippedSets = new Set(packs.flatMap((name) => Object.keys(packNamed(name)?.sets ?? {})));
  const winners = files.filter(({ content }) => Object.keys(content.sets ?? {}).some((name) => shippedSets.has(name)));
  const include = [...winners.map(({ file }) => file), ...packs];
  const own = { file: place, content: { include, watchlists: [{ id: "query", query }] } };
  const { compiled, faults, words } = compileWithWords([...sets, own]);
  const fault = faults.find(({ file, severity }) => file === place && severity === "error");
  return fault
    ? { kind: "fault", fault: { message: fault.message, offset: fault.offset ?? 0 } }
    : { kind: "query", compiled, words };
}

/** The words that each article matched by any of these files' watchlists contains. */
export function compileWithWords(
  files: readonly File[],
): ReturnType<typeof compileWatchlists> & { words: NecessaryWords | null } {
  const patterns = new Map<number, readonly WordPattern[]>();
  const { compiled, faults } = compileWatchlists(files, patterns);
  const parts = compiled.watchlists.map(({ expression }) => necessaryWords(expression, (phrase) => patterns.get(phrase) ?? []));
  const sound = parts.filter((part) => part !== null);
  const words: NecessaryWords | null = sound.length < parts.length || parts.length === 0 ? null : { kind: "any", parts: sound };
  return { compiled, faults, words };
}
