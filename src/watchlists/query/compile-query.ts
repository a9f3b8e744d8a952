// Compiles a single query, with the sets of the watchlists' files and of the shipped packs.
import { compileWatchlists } from "../compile-watchlists.ts";
import { necessaryWords } from "../necessary-words.ts";
import { packNamed, packNames } from "../packs/packs.ts";
import type { CompiledWatchlists } from "../compile-watchlists.ts";
import type { NecessaryWords } from "../necessary-words.ts";
import type { QueryFault } from "./query.ts";
import type { WordPattern } from "../words/word-pattern.ts";
import type { WatchlistFault, WatchlistFile } from "../watchlist.ts";

type File = { file: string; content: WatchlistFile };

/** `words`: the words that each matching article contains, or null if there are none. */
export type CompiledQuery =
  | { kind: "query"; compiled: CompiledWatchlists; words: NecessaryWords | null }
  | { kind: "fault"; fault: QueryFault };

const place = "the query";

/** Its one match has the id `query`. Does not report faults in the files' sets. */
export function compileQuery(query: string, files: readonly File[]): CompiledQuery {
  const { compiled, faults, words } = compileWithWords(filesOfQuery(query, files));
  const fault = faultOfQuery(faults);
  return fault ? { kind: "fault", fault } : { kind: "query", compiled, words };
}

/** The fault in the query itself; null if there is none. */
export function faultOfQuery(faults: readonly WatchlistFault[]): QueryFault | null {
  const fault = faults.find(({ file, severity }) => file === place && severity === "error");
  return fault ? { message: fault.message, offset: fault.offset ?? 0 } : null;
}

/** The shipped packs that the query needs: those with a set that it names and no file has. */
export function packsNamed(query: string, files: readonly File[]): string[] {
  const names = [...query.matchAll(/\$([\p{L}\p{N}_][\p{L}\p{M}\p{N}_-]*)/gu)].map(([, set = ""]) => set);
  const unknown = names.filter((set) => !files.some(({ content }) => Object.hasOwn(content.sets ?? {}, set)));
  return packNames.filter((pack) => unknown.some((set) => Object.hasOwn(packNamed(pack)?.sets ?? {}, set)));
}

/** The query as the one watchlist, with all sets. */
export function filesOfQuery(query: string, files: readonly File[]): File[] {
  const own = { file: place, content: { watchlists: [{ id: "query", query }] } };
  // Most queries name no set, and packs take long to read.
  if (!query.includes("$")) return [own];
  const sets = files.map(({ file, content }) => ({ file, content: { ...content, watchlists: [] } }));
  // As in the files, a set of the user's wins over a pack's set of the same name.
  const shippedSets = new Set(packNames.flatMap((name) => Object.keys(packNamed(name)?.sets ?? {})));
  const winners = files.filter(({ content }) => Object.keys(content.sets ?? {}).some((name) => shippedSets.has(name)));
  const include = [...winners.map(({ file }) => file), ...packNames];
  return [...sets, { file: place, content: { include, ...own.content } }];
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
