// Stories as lists show them: each by the article that its mails show, and not by the one that happened to be read first.
import { inOrder } from "../../pipeline/group-stories/story-rows.ts";
import { listMembersOf, readListedStories } from "../../store/views/story-list.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { ListedMember, ListedStory } from "../../store/views/story-list.ts";

/** Enough to know which article was first. */
const MEMBERS_READ = 50;
const CARRIERS_SHOWN = 12;

/** In the order of `ids`, as the stories were at that time. */
export async function readCards(sql: Sql, ids: readonly number[], at: Date): Promise<ListedStory[]> {
  if (ids.length === 0) return [];
  const members = new Map<number, ListedMember[]>();
  for (const member of await listMembersOf(sql, ids, at, MEMBERS_READ))
    members.set(member.story_id, [...(members.get(member.story_id) ?? []), member]);
  const chosen = ids.map((story) => {
    const ordered = inOrder((members.get(story) ?? []).map((member) => ({ ...member, text: null })));
    const shown = ordered.find(({ matched }) => matched) ?? ordered[0];
    const carriers = ordered.filter((member) => member !== shown).slice(0, CARRIERS_SHOWN);
    return { story, shown: shown?.id ?? null, carriers: carriers.map(({ id }) => id) };
  });
  return readListedStories(sql, chosen, at);
}
