// Brings an article that a test invents through matching and grouping, as its page would have come.
import { groupStories } from "../../src/pipeline/group-stories/group-stories.ts";
import { matchWatchlists } from "../../src/pipeline/match-watchlists/match-watchlists.ts";
import { addArticle } from "../store/seed.ts";
import { inventWords } from "../stories/invented.ts";
import type { StageDeps } from "../../src/pipeline/stage-deps.ts";

let stories = 0;

/** A text that is like no other, with these words in it. */
export function inventText(words: string): string {
  stories += 1;
  return `${inventWords(stories, 40)} ${words}. ${inventWords(stories + 10_000, 40)}`;
}

/** Returns the article's id. `title` and `text` say what it matches. */
export async function tellStory(deps: StageDeps, { title = "A headline", text = inventText("") } = {}): Promise<number> {
  const now = deps.now();
  const article = await addArticle(deps.database, {
    stage: "match-watchlists",
    title,
    text,
    published_at: now,
    first_seen_at: now,
  });
  await matchWatchlists(deps).run({ article });
  await groupStories(deps).run({ article });
  return article;
}
