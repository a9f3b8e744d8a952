// The end of a mail, and what it says of a story in addition: further watchlists and earlier versions.
import { describe, expect, test } from "vitest";
import { JSDOM } from "jsdom";
import { renderIssue } from "../../src/digests/render-issue.ts";
import { sampleIssue, story } from "./sample-issue.ts";

describe("the end of a mail", () => {
  const footer = { from: "desk@example.org", settings: "https://news.example/", watchlists: ["Dams", "Sanctions"] };

  test("says why its reader gets it, how to stop it, and where the settings are", () => {
    const { html, text } = renderIssue({ ...sampleIssue(), name: "Morning desk", footer });
    const plain = text.replace(/\s+/g, " ");
    for (const shown of [plain, (new JSDOM(html).window.document.body.textContent ?? "").replace(/\s+/g, " ")]) {
      expect(shown).toContain(
        "You get this mail because your address is in the digest “Morning desk”, which follows Dams, Sanctions.",
      );
      expect(shown).toContain("write to desk@example.org with the subject “unsubscribe morning”");
      expect(shown).toContain("digests.yaml under “id: morning”");
      expect(shown).toContain("https://news.example/");
    }
    expect(html).toContain('href="mailto:desk@example.org?subject=unsubscribe%20morning"');
    expect(html).toMatch(/<h1[^>]*><bdi>Morning desk</);
    expect(text.startsWith("MORNING DESK\n")).toBe(true);
  });
});

test("further watchlists and earlier versions of a story are named, the versions with their links", () => {
  const versions = [
    { mark: "UPDATE 1", at: "2026-11-23T05:12:00Z", url: "https://wire.example/1" },
    { mark: "first version", at: "2026-11-23T04:12:00Z", url: "https://wire.example/0" },
  ];
  const { html, text } = renderIssue(
    sampleIssue({
      sections: [{ watchlist: "w", name: "Watch", stories: [story({ alsoOn: ["Sanctions"], versions })] }],
      more: 0,
    }),
  );
  expect(text).toMatch(/also on: Sanctions/);
  expect(text).toMatch(
    /earlier: UPDATE 1, .*\n\s+https:\/\/wire\.example\/1\n\s+earlier: first version, .*\n\s+https:\/\/wire\.example\/0/,
  );
  expect(html).toMatch(/Also on: <bdi>Sanctions</);
  expect(html).toMatch(/Earlier versions: <a[^>]*href="https:\/\/wire\.example\/1"[^>]*><bdi>UPDATE 1, /);
});
