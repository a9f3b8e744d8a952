// The part of the table in desk.test.ts about what people mark, and what programs of the Reader API ask.
import { expect } from "vitest";
import { NOW } from "../store/seed.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

const EITHER = { starred: null, read: null, since: null, until: null };

export function markCalls(stages: () => TestStages) {
  const streamNumbers = async () => (await stages().desk.readerStreams({ counted: false })).map(({ stream }) => stream);
  return {
    markStories: {
      args: () => ({ stories: [1, 999], mark: "starred" as const, set: true }),
      changes: true as const,
      gives: { done: true },
    },
    noteStory: {
      args: () => ({ story: 1, note: " Call them.\r\n", was: "" }),
      changes: true as const,
      gives: { kind: "saved", note: "Call them." },
    },
    readerStreams: {
      args: () => ({ counted: true }),
      gives: [
        { kind: "digest", id: "hourly", title: "hourly", unread: 1 },
        { kind: "watchlist", id: "alpha", unread: 2, newestAt: NOW.toISOString() },
      ],
    },
    readerItems: {
      args: async () => ({ ...EITHER, streams: await streamNumbers(), after: null, oldestFirst: false, limit: 2 }),
      gives: { items: [{ at: NOW.toISOString() }, {}], next: expect.stringMatching(/^\d+\.\d+\.\d+$/) },
    },
    readerContents: {
      args: async () => ({ items: (await streamNumbers()).map((stream) => ({ stream, story: 1 })) }),
      gives: [{ story: 1, read: false, card: { title: "alpha one", articles: 2 } }, { story: 1 }],
    },
    markStreams: {
      args: async () => ({ streams: await streamNumbers(), starred: null, until: null }),
      changes: true as const,
      gives: { marked: 2 },
    },
  };
}
