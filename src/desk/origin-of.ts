// The first author of a story, by the credits of all its articles, as people are shown it.
import { findOrigin } from "../stories/find-origin.ts";
import { weighOrigins } from "../stories/weigh-origins.ts";
import { groupDocument } from "../pipeline/group-stories/story-rows.ts";
import { usuallyReprints } from "../stories/trace-lineage.ts";
import { hostOf } from "../text/host-of.ts";
import type { WeighedOrigin } from "../stories/weigh-origins.ts";
import type { StoryMemberRow } from "../store/views/story-members.ts";

export type ShownOrigin = Pick<WeighedOrigin, "name" | "evidence" | "isDoubtful">;

/** Null if nobody is credited. */
export function originOf(members: readonly StoryMemberRow[]): ShownOrigin | null {
  const origin = weighOrigins(
    members.map((member) => ({
      outlet: hostOf(member.url) ?? member.site ?? String(member.id),
      origin: findOrigin(groupDocument(member)),
      seenAt: member.first_seen_at.toISOString(),
      reprints: usuallyReprints(member.habit),
    })),
  );
  if (origin === null) return null;
  const { name, evidence, isDoubtful } = origin;
  return { name, evidence, ...(isDoubtful && { isDoubtful }) };
}
