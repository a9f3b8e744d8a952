// Two stories for tests of their pages: one of two outlets, unless a test wants it of one, and another.
import { inventText, tellStory } from "../pipeline/tell-story.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

/** `article` is the first of the first story, and `text` that of all its articles. */
export async function tellTwoStories({ deps, database }: TestStages, { withCopy = true } = {}) {
  const text = inventText("alpha and beta");
  const article = await tellStory(deps, { title: "Harbour closed", text });
  if (withCopy) await tellStory(deps, { title: "Harbour closed to ships", text });
  const other = await tellStory(deps, { title: "Bridge open", text: inventText("alpha") });
  const storyOf = async (id: number) =>
    (await database.one<{ story_id: number }>("select story_id from articles where id = $1", [id])).story_id;
  return { text, article, storyOne: await storyOf(article), storyTwo: await storyOf(other) };
}
