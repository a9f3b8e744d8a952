// An issue that is full of one text, to see what that text can do.
import { sampleIssue, story } from "./sample-issue.ts";
import type { Issue } from "../../src/digests/digest.ts";

/** Every outlet of an issue's data filled with the same text. */
export function issueFullOf(text: string, url: string): Issue {
  const full = story({
    title: text,
    url,
    outlet: text,
    language: text,
    excerpt: { text, marks: [{ start: 1, end: 5 }] },
    titleMarks: [{ start: 0, end: 3 }],
    terms: [text, text],
    summaryOnly: text,
    origin: { name: text, evidence: text },
    copies: [{ outlet: `${text}.`, title: text, url, publishedAt: text }],
    first: { outlet: `${text}:`, at: "2026-11-23T05:12:00Z", doubt: text },
    version: { mark: text, at: "2026-11-23T05:12:00Z" },
    news: { of: "followed", toldAt: null, sentences: [text, text], more: 1 },
    record: url,
    follows: { title: text, url },
  });
  const stories = [full, { ...full, id: "second", follows: { title: text, url, id: "story-1" } }];
  const issue = sampleIssue({ sections: [{ watchlist: "w", name: text, stories }], more: 0 });
  return {
    ...issue,
    digest: text,
    health: {
      ...issue.health,
      failing: [{ name: text, reason: text, since: text }],
      late: [{ name: text, since: text, usual: text }],
      gaps: [{ name: text, since: text, until: text }],
    },
  };
}
