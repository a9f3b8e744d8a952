// The HTML of mails is valid, and uses nothing that mail programs drop but for what reads well without it (caniemail.com).
import { doIUseEmail } from "@jsx-email/doiuse-email";
import { HtmlValidate } from "html-validate";
import { expect, test } from "vitest";
import { renderMail } from "../../src/digests/render-issue.ts";
import { issueFullOf } from "./issue-full-of.ts";
import { sampleIssue, story } from "./sample-issue.ts";
import type { Issue } from "../../src/digests/digest.ts";

const sentence = { story: "story-1", outlet: "صحيفة", url: "https://news.example/a?b=1&c=2", language: "ar" };
const footer = { from: "desk@example.org", settings: "https://news.example/", watchlists: ["Dams"] };
const many = Array.from({ length: 9 }, (_, index) => story({ id: `${index}`, title: `Story ${index}` }));
const MAILS: [string, Issue][] = [
  ["of several scripts", sampleIssue()],
  [
    "with a brief and its end",
    sampleIssue({ footer, brief: { sentences: [{ ...sentence, text: "افتتح جسر." }], chosenBy: null } }),
  ],
  [
    "with its contents and the rest as headlines",
    sampleIssue({
      contents: true,
      listsRest: true,
      inMail: ["0", "1"],
      more: 0,
      sections: [{ watchlist: "w", name: "W", stories: many }],
    }),
  ],
  ["without stories", sampleIssue({ sections: [], more: 0, webUrl: null })],
  ["full of markup", issueFullOf("<b>\"&'>", "https://news.example/<b>")],
];

test.each(MAILS)("a mail %s is valid HTML", async (_, issue) => {
  // Tables that only lay out need attributes that Outlook reads and pages no longer use.
  const checker = new HtmlValidate({ extends: ["html-validate:standard"], rules: { "no-deprecated-attr": "off" } });
  const { results } = await checker.validateString(renderMail(issue).html);
  expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))).toEqual([]);
});

/** Long words are broken, names isolated and headlines of the contents followed where a program can; the dark colours and the hidden line are extras. */
const DROPPED = [
  "overflow-wrap",
  "word-break",
  "overflow",
  "<bdi> element",
  "@media",
  "opacity",
  "<body> element",
  "Local anchors",
];
const PROGRAMS = [
  "gmail.desktop-webmail",
  "gmail.android",
  "apple-mail.macos",
  "apple-mail.ios",
  "outlook.windows",
  "outlook.macos",
  "outlook.ios",
  "yahoo.desktop-webmail",
] as const;

test.each(PROGRAMS)("%s shows all of a mail that matters", (program) => {
  for (const [, issue] of MAILS) {
    const found = doIUseEmail(renderMail(issue).html, { emailClients: [program] });
    const errors = found.success ? [] : found.errors;
    const features = errors.map((error) => /`([^`]+)` is not supported/.exec(error)?.[1] ?? error);
    expect(features.filter((feature) => !DROPPED.includes(feature))).toEqual([]);
  }
});
