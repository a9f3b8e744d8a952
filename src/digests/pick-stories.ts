// Picks the stories that a mail shows with their words, if there are more than fit: no outlet takes all the places from the others.
import type { IssueStory } from "./digest.ts";

/** The first `atMost` of the ranked stories, where one outlet has no more than half of the places while others wait for them. */
export function pickStories<Story extends Pick<IssueStory, "outlet">>(ranked: readonly Story[], atMost: number): Story[] {
  if (ranked.length <= atMost) return [...ranked];
  const share = Math.max(1, Math.floor(atMost / 2));
  const taken = new Map<string, number>();
  const within = ranked.filter(({ outlet }) => {
    const count = (taken.get(outlet) ?? 0) + 1;
    taken.set(outlet, count);
    return count <= share;
  });
  const picked = new Set(within.slice(0, atMost));
  for (const story of ranked) {
    if (picked.size >= atMost) break;
    picked.add(story);
  }
  return ranked.filter((story) => picked.has(story));
}
