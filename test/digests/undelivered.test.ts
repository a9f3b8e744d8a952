// Failed mails, as the next issue reports them.
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { renderHookJson } from "../../src/digests/render-hook.ts";
import { renderIssue, renderIssuePage } from "../../src/digests/render-issue.ts";
import { sampleIssue } from "./sample-issue.ts";
import type { Issue, Undelivered } from "../../src/digests/digest.ts";

const wrong = (more: Partial<Undelivered> = {}): Undelivered => ({
  digest: "morning",
  to: "gone@example.org",
  end: "failed",
  count: 1,
  issueAt: "2026-11-22T07:00:00Z",
  reply: "550 no <b>such</b> user",
  sentAt: null,
  ...more,
});
const issueWith = (...undelivered: Undelivered[]): Issue => sampleIssue({ health: { ...sampleIssue().health, undelivered } });
const htmlText = (html: string) => new JSDOM(html).window.document.body.textContent.replace(/\s+/g, " ");

describe("failed mails", () => {
  const issue = issueWith(
    wrong(),
    wrong({ digest: "night", to: null, end: "uncertain", count: 3, reply: "" }),
    wrong({ end: "late", sentAt: "2026-11-22T09:30:00Z", reply: "450 later" }),
  );

  test("are not reported to programs that get the issue", () => {
    expect(renderHookJson(issue)).not.toMatch(/gone@example\.org|<b>such/);
  });

  test("are named in mail and text, with the reader's zone and the server's reply", () => {
    const { html, text } = renderIssue(issue);
    for (const shown of [htmlText(html), text.replace(/\s+/g, " ")]) {
      expect(shown).toContain("Mails that went wrong:");
      expect(shown).toContain("“morning” of Sun 22 Nov, 13:30 to gone@example.org: not delivered: 550 no <b>such</b> user");
      expect(shown).toContain("3 mails of “night”, the last of Sun 22 Nov, 13:30: may or may not have arrived");
      expect(shown).toContain("came late, Sun 22 Nov, 16:00: 450 later");
    }
  });

  test("are not on the issue's page, which names no recipient", () => {
    expect(htmlText(renderIssuePage(issue))).not.toMatch(/gone@example\.org|went wrong/);
  });

  test("are counted if there are many, and not mentioned if there are none", () => {
    const many = issueWith(...Array.from({ length: 30 }, (_, index) => wrong({ to: `reader${index}@example.org` })));
    expect(renderIssue(many).text).toContain("- and 10 more lines");
    expect(renderIssue(issueWith(wrong())).text).not.toContain("more line");
    expect(renderIssue(sampleIssue()).html).not.toContain("went wrong");
  });
});
