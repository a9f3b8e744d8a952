// An invented issue to render: several scripts, copies, a follow-up, a story that only its summary tells.
import type { Issue, IssueStory } from "../../src/digests/digest.ts";

export function story(more: Partial<IssueStory> = {}): IssueStory {
  return {
    id: "story-1",
    title: "River ferry runs again after the flood",
    url: "https://news.example.org/ferry",
    outlet: "Example News",
    language: "en",
    publishedAt: "2026-11-23T05:12:00Z",
    firstSeenAt: "2026-11-23T05:20:00Z",
    excerpt: { text: "The ferry over the river runs again.", marks: [{ start: 4, end: 9 }] },
    titleMarks: [],
    terms: ["ferry"],
    summaryOnly: null,
    origin: null,
    copies: [],
    follows: null,
    ...more,
  };
}

export function sampleIssue(more: Partial<Issue> = {}): Issue {
  return {
    id: "issue-7",
    digest: "morning",
    createdAt: "2026-11-23T07:00:00Z",
    timezone: "Asia/Yangon",
    sections: [
      {
        watchlist: "river",
        name: "River & ferries",
        stories: [
          story({
            titleMarks: [{ start: 6, end: 11 }],
            terms: ["ferry", "flood"],
            origin: { name: "AFP", evidence: "the dateline" },
            copies: ["Daily Sample", "The Specimen", "Example News", "Daily Sample"].map((outlet, index) => ({
              outlet,
              title: `Copy ${index}`,
              url: `https://copy${index}.example.org/a?b=1&c=2`,
              publishedAt: null,
            })),
          }),
          story({
            id: "story-2",
            title: "Ferry fares to fall next month",
            url: "https://news.example.org/fares",
            outlet: "The Specimen",
            follows: { id: "story-1", title: "River ferry runs again after the flood", url: "https://news.example.org/ferry" },
          }),
        ],
      },
      {
        watchlist: "bridges",
        name: "တံတားများ",
        stories: [
          story({
            id: "story-3",
            title: "မြို့တော်တွင် တံတားသစ် ဖွင့်လှစ်",
            url: "https://my.example.org/1",
            outlet: "နမူနာ သတင်း",
            language: "my",
            excerpt: { text: "မြို့တော်တွင် တံတားသစ် တစ်စင်း ဖွင့်လှစ်ခဲ့သည်။", marks: [{ start: 14, end: 22 }] },
            terms: ["တံတား"],
            summaryOnly: "the page answered 403 (blocked)",
          }),
          story({
            id: "story-4",
            title: "افتتاح جسر جديد في المدينة",
            url: "https://ar.example.org/1",
            outlet: "صحيفة المثال",
            language: "ar",
            beginningOnly: "page 1 of 3 was read",
            publishedAt: null,
            excerpt: { text: "افتتح جسر جديد في المدينة صباح اليوم.", marks: [{ start: 6, end: 9 }] },
            terms: ["جسر"],
            follows: { title: "Bridge works end", url: "https://news.example.org/works" },
          }),
        ],
      },
    ],
    more: 12,
    health: {
      feedsRead: 41,
      feedsTotal: 45,
      failing: [
        { name: "Blocked Gazette", since: "2026-11-21T03:40:00Z", reason: "403 Forbidden" },
        { name: "Lost Herald", since: null, reason: "no such host" },
      ],
      summaryOnly: 3,
      foldedCopies: 57,
      articles: 312,
    },
    webUrl: "https://wirewatch.example.org/issues/issue-7",
    ...more,
  };
}
