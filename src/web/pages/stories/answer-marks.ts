// Answers the forms of a story's star and note.
import { NOTE_MAX } from "../../../desk/stories/note-story.ts";
import { partOf } from "../../page.ts";
import { formOf, leadTo } from "../../said.ts";
import type { Desk } from "../../../desk/desk.ts";
import type { Links } from "../../links.ts";
import type { Asked } from "../../page.ts";
import type { Answer } from "../answer-pages.ts";

/** `showDraft` shows the story with a note that was not saved. */
export const answerMarks = (desk: Desk, showDraft: (c: Asked, links: Links, story: number, draft: string) => Promise<Response>) =>
  ({
    /** Leads back to the list that it came from, or to the story. */
    async star(c, links) {
      const story = Number(partOf(c, "id"));
      const form = await formOf(c).catch((): Record<string, string> => ({}));
      await desk.markStories({ stories: [story], mark: "starred", set: form["star"] !== "0" });
      const list = form["list"];
      const isList = list !== undefined && /^(?:\?[!-~]{0,2000})?$/.test(list);
      return c.body(null, 303, { location: isList ? `${links.root}${list}#story-${story}` : `${links.root}stories/${story}` });
    },
    async note(c, links) {
      const story = Number(partOf(c, "id"));
      const { note = "", was = "" } = await formOf(c).catch((): Record<string, string> => ({}));
      const to = { desk, links };
      if (Math.max(note.length, was.length) > NOTE_MAX)
        return leadTo(c, to, `stories/${story}`, { text: `A note has at most ${NOTE_MAX} characters.`, fault: true });
      const noted = await desk.noteStory({ story, note, was });
      if (noted.kind === "changed") return showDraft(c, { ...links, json: null }, story, note);
      if (noted.kind === "unknown") return c.notFound();
      return leadTo(c, to, `stories/${story}`, { text: noted.note === null ? "The story has no note." : "The note is saved." });
    },
  }) satisfies Record<string, Answer>;
