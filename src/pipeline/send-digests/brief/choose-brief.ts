// Chooses the sentences of an issue's brief: by rules, or as a model chose among those that the rules allow.
import { offerSentences, pickBrief } from "../../../digests/brief/pick-brief.ts";
import { askModel } from "./ask-model.ts";
import { findCandidates } from "./find-candidates.ts";
import type { Candidate } from "../../../digests/brief/pick-brief.ts";
import type { Digest, Issue } from "../../../digests/digest.ts";
import type { Sql } from "../../../store/engine/database.ts";
import type { StageDeps } from "../../stage-deps.ts";

/** A model of few parameters loses count of more. */
const OFFERED_MAX = 40;

/** What a model chose, before the transaction that writes the issue: an answer may take a minute. */
export interface ModelChoice {
  sentences: Candidate[];
  model: string;
}

/** `draft` is the issue as it would be now. Null if the digest has no model, or if it did not answer as asked. */
export async function chooseByModel(
  deps: Pick<StageDeps, "client" | "log" | "now">,
  sql: Sql,
  { brief }: Digest,
  draft: Issue,
): Promise<ModelChoice | null> {
  if (brief === null || brief.model === null) return null;
  const offered = offerSentences(await findCandidates(sql, draft), OFFERED_MAX);
  if (offered.length <= 1) return null;
  const sentences = await askModel(deps, brief.model, offered, { most: brief.sentencesMax });
  return sentences === null ? null : { sentences, model: brief.model.name };
}

/** Only sentences that the issue's articles have now can be in it, by rules or by a model. */
export async function briefOf(sql: Sql, { brief }: Digest, issue: Issue, choice: ModelChoice | null): Promise<Issue["brief"]> {
  if (brief === null) return undefined;
  const candidates = await findCandidates(sql, issue);
  const chosen = (choice?.sentences ?? []).flatMap(
    (one) => candidates.find(({ story, text }) => story === one.story && text === one.text) ?? [],
  );
  const picked = pickBrief(chosen.length > 0 ? chosen : candidates, brief.sentencesMax);
  const stories = new Map(issue.sections.flatMap((section) => section.stories).map((story) => [story.id, story]));
  const sentences = picked.flatMap(({ story: id, text }) => {
    const story = stories.get(id);
    return story === undefined ? [] : [{ text, story: id, outlet: story.outlet, url: story.url, language: story.language }];
  });
  return sentences.length === 0 ? undefined : { sentences, chosenBy: chosen.length > 0 && choice !== null ? choice.model : null };
}
