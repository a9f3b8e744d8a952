// Makes the proposals for a complaint: edits of the watchlist's file, each as a diff, with what it would have changed in ninety days.
import { isDeepStrictEqual } from "node:util";
import { readEnvironment } from "../../config/load/environment.ts";
import { loadText } from "../../config/load/load-file.ts";
import { watchlistsSchema } from "../../config/schemas/watchlists-schema.ts";
import { archiveArticles } from "../archive.ts";
import { engineHere, engineIn } from "../search/ask-backtest.ts";
import { spliceYaml } from "../../config/splice/splice-yaml.ts";
import { unifiedDiff } from "../../config/yaml/unified-diff.ts";
import { narrower } from "../../feedback/narrower.ts";
import { isEvidence } from "../../feedback/saying.ts";
import { testLines } from "../../feedback/test-lines.ts";
import { wider } from "../../feedback/wider.ts";
import { listSites } from "../../store/feedback/feedback.ts";
import { findExplained } from "../../store/views/explanations.ts";
import { addressesLike } from "../explain-article.ts";
import { readWatchlistFile } from "../watchlists/watchlist-file.ts";
import { chooseEdits, editsOf } from "./choose-edits.ts";
import { runBack } from "./run-back.ts";
import { tryEdits } from "./try-candidates.ts";
import type { Complaint } from "../../feedback/saying.ts";
import type { Edit } from "../../feedback/edit.ts";
import type { Span, WatchlistDefinition, WatchlistFile } from "../../watchlists/watchlist.ts";
import type { ArchivedArticle } from "../archive.ts";
import type { DeskDeps } from "../desk-deps.ts";
import type { Chosen } from "./choose-edits.ts";
import type { RunBack } from "./run-back.ts";
import type { Bench } from "./try-candidates.ts";

interface Proposal extends RunBack {
  /** A sentence without its full stop. */
  what: string;
  /** The line of the tests that holds it; null where tests cannot. */
  test: Chosen["test"];
  edits: Edit[];
  /** One hunk, as `git apply` takes it. */
  diff: string;
}

export interface Proposals {
  /** As in `watchlists/myanmar.yaml`, and the SHA-256 of its text that the diffs are against. */
  file: string;
  sha256: string;
  proposals: Proposal[];
  /** Why there is none; null if there is one. */
  none: string | null;
}

const SHOWN_MAX = 3;
/** A praised match that is lost weighs as many false ones that go. */
const PRAISE = 3;

/** `lookMs`: for how long the archive is read for each edit. Null if the watchlist or its file is gone. */
export async function makeProposals(
  deps: DeskDeps,
  complaint: Complaint,
  all: readonly Complaint[],
  lookMs: number,
): Promise<Proposals | null> {
  const config = deps.config();
  const place = config.watchlists
    .flatMap(({ file, content }) => (content.watchlists ?? []).map((definition, index) => ({ file, index, definition })))
    .find(({ definition }) => definition.id === complaint.watchlist);
  const text = place && (await readWatchlistFile(config, place.file));
  if (place === undefined || text === null || text === undefined) return null;
  const none = (why: string): Proposals => ({ file: place.file, sha256: text.sha256, proposals: [], none: why });
  // The edits are tried on the one in force, and written into the one on disk.
  const onDisk = loadText<WatchlistFile>(place.file, text.text, watchlistsSchema, readEnvironment()).value?.watchlists;
  if (!isDeepStrictEqual(onDisk?.[place.index], place.definition))
    return none(
      "the watchlist on disk is not the one in force: a running Wirewatch takes it over, if wirewatch check finds no mistake",
    );
  const never = whyNone(complaint);
  if (never !== null) return none(never);
  const article = await articleOf(deps, complaint);
  if (article === null) return none("its article is not in the archive; the page Why? says how far its address came");
  const threads = deps.threads ?? deps.pipeline?.deps.threads;
  // A command that opened the store itself has no threads, and nobody waits for it.
  const engine = threads === undefined ? engineHere : engineIn(threads);
  const bench: Bench = { ...place, id: complaint.watchlist, inForce: config.watchlists, engine, article };
  const chosen = await choose(deps, bench, { definition: place.definition, complaint, all });
  if (typeof chosen === "string") return none(chosen);
  const proposals: (Proposal & Pick<Chosen, "isGeneral">)[] = [];
  for (const { what, test, isGeneral, ...one } of chosen) {
    const edits = editsOf({ ...one, test }, place.index);
    const spliced = spliceYaml(text.text, edits.map(literal));
    if (spliced === null) continue;
    const diff = unifiedDiff(place.file, text.text, spliced);
    proposals.push({ what, test, isGeneral, edits, diff, ...(await runBack(deps, bench, edits, { all, lookMs })) });
  }
  // What only this one story has would be learnt by heart.
  const sound = proposals.filter(({ isGeneral, lost }) => isGeneral || lost.stories > 1);
  const ranked = sound.toSorted((a, b) => rankOf(b) - rankOf(a) || changesOf(a) - changesOf(b));
  const shown = ranked.slice(0, SHOWN_MAX).map((one) => {
    const { isGeneral: _, ...proposal } = one;
    return proposal;
  });
  return shown.length > 0
    ? { ...none(""), proposals: shown, none: null }
    : none("no small edit answers it without breaking a test, or only words of this one headline would");
}

