// How each of the desk's methods for feedback is called by the test of all methods.
import type { Desk } from "../../src/desk/desk.ts";

const saying = () => ({
  way: { kind: "page", story: 1 } as const,
  reason: "not-about" as const,
  words: "a ship",
  address: "",
  watchlist: "alpha",
});

export const feedbackCalls = (desk: () => Desk) => ({
  feedbackForm: {
    args: () => ({ way: { kind: "page", story: 1 } as const }),
    gives: { digest: null, title: "alpha one", watchlists: [{ id: "alpha", name: "ALPHA" }], said: null },
  },
  giveFeedback: { args: saying, changes: true as const, gives: { kind: "kept" } },
  feedback: {
    args: async () => {
      await desk().giveFeedback(saying());
      return {};
    },
    gives: { feedback: [{ reason: "not-about", story: 1, readers: 1, sayings: [{ sender: null, words: "a ship" }] }] },
  },
  feedbackDetails: { args: () => ({ complaint: 1_000, make: "anew" as const, lookMs: 0 }), gives: null },
  applyFeedback: { args: () => ({ complaint: 1_000, proposal: 1, what: "", sha256: "0" }), gives: { kind: "refused" } },
  settleFeedback: { args: () => ({ complaint: 1_000, as: "dismissed" as const }), gives: null },
});
