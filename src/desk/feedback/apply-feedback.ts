// Puts a proposal into the file of its watchlist, if pages may do that and the file is still the one that it was made for.
import { CommandError } from "../../errors.ts";
import { spliceYaml } from "../../config/splice/splice-yaml.ts";
import { readWatchlistFile, saveWatchlistFile } from "../watchlists/watchlist-file.ts";
import { readComplaints, settleFeedback } from "./list-feedback.ts";
import { literal } from "./make-proposals.ts";
import { keptFor } from "./read-feedback.ts";
import type { Saved } from "../../config/load/replace-file.ts";
import type { DeskDeps } from "../desk-deps.ts";
import type { Proposals } from "./make-proposals.ts";

/** The text with the proposal in it. Throws CommandError if it is not the text that it was made for, or if there is no such proposal. */
export function withProposal(
  { text, sha256 }: { text: string; sha256: string },
  { file, proposals, sha256: base }: Proposals,
  number: number,
): string {
  const proposal = proposals[number - 1];
  if (proposal === undefined) throw new CommandError(`there is no proposal ${number}`);
  if (sha256 !== base) throw new CommandError(`${file} has changed since this was proposed`);
  const spliced = spliceYaml(text, proposal.edits.map(literal));
  if (spliced === null) throw new CommandError(`${file} has a shape that cannot be edited`);
  return spliced;
}

/** Only with `web.edit`. `sha256` is that of the file that was looked at, and `what` that of the proposal: made in more time, they may come in another order. */
export async function applyFeedback(
  deps: DeskDeps,
  { complaint, proposal, what, sha256 }: { complaint: number; proposal: number; what: string; sha256: string },
): Promise<Saved> {
  const all = await readComplaints(deps);
  const about = all.find(({ id }) => id === complaint);
  // Only what was looked at: nothing is made here.
  const kept = about === undefined ? null : await keptFor(deps, about, all);
  const before = kept && (await readWatchlistFile(deps.config(), kept.made.file));
  if (kept === null || before === null) return { kind: "refused", message: "look at what is proposed now" };
  const { made, isStale } = kept;
  if (isStale || made.sha256 !== sha256 || before.sha256 !== sha256)
    return {
      kind: "refused",
      message: `${made.file}, or what readers say of its watchlist, has changed since you opened the page: look at what is proposed now`,
    };
  if (made.proposals[proposal - 1]?.what !== what)
    return { kind: "refused", message: "the proposals were made again since you opened the page: look at what is proposed now" };
  const text = withProposal(before, made, proposal);
  const saved = await saveWatchlistFile(deps.config(), { file: made.file, text, sha256 });
  if (saved.kind === "saved") await settleFeedback(deps, { complaint, as: "applied" });
  return saved;
}
