// `wirewatch group`: articles in, oldest first; the story of each out.
import { openStoryMemory } from "../../../stories/group-articles.ts";
import { optionalText, runFilter } from "./ndjson-filter.ts";
import type { Command } from "../../command.ts";

export const command: Command = {
  help: `Usage: wirewatch group

Folds copies of one story. A filter that remembers for as long as it runs: one JSON object a line in,
  {"id","title","text","publishedAt","url","byline"?,"site"?,"language"?}
one a line out, in the same order,
  {"id","story","relation":"original"|"copy"|"follow-up"|"translation","of"?,"score","origin"?}
A line that fails gives {"id","error":{"code","message"}}.`,
  async run({ io }) {
    const memory = openStoryMemory();
    await runFilter(
      io,
      (document) => {
        const text = (key: string) => optionalText(document, key);
        // An id may be of any kind and comes back as it was: 1 and "1" are two articles.
        const { of, ...grouped } = memory.add({
          id: JSON.stringify(document.id ?? null),
          title: text("title") ?? "",
          text: text("text") ?? "",
          publishedAt: text("publishedAt"),
          url: text("url"),
          byline: text("byline"),
          site: text("site"),
          language: text("language"),
        });
        // A copy names an article; a follow-up a story, whose name is ours.
        const named = of === undefined || grouped.relation !== "copy" ? of : (JSON.parse(of) as unknown);
        return { ...grouped, ...(named !== undefined && { of: named }) };
      },
      1,
    );
    return 0;
  },
};
