// One complaint with its proposals, which are kept: a page shows them at once, and what is applied is what was looked at.
import { findProposals, saveProposals } from "../../store/feedback/feedback.ts";
import { readWatchlistFile } from "../watchlists/watchlist-file.ts";
import { listed, readComplaints } from "./list-feedback.ts";
import { makeProposals } from "./make-proposals.ts";
import type { Complaint } from "../../feedback/saying.ts";
import type { DeskDeps } from "../desk-deps.ts";
import type { ListedFeedback } from "./list-feedback.ts";
import type { Proposals } from "./make-proposals.ts";

export interface FeedbackDetails extends ListedFeedback {
  /** Null if the watchlist or its file is gone. */
  proposed: (Proposals & { isStale: boolean }) | null;
  /** Whether a page may write the file. */
  editable: boolean;
}

interface Question {
  complaint: number;
  /** Proposals that were made of an earlier state of the file are made again; otherwise they come as stale. */
  anew: boolean;
  lookMs: number;
}

/** Null if there is no such complaint. */
export async function readFeedback(deps: DeskDeps, { complaint: id, anew, lookMs }: Question): Promise<FeedbackDetails | null> {
  const all = await readComplaints(deps);
  const complaint = all.find((one) => one.id === id);
  if (complaint === undefined) return null;
  return {
    ...listed(deps, complaint),
    proposed: await proposedFor(deps, complaint, all, { anew, lookMs }),
    editable: deps.config().web.edit === true,
  };
}

async function proposedFor(
  deps: DeskDeps,
  complaint: Complaint,
  all: readonly Complaint[],
  { anew, lookMs }: Pick<Question, "anew" | "lookMs">,
): Promise<FeedbackDetails["proposed"]> {
  const known = await findProposals(deps.database, complaint.id);
  const made = known?.made as Proposals | undefined;
  const isDue = made === undefined || (anew && known?.made_for !== (await stateOf(deps, made.file, all)));
  if (!isDue) return { ...made, isStale: known?.made_for !== (await stateOf(deps, made.file, all)) };
  const fresh = await makeProposals(deps, complaint, all, lookMs);
  if (fresh === null) return null;
  await saveProposals(deps.database, complaint.id, fresh, await stateOf(deps, fresh.file, all));
  return { ...fresh, isStale: false };
}

/** The file, and how much readers had said. */
async function stateOf({ config }: DeskDeps, file: string, all: readonly Complaint[]): Promise<string> {
  const text = await readWatchlistFile(config(), file);
  return `${text?.sha256 ?? "gone"} ${all.reduce((sum, { sayings }) => sum + sayings.length, 0)}`;
}
