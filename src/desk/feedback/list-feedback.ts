// What readers said of alerts, story by story, and what became of it.
import { complaintsOf } from "../../feedback/saying.ts";
import { listSayings, settleSayings } from "../../store/feedback/feedback.ts";
import type { Complaint, Saying } from "../../feedback/saying.ts";
import type { DeskDeps } from "../desk-deps.ts";

/** Dates are ISO 8601. */
export interface ListedFeedback extends Omit<Complaint, "sayings" | "settled"> {
  state: "open" | "applied" | "dismissed";
  /** False: the watchlist is gone from the configuration. */
  isConfigured: boolean;
  /** `sender`: to whom the mail with the link went; a forwarded mail has the same link. Null: it was said on a page. */
  sayings: { sender: string | null; issue: number | null; words: string; at: string }[];
}

/** Older ones are no longer looked at. */
const SAYINGS_MAX = 2_000;

export async function listFeedback(deps: DeskDeps): Promise<{ feedback: ListedFeedback[] }> {
  const complaints = await readComplaints(deps);
  return { feedback: complaints.map((complaint) => listed(deps, complaint)) };
}

export const readComplaints = async ({ database }: Pick<DeskDeps, "database">): Promise<Complaint[]> =>
  complaintsOf(await listSayings(database, SAYINGS_MAX));

export function listed({ config }: Pick<DeskDeps, "config">, { sayings, settled, ...complaint }: Complaint): ListedFeedback {
  const { watchlist } = complaint;
  return {
    ...complaint,
    state: settled ?? "open",
    isConfigured: config().watchlists.some(({ content }) => (content.watchlists ?? []).some(({ id }) => id === watchlist)),
    sayings: sayings.map(sayingOf),
  };
}

const sayingOf = ({ sender, issue, words, at }: Saying): ListedFeedback["sayings"][number] => ({
  sender,
  issue: issue === 0 ? null : issue,
  words,
  at: at.toISOString(),
});

/** Returns null if there is no such complaint. */
export async function settleFeedback(
  deps: DeskDeps,
  { complaint: id, as }: { complaint: number; as: ListedFeedback["state"] },
): Promise<{ state: ListedFeedback["state"] } | null> {
  const complaint = (await readComplaints(deps)).find((one) => one.id === id);
  if (complaint === undefined) return null;
  await settleSayings(
    deps.database,
    complaint.sayings.map((saying) => saying.id),
    as === "open" ? null : as,
  );
  return { state: as };
}
