import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { renderIssue } from "../../src/digests/render-issue.ts";
import { sampleIssue } from "./sample-issue.ts";

describe("feeds that were read but may have had more news", () => {
  const since = "2026-11-21T03:40:00Z";
  const { health } = sampleIssue();
  const issue = sampleIssue({
    health: {
      ...health,
      gaps: [{ name: "Busy Wire", since, until: "2026-11-21T04:40:00Z" }],
      late: [{ name: "Quiet Post", since, usual: "5 hours" }],
    },
  });

  test("are named in mail and text, with what may be missing", () => {
    for (const shown of [new JSDOM(renderIssue(issue).html).window.document.body.textContent, renderIssue(issue).text]) {
      expect(shown.replace(/\s+/g, " ")).toMatch(
        /Perhaps not all of it:.*Busy Wire: entries may have come and gone unseen from .* to .*Quiet Post: silent since .*; it usually has news every 5 hours/,
      );
    }
  });

  test("are not mentioned if there are none, nor in old issues", () => {
    expect(renderIssue(sampleIssue()).text).not.toContain("Perhaps");
    expect(renderIssue(sampleIssue({ health: { ...health, late: [], gaps: [] } })).html).not.toContain("Perhaps");
  });
});
