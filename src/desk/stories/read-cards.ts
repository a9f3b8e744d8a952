// Stories as lists show them: each by the article that its mails show, chosen by the same rule, with the words in which the same watchlist found it.
import { inGroups, shownOf } from "../../pipeline/group-stories/story-rows.ts";
import { listMembersOf, readBeginnings, readListedStories } from "../../store/views/story-list.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { ListedFor, ListedMember, ListedStory } from "../../store/views/story-list.ts";

/** Enough to know which article was first, but for stories with many at once. */
const MEMBERS_READ = 50;
const CARRIERS_SHOWN = 12;

/** In the order of `ids`. */
export async function readCards(sql: Sql, ids: readonly number[], listedFor: ListedFor): Promise<ListedStory[]> {
  if (ids.length === 0) return [];
  const members = await orderMembers(sql, ids, listedFor, MEMBERS_READ);
  const chosen = ids.map((story) => {
    const ordered = members.get(story) ?? [];
    const shown = shownOf(ordered, ({ matched }) => matched);
    const carriers = ordered.filter((member) => member !== shown).slice(0, CARRIERS_SHOWN);
    return { story, shown: shown?.id ?? null, watchlist: shown?.watchlist ?? null, carriers: carriers.map(({ id }) => id) };
  });
  return readListedStories(sql, chosen, listedFor.at);
}

/** As many of each story's articles, from the first on, as a list shows at least. Those of which `limit` are too few to know are read again. */
async function orderMembers(
  sql: Sql,
  ids: readonly number[],
  listedFor: ListedFor,
  limit: number,
): Promise<Map<number, ListedMember[]>> {
  const found = new Map<number, ListedMember[]>();
  for (const member of await listMembersOf(sql, ids, listedFor, limit))
    found.set(member.story_id, [...(found.get(member.story_id) ?? []), member]);
  const beginnings = await readBeginnings(sql, [...found.values()].flatMap(tied));
  const texts = new Map(beginnings.map(({ id, text }) => [id, text]));
  const ordered = new Map<number, ListedMember[]>();
  const cut: number[] = [];
  for (const [story, read] of found) {
    const groups = inGroups(read.map((member) => ({ ...member, text: texts.get(member.id) ?? null })));
    const isAll = read.length < limit;
    const sure = (isAll ? groups : groups.slice(0, -1)).flat();
    if (isAll || (sure.length > CARRIERS_SHOWN && sure.some(({ matched }) => matched))) ordered.set(story, sure);
    else cut.push(story);
  }
  return cut.length === 0 ? ordered : new Map([...ordered, ...(await orderMembers(sql, cut, listedFor, limit * 10))]);
}

const timesOf = ({ published_at, first_seen_at }: ListedMember) => new Set([published_at?.getTime(), first_seen_at.getTime()]);

/** Those that have a time in common with another: which of them is the later version, their texts may say. */
function tied(members: readonly ListedMember[]): number[] {
  const counts = new Map<number | undefined, number>();
  for (const time of members.flatMap((member) => [...timesOf(member)])) counts.set(time, (counts.get(time) ?? 0) + 1);
  counts.delete(undefined);
  return members.filter((member) => [...timesOf(member)].some((time) => (counts.get(time) ?? 0) > 1)).map(({ id }) => id);
}