/** Why nothing is proposed, whatever the archive says; null if that depends on it. */
export function whyNone({ reason, isDisputed }: Complaint): string | null {
  if (reason === "good") return "nothing is to be changed";
  if (reason === "folded")
    return "folding has no rules in this file: part the story on its page, or with wirewatch stories split";
  return isDisputed ? "others say the opposite of this story, so nothing is proposed" : null;
}

const rankOf = ({ lost }: Proposal): number => lost.complained - PRAISE * lost.praised;
const changesOf = ({ lost, gained }: Proposal): number => lost.count + gained.count;

/** A text that looks like a variable would read the environment. */
export const literal = (edit: Edit): Edit =>
  edit.kind === "add" ? { ...edit, text: edit.text.replaceAll("${", () => "$${") } : edit;

async function articleOf({ database }: DeskDeps, { article, address }: Complaint): Promise<ArchivedArticle | null> {
  const number = address === "" ? article : ((await findExplained(database, { urls: addressesLike(address) }))?.id ?? null);
  const [found] = number === null ? [] : await archiveArticles(database, [number]);
  return found ?? null;
}

/** Edits that work, or why there can be none. */
async function choose(
  { database }: DeskDeps,
  bench: Bench,
  { definition, complaint, all }: { definition: WatchlistDefinition; complaint: Complaint; all: readonly Complaint[] },
): Promise<Chosen[] | string> {
  const { article, index } = bench;
  const path = ["watchlists", index];
  const now = await tryEdits(bench, [], { kind: "match", lines: [] });
  const source = article.site ?? article.feeds[0] ?? null;
  if (complaint.reason === "missed") {
    if (now.matches) return "the watchlist matches it now: the page Why? says where it stopped";
    const words = { title: article.title ?? "", text: article.text };
    const beginning = { field: "text" as const, start: 0, end: Math.min(1, words.text.length), term: "" };
    const candidates = wider(definition, path, { ...words, language: article.language, source });
    return chooseEdits(bench, definition, candidates, { matches: true, lines: testLines(words, [beginning]) });
  }
  if (!now.matches || now.spans === null) return "the watchlist no longer matches it: nothing is to be changed";
  const words = wordsWith(article, now.spans);
  const against = all.filter(
    (one) => isEvidence(one) && one.reason === "not-about" && one.watchlist === complaint.watchlist && !one.isDisputed,
  );
  const sites = await listSites(
    database,
    against.flatMap((one) => one.article ?? []),
  );
  const sameSource = against.filter((one) => sites.get(one.article ?? 0) === source);
  // Nobody knows how many people said something on pages.
  const readersAgainstSource = new Set(sameSource.flatMap(({ sayings }) => sayings.flatMap(({ sender }) => sender ?? []))).size;
  const candidates = narrower(definition, path, { ...words, source, readersAgainstSource });
  return chooseEdits(bench, definition, candidates, { matches: false, lines: testLines(words, words.spans) });
}

/** The words in which it was found: those of the article, or else of a feed, as they are or were. */
function wordsWith({ title, text, entries, old }: ArchivedArticle, all: readonly Span[]) {
  const own = all.filter(({ voice, version }) => voice === undefined && version === undefined);
  if (own.length > 0) return { title: title ?? "", text, spans: own };
  const [first] = all;
  const said =
    first?.version === undefined
      ? entries.find(({ id }) => id === first?.voice)
      : old.find(({ version }) => version === first.version);
  const spans = all.filter(({ voice, version }) => voice === first?.voice && version === first?.version);
  return { title: said?.title ?? "", text: said?.text ?? "", spans };
}
