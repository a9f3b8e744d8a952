// Marks items of the Reader API as read, unread or starred.
import { BadCall, itemsIn, selectionIn, timeIn } from "./read-fields.ts";
import type { WebDeps } from "../web-deps.ts";
import type { ReaderAnswer } from "./read-fields.ts";

const ITEMS_MAX = 10_000;

export function answerMarks({ desk, now }: WebDeps) {
  return {
    async editTag({ c, fields }) {
      const stories = [...new Set(itemsIn(fields, ITEMS_MAX).map(({ story }) => story))];
      const changes = [
        ...fields.getAll("a").map((tag) => markOf(tag, true)),
        ...fields.getAll("r").map((tag) => markOf(tag, false)),
      ];
      if (changes.length === 0) throw new BadCall("a and r are missing: name a tag to add or to remove");
      for (const change of changes) if (change !== null) await desk.markStories({ stories, ...change });
      return c.text("OK");
    },
    async markAllAsRead({ c, fields }) {
      const { streams, starred } = selectionIn(fields, fields.get("s") ?? "", await desk.readerStreams({ counted: false }));
      const until = timeIn(fields, "ts") ?? now();
      // What came in that millisecond itself was shown.
      await desk.markStreams({ streams, starred, until: new Date(until.getTime() + 1).toISOString() });
      return c.text("OK");
    },
  } satisfies Record<string, ReaderAnswer>;
}

/** Null: a tag that this server does not keep. */
function markOf(tag: string, adds: boolean): { mark: "starred" | "read"; set: boolean } | null {
  const state = /^user\/[^/]+\/state\/com\.google\/([\w-]+)$/.exec(tag)?.[1];
  if (state === "read") return { mark: "read", set: adds };
  if (state === "starred") return { mark: "starred", set: adds };
  if (state === "kept-unread") return adds ? { mark: "read", set: false } : null;
  if (state === undefined) throw new BadCall(`"${tag.slice(0, 100)}" is no tag that can be set: use read or starred`);
  return null;
}
