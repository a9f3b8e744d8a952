// One complaint with its proposals, which are kept: a page shows them at once, and what is applied is what was looked at.
import { createHash } from "node:crypto";
import { dropProposals, findProposals, saveProposals } from "../../store/feedback/feedback.ts";
import { readWatchlistFile } from "../watchlists/watchlist-file.ts";
import { listed, readComplaints } from "./list-feedback.ts";
import { makeProposals, whyNone } from "./make-proposals.ts";
import type { Complaint } from "../../feedback/saying.ts";
import type { DeskDeps } from "../desk-deps.ts";
import type { ListedFeedback } from "./list-feedback.ts";
import type { Proposals } from "./make-proposals.ts";

export interface FeedbackDetails extends ListedFeedback {
  /** Null if the watchlist or its file is gone, or if nothing was made yet. */
  proposed: (Proposals & { isStale: boolean }) | null;
  /** Whether something may be proposed that was not made yet, or of an earlier state. */
  canMake: boolean;
  /** Whether a page may write the file. */
  editable: boolean;
}

interface Question {
  complaint: number;
  /**
   * `only-read` changes nothing and reads no archive: proposals come as they were made. `if-none`: if there are none, they are made. `anew`: also
   * if they were made of an earlier state, or in less time than they need.
   */
  make: "only-read" | "if-none" | "anew";
  lookMs: number;
}

/** Null if there is no such complaint. */
export async function readFeedback(deps: DeskDeps, { complaint: id, ...asked }: Question): Promise<FeedbackDetails | null> {
  const all = await readComplaints(deps);
  const complaint = all.find((one) => one.id === id);
  if (complaint === undefined) return null;
  const about = listed(deps, complaint);
  const proposed =
    asked.make === "only-read" ? await foundFor(deps, complaint, all) : await proposedFor(deps, complaint, all, asked);
  return {
    ...about,
    proposed,
    canMake: about.isConfigured && (proposed === null || proposed.isStale),
    editable: deps.config().web.edit === true,
  };
}

/** What was made before, or why nothing can be; null if that is to be found out. */
async function foundFor(deps: DeskDeps, complaint: Complaint, all: readonly Complaint[]): Promise<FeedbackDetails["proposed"]> {
  const kept = await keptFor(deps, complaint, all);
  if (kept !== null) return { ...kept.made, isStale: kept.isStale };
  const none = whyNone(complaint);
  return none === null ? null : { file: "", sha256: "", proposals: [], none, isStale: false };
}

async function proposedFor(
  deps: DeskDeps,
  complaint: Complaint,
  all: readonly Complaint[],
  { make, lookMs }: Pick<Question, "make" | "lookMs">,
): Promise<FeedbackDetails["proposed"]> {
  const kept = await keptFor(deps, complaint, all);
  if (kept !== null && !(make === "anew" && (kept.isStale || (kept.isPartial && lookMs > kept.lookMs))))
    return { ...kept.made, isStale: kept.isStale };
  const fresh = await makeProposals(deps, complaint, all, lookMs);
  if (fresh === null || fresh.none !== null) {
    // Why there is none may change with the archive.
    if (kept !== null) await dropProposals(deps.database, complaint.id);
    return fresh && { ...fresh, isStale: false };
  }
  await saveProposals(deps.database, complaint.id, { ...fresh, lookMs }, await stateOf(deps, fresh.file, complaint, all));
  return { ...fresh, isStale: false };
}

interface Kept {
  made: Proposals;
  /** For how long the archive was read for each, and whether that was too short for one of them. */
  lookMs: number;
  isPartial: boolean;
  /** The file, or what readers say of the watchlist, has changed since. */
  isStale: boolean;
}

/** What was made before; null if nothing was. */
export async function keptFor(deps: DeskDeps, complaint: Complaint, all: readonly Complaint[]): Promise<Kept | null> {
  const known = await findProposals(deps.database, complaint.id);
  if (known === null) return null;
  const { lookMs, ...made } = known.made as Proposals & Pick<Kept, "lookMs">;
  return {
    made,
    lookMs,
    isPartial: made.proposals.some(({ read }) => read !== null),
    isStale: known.made_for !== (await stateOf(deps, made.file, complaint, all)),
  };
}

/** The file, and all that proposals for this watchlist are made of. */
async function stateOf({ config }: DeskDeps, file: string, { watchlist }: Complaint, all: readonly Complaint[]): Promise<string> {
  const text = await readWatchlistFile(config(), file);
  const said = all
    .filter((one) => one.watchlist === watchlist)
    .flatMap(({ sayings }) => sayings.map(({ id, reason, settled }) => [id, reason, settled]));
  const hash = createHash("sha256").update(JSON.stringify([watchlist, said]));
  return `${text?.sha256 ?? "gone"} ${hash.digest("hex")}`;
}
