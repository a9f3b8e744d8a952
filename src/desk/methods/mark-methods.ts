// The desk's methods for what people mark on stories.
import { z } from "zod";
import { markStories } from "../../store/marks/story-marks.ts";
import { id, method } from "./method.ts";
import { noteStory } from "../stories/note-story.ts";

/** Stories that are marked at once. */
const MARKED_MAX = 20_000;

export const MARK_METHODS = {
  /** Sets or removes a star, or the mark that they were read. */
  markStories: method(
    z.strictObject({ stories: z.array(id).max(MARKED_MAX), mark: z.enum(["starred", "read"]), set: z.boolean() }),
    async ({ database, now }, { stories, mark, set }) => {
      await markStories(database, stories, { mark, set, now: now() });
      return { done: true };
    },
  ),
  /** `was` is the note that its writer saw: nothing is written if it is another by now. */
  noteStory: method(z.strictObject({ story: id, note: z.string(), was: z.string() }), noteStory),
};
