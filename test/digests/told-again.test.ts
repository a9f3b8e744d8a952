// A story that its readers know, in each channel: what is new in it, and since when.
import { expect, test } from "vitest";
import { renderAtom } from "../../src/digests/render-atom.ts";
import { issuePieces } from "../../src/channels/chat/issue-pieces.ts";
import { writePieces } from "../../src/channels/chat/piece.ts";
import { writePlain } from "../../src/channels/chat/writers.ts";
import { renderIssue } from "../../src/digests/render-issue.ts";
import { sampleIssue, story } from "./sample-issue.ts";

const NEWS = "The ferry sank at its moorings on Sunday night.";
const told = story({ news: { of: "this", toldAt: "2026-11-22T05:00:00Z", sentences: [NEWS], more: 0 } });
const issue = sampleIssue({ sections: [{ watchlist: "w", name: "Watch", stories: [told] }], more: 0 });
const SINCE = "Told Sun 22 Nov, 11:30; new since then";

test("mail and text list the new sentences, and when the story was sent before", () => {
  const { html, text } = renderIssue(issue);
  expect(text.replace(/\s+/g, " ")).toContain(`${SINCE}: - ${NEWS}`);
  expect(html).toMatch(new RegExp(`${SINCE}:</p>\\s*<ul[^>]*><li>${NEWS}</li></ul>`));
});

test("if the excerpt holds all that is new, the mail still says that the story was sent before", () => {
  const brief = story({ news: { of: "this", toldAt: "2026-11-22T05:00:00Z", sentences: [], more: 0 } });
  const { html, text } = renderIssue(sampleIssue({ sections: [{ watchlist: "w", name: "Watch", stories: [brief] }], more: 0 }));
  for (const shown of [html, text]) expect(shown).toContain("Told Sun 22 Nov, 11:30; what is new stands above.");
});

test("Slack says that the story was sent before, and Atom what is new instead of what was sent", () => {
  const shown = issuePieces(issue).stories.map(({ whole }) => whole);
  expect(writePieces(shown, writePlain)).toContain(SINCE);
  const feed = renderAtom("morning", [issue], "https://wirewatch.example.org/digests/morning.atom");
  expect(feed).toContain(`<summary type="text">${NEWS}</summary>`);
  expect(feed).not.toContain(told.excerpt.text);
});
