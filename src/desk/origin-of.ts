// The first author of a story, by the credits of all its articles, as people are shown it.
import { inOrder } from "../pipeline/group-stories/story-rows.ts";
import { originOf } from "../pipeline/send-digests/article-names.ts";
import type { WeighedOrigin } from "../stories/weigh-origins.ts";
import type { StoryMemberRow } from "../store/views/story-members.ts";

export type ShownOrigin = Pick<WeighedOrigin, "name" | "evidence" | "isDoubtful">;

/** As in mails; null if nobody is credited. */
export function shownOrigin(members: readonly StoryMemberRow[]): ShownOrigin | null {
  const origin = originOf(inOrder(members).map((member) => ({ ...member, url: member.listed_url, page_url: member.url })));
  if (origin === null) return null;
  const { name, evidence, isDoubtful } = origin;
  return { name, evidence, ...(isDoubtful && { isDoubtful }) };
}
