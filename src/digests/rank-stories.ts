// Ranks stories for a busy reader, and puts follow-ups right below the story that they follow.
import type { IssueStory } from "./digest.ts";

const hourMs = 3_600_000;
/** After this time a story has lost half of its bonus for being new. */
const freshnessHalfLifeHours = 12;

/** The facts that ranking uses. */
export type RankedStory = Pick<IssueStory, "id" | "outlet" | "copies" | "reports" | "titleMarks" | "firstSeenAt" | "follows">;

/**
 * The stories of one section, the most important first: independent reports count most, then the number of outlets, a hit in the
 * title, and how new it was to us at `now`: a date that a source claims would let it choose its place. A follow-up comes right after the story that it follows.
 */
export function rankStories<Story extends RankedStory>(stories: readonly Story[], now: Date): Story[] {
  const families = familiesOf(stories);
  const weights = new Map([...families].map(([root, family]) => [root, Math.max(...family.map((story) => weigh(story, now)))]));
  return [...families]
    .sort(([a], [b]) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0) || compareIds(a, b))
    .flatMap(([root, family]) => [root, ...family.filter((story) => story !== root).sort(compareFirstSeen)]);
}

/** Groups the stories by the first one of the chain that they follow, as far as it is in the section. */
function familiesOf<Story extends RankedStory>(stories: readonly Story[]): Map<Story, Story[]> {
  const byId = new Map(stories.map((story) => [story.id, story]));
  const roots = new Map<Story, Story>();
  const families = new Map<Story, Story[]>();
  for (const story of stories) {
    const path: Story[] = [];
    let node: Story | undefined = story;
    let root: Story = story;
    for (; node !== undefined && !roots.has(node); node = byId.get(node.follows?.id ?? "")) {
      // Each story is its own root at first, so that stories following each other in a circle come to an end.
      roots.set(node, node);
      path.push(node);
      root = node;
    }
    if (node !== undefined) root = roots.get(node) ?? node;
    for (const step of path) roots.set(step, root);
    const family = families.get(root);
    if (family === undefined) families.set(root, [story]);
    else family.push(story);
  }
  return families;
}

/** The names of the outlets with the story, its own first, each once. */
function outletsOf(story: Pick<IssueStory, "outlet" | "copies">): string[] {
  return [...new Set([story.outlet, ...story.copies.map((copy) => copy.outlet)])];
}

/** Ten reports are not ten times the news of one, so they count by doublings; a copy counts half. */
function weigh(story: RankedStory, now: Date): number {
  const ageHours = Math.max(0, now.getTime() - Date.parse(story.firstSeenAt)) / hourMs;
  const freshness = Number.isNaN(ageHours) ? 0 : 2 ** (-ageHours / freshnessHalfLifeHours);
  return (
    Math.log2(story.reports ?? 1) + Math.log2(outletsOf(story).length) / 2 + (story.titleMarks.length > 0 ? 1 : 0) + freshness
  );
}

function compareFirstSeen(a: RankedStory, b: RankedStory): number {
  return a.firstSeenAt < b.firstSeenAt ? -1 : a.firstSeenAt > b.firstSeenAt ? 1 : compareIds(a, b);
}

function compareIds(a: RankedStory, b: RankedStory): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
