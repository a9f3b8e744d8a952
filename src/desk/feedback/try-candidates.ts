// Tries edits of a watchlist on one article: whether it still matches, and which tests fail.
import { only } from "../search/ask-backtest.ts";
import { edited } from "../../feedback/edit.ts";
import type { Engine } from "../search/ask-backtest.ts";
import type { Config } from "../../config/config.ts";
import type { Edit } from "../../feedback/edit.ts";
import type { Span, WatchlistFile } from "../../watchlists/watchlist.ts";
import type { ArchivedArticle } from "../archive.ts";

interface Trial {
  /** Null if the edit has a fault. */
  spans: readonly Span[] | null;
  matches: boolean;
  /** Which of the tried lines fail as tests, by their number. */
  failing: ReadonlySet<number>;
  /** Whether tests fail that were there before. */
  breaksTests: boolean;
}

export interface Bench {
  file: string;
  /** The number of the watchlist in its file. */
  index: number;
  id: string;
  inForce: Config["watchlists"];
  engine: Engine;
  article: ArchivedArticle;
}

/** The configuration with these edits of one of its files. Throws if they do not fit. */
export const withEdits = ({ inForce, file }: Pick<Bench, "inForce" | "file">, edits: readonly Edit[]): Config["watchlists"] =>
  inForce.map((one) =>
    one.file === file
      ? { file, content: edits.reduce<unknown>((content, edit) => edited(content, edit), one.content) as WatchlistFile }
      : one,
  );

/** `lines` become tests of this kind. */
export async function tryEdits(
  bench: Bench,
  edits: readonly Edit[],
  { kind, lines }: { kind: "match" | "no_match"; lines: readonly string[] },
): Promise<Trial> {
  const { inForce, file, index, id, engine, article } = bench;
  const path = ["watchlists", index, "tests", kind];
  const files = only(withEdits(bench, [...edits, ...lines.map((text) => ({ kind: "add" as const, path, text }))]), [id]);
  const { faults, failing } = await engine.read(files);
  if (faults.some((fault) => fault.severity === "error" && fault.file === file))
    return { spans: null, matches: false, failing: new Set(), breaksTests: true };
  const [found] = await engine.judge(files)([article]);
  const match = found?.find(({ watchlist }) => watchlist === id);
  const definition = inForce.find((one) => one.file === file)?.content.watchlists?.[index];
  const known = definition?.tests?.[kind]?.length ?? 0;
  // A file with this watchlist alone has it in the first place.
  const isTried = ({ path: at }: { path: (string | number)[] }) => at[3] === kind && Number(at[4]) >= known;
  return {
    spans: match?.spans ?? [],
    matches: match !== undefined,
    failing: new Set(failing.filter(isTried).map(({ path: at }) => Number(at[4]) - known)),
    breaksTests: failing.some((fault) => !isTried(fault)),
  };
}
