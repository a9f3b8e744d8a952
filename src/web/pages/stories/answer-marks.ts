// Answers the forms of a story's star and note.
import { partOf } from "../../page.ts";
import { formOf, leadTo } from "../../said.ts";
import type { Desk } from "../../../desk/desk.ts";
import type { Links } from "../../links.ts";
import type { Asked } from "../../page.ts";
import type { Answer } from "../answer-pages.ts";

/** A note that was not saved, and why: another page changed it first, or it has more characters than `max`. */
export interface Draft {
  text: string;
  max: number | null;
}

export const answerMarks = (desk: Desk, showDraft: (c: Asked, links: Links, story: number, draft: Draft) => Promise<Response>) =>
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
      const noted = await desk.noteStory({ story, note, was });
      if (noted.kind === "unknown") return c.notFound();
      if (noted.kind !== "saved") {
        const draft = { text: note, max: noted.kind === "long" ? noted.max : null };
        return showDraft(c, { ...links, json: null }, story, draft);
      }
      return leadTo(c, { desk, links }, `stories/${story}`, {
        text: noted.note === null ? "The story has no note." : "The note is saved.",
      });
    },
  }) satisfies Record<string, Answer>;
