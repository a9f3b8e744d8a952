// Rendered issues, parsed back: they show exactly what the issue holds, and nothing else gets in.
import { encodedBytes } from "../../src/digests/transfer-encoding.ts";
import { describe, expect, test } from "vitest";
import { assert, integer, property, string } from "fast-check";
import { JSDOM } from "jsdom";
import { simpleParser } from "mailparser";
import { composeMessage } from "../../src/channels/mail/compose-message.ts";
import { renderIssue } from "../../src/digests/render-issue.ts";
import { issueFullOf } from "./issue-full-of.ts";
import { naughtyStrings, naughtyUrls } from "./naughty-strings.ts";
import { sampleIssue, story } from "./sample-issue.ts";
import type { Issue, IssueStory } from "../../src/digests/digest.ts";

function documentOf(issue: Issue): Document {
  return new JSDOM(renderIssue(issue).html).window.document;
}

function words(element: Element | null | undefined): string {
  return element?.textContent?.replace(/\s+/g, " ").trim() ?? "";
}

function issueOf(...stories: IssueStory[]): Issue {
  return sampleIssue({ sections: [{ watchlist: "w", name: "Watch", stories }], more: 0 });
}

function burmese(index: number): IssueStory {
  return story({
    id: `s${index}`,
    title: `${index} ${"မြို့တော်တွင် တံတားသစ် ဖွင့်လှစ် ".repeat(4)}`,
    excerpt: { text: "မြို့တော်တွင် တံတားသစ် တစ်စင်း ဖွင့်လှစ်ခဲ့သည်။ ".repeat(6), marks: [{ start: 0, end: 12 }] },
    language: "my",
  });
}

describe("the HTML of an issue", () => {
  const document = documentOf(sampleIssue());

  test("has headings in order: the digest, the watchlists, the stories", () => {
    expect([...document.querySelectorAll("h1, h2, h3")].map((heading) => `${heading.tagName} ${words(heading)}`)).toEqual([
      "H1 morning",
      "H2 River & ferries 2",
      "H3 River ferry runs again after the flood",
      "H3 Ferry fares to fall next month",
      "H2 တံတားများ 2",
      "H3 မြို့တော်တွင် တံတားသစ် ဖွင့်လှစ်",
      "H3 افتتاح جسر جديد في المدينة",
      "H2 What was read",
    ]);
  });

  test("marks the words that matched, in titles and excerpts", () => {
    expect([...document.querySelectorAll(".mark")].map(words)).toEqual(["ferry", "ferry", "ferry", "တံတားသစ်", "جسر"]);
  });

  test("links headlines, names the other outlets once, the origin, the time in the digest's zone and why it matched", () => {
    const [first] = document.querySelectorAll("h3");
    expect(first?.querySelector("a")?.href).toBe("https://news.example.org/ferry");
    const text = words(first?.parentElement);
    expect(text).toContain(
      "Example News, with 2 others: Daily Sample, The Specimen Mon 23 Nov, 11:42 · source: AFP, from the dateline",
    );
    expect(text).toContain("Matched: ferry, flood");
    expect(first?.parentElement?.querySelector<HTMLAnchorElement>("p a")?.href).toBe("https://copy0.example.org/a?b=1&c=2");
  });

  test("shows a follow-up under its story, and names that story if it is not in the issue", () => {
    const [, second, , fourth] = document.querySelectorAll("h3");
    expect(words(second?.parentElement)).toMatch(/^Follow-up to the story above/);
    expect(words(fourth?.parentElement)).toContain("Follows: Bridge works end");
  });

  test("labels language, summaries and beginnings, and sets each story in its language and direction", () => {
    const [, , burmese, arabic] = document.querySelectorAll("h3");
    expect(burmese?.getAttribute("lang")).toBe("my");
    expect(burmese?.getAttribute("style")).toContain("line-height:1.8");
    expect(words(burmese?.parentElement)).toContain("· Burmese");
    expect(words(burmese?.parentElement)).toContain("summary only: the page answered 403 (blocked)");
    expect([arabic?.getAttribute("lang"), arabic?.getAttribute("dir")]).toEqual(["ar", "auto"]);
    expect(words(arabic?.parentElement)).toContain("seen Mon 23 Nov, 11:50");
    expect(words(arabic?.parentElement)).toContain("beginning only: page 1 of 3 was read");
  });

  test("counts what is not shown and proves what was read", () => {
    const text = words(document.body);
    expect(text).toContain("12 more stories matched and are not shown here: see all on the web.");
    expect(text).toContain("41 of 45 feeds read. 312 articles came in. 57 copies folded into the stories they repeat.");
    expect(text).toContain("Blocked Gazette: 403 Forbidden, since Sat 21 Nov, 10:10");
    expect(text).toContain("Lost Herald: no such host");
  });

  test("loads nothing, runs nothing and tracks nothing", () => {
    expect(document.querySelectorAll("img, script, iframe, link, object, form, base, video, audio, svg")).toHaveLength(0);
    expect(renderIssue(sampleIssue()).html).not.toMatch(/url\(|@import|src=/);
  });
});

describe("the plain text of an issue", () => {
  const { text } = renderIssue(sampleIssue());

  test("says the same as the HTML", () => {
    for (const phrase of [
      "MORNING\nMonday 23 November 2026, 13:30 (Asia/Yangon) · 41 of 45 feeds read",
      "1.  River ferry runs again after the flood\n    The *ferry* over the river runs again.\n    Example News, with 2 others: Daily Sample, The Specimen",
      "  + Ferry fares to fall next month",
      "    follow-up to the story above",
      "    https://news.example.org/ferry",
      "    summary only: the page answered 403 (blocked)",
      "    beginning only: page 1 of 3 was read",
      "12 more stories matched and are not shown here: see all on the web,\nhttps://wirewatch.example.org/issues/issue-7\n",
      "- Blocked Gazette: 403 Forbidden, since Sat 21 Nov, 10:10",
    ]) {
      expect(text).toContain(phrase);
    }
  });

  test("keeps to 78 columns, except for web addresses", () => {
    const long = issueOf(
      story({
        title: "Long words stand here again ".repeat(8),
        excerpt: { text: "会议在首都举行代表们讨论了".repeat(20), marks: [] },
        url: null,
      }),
    );
    const lines = [...text.split("\n"), ...renderIssue(long).text.split("\n")];
    expect(lines.filter((line) => line.length > 78 && !line.includes("https://"))).toEqual([]);
    expect(lines.filter((line) => (line.match(/\p{Script=Han}/gu)?.length ?? 0) * 2 > 78)).toEqual([]);
  });

  test("closes every isolate on the line that opens it", () => {
    const lines = text.split("\n").filter((line) => /[\u2066-\u2069]/.test(line));
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(line.match(/\u2068/g)?.length).toBe(line.match(/\u2069/g)?.length);
  });
});

describe("the subject", () => {
  test("isolates a headline only if it or the digest's name runs right to left", () => {
    const hebrew = "שלום בצפון";
    expect(renderIssue(issueOf(story({ title: hebrew }))).subject).toBe(`morning: \u2068${hebrew}\u2069`);
    expect(renderIssue({ ...issueOf(story({ title: "Is it over?" })), name: hebrew }).subject).toBe(
      `${hebrew}: \u2068Is it over?\u2069`,
    );
    expect(renderIssue(issueOf(story({ title: "“Is it over?”" }))).subject).toBe("morning: “Is it over?”");
  });

  test("names the digest, its first story and how many more there are", () => {
    expect(renderIssue(sampleIssue()).subject).toBe("morning: River ferry runs again after the flood and 15 more");
    expect(renderIssue(issueOf(story())).subject).toBe("morning: River ferry runs again after the flood");
  });

  test("says if nothing is new", () => {
    const rendered = renderIssue(sampleIssue({ sections: [], more: 0 }));
    expect(rendered.subject).toBe("morning: nothing new");
    expect(rendered.text).toContain("Nothing new matched.");
    expect(words(new JSDOM(rendered.html).window.document.body)).toContain("Nothing new matched.");
  });
});

describe("an issue that is too large", () => {
  test.each([10, 45, 60, 120, 5_000])("of %i stories keeps to 64 kB as encoded, and every story is shown or counted", (count) => {
    const stories = Array.from({ length: count }, (_, index) => burmese(index));
    const half = Math.floor(count / 4);
    const issue = sampleIssue({
      sections: [
        { watchlist: "a", name: "A", stories: stories.slice(half) },
        { watchlist: "b", name: "B", stories: stories.slice(0, half) },
      ],
      more: 3,
    });
    const { html, text } = renderIssue(issue);
    expect(encodedBytes(html)).toBeLessThanOrEqual(64_000);
    const { document } = new JSDOM(html).window;
    const shown = document.querySelectorAll("h3").length;
    const more = Number(/(\d+) more stor(y|ies) matched/.exec(words(document.body))?.[1]);
    expect(shown + more).toBe(count + 3);
    expect(text.match(/^\d+\. /gm)).toHaveLength(shown);
    expect(text).toContain(`${more} more stories matched`);
    // No watchlist is emptied for the sake of another.
    expect([...document.querySelectorAll("h2")].map(words)).toHaveLength(3);
    const withExcerpt = document.querySelectorAll(".mark").length;
    const without = /(\d+) stor(y|ies) shown without an excerpt/.exec(words(document.body))?.[1] ?? "0";
    expect(withExcerpt + Number(without)).toBe(shown);
    if (count > 10) expect(encodedBytes(html)).toBeGreaterThan(50_000);
  });

  test("of one monstrous story is still an issue", () => {
    const monster = "<&\"'>".repeat(400_000);
    const { html } = renderIssue(issueFullOf(monster, "https://news.example.org/"));
    expect(encodedBytes(html)).toBeLessThanOrEqual(64_000);
    expect(html).toContain("&lt;&amp;&quot;&#39;&gt;");
  });
});

describe("naughty strings", () => {
  const elements = documentOf(issueFullOf("harmless", "https://news.example.org/"));
  const allowedTags = new Set(
    [...elements.querySelectorAll("*"), ...documentOf(sampleIssue()).querySelectorAll("*")].map(({ tagName }) => tagName),
  );

  function expectHarmless(issue: Issue): void {
    const { html, subject, text } = renderIssue(issue);
    const { document } = new JSDOM(html).window;
    for (const element of document.querySelectorAll("*")) {
      expect(allowedTags).toContain(element.tagName);
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on|^src/);
        if (name === "href") expect(value).toMatch(/^https:\/\/(news|wirewatch)\.example\.org\//);
      }
    }
    expect(html + text + subject).not.toMatch(/[\0\u202a-\u202e]/);
    expect(subject).not.toMatch(/[\r\n\u2028\u2029]/);
    expect(encodedBytes(html)).toBeLessThanOrEqual(64_000);
  }

  test.each(naughtyStrings)("%# is plain text everywhere", (naughty) => {
    expectHarmless(issueFullOf(naughty, "https://news.example.org/a"));
  });

  test.each(naughtyUrls)("%j is not a link", (url) => {
    const document = documentOf(issueFullOf("text", url));
    expect([...document.querySelectorAll("a")].map(({ href }) => href)).toEqual(["https://wirewatch.example.org/issues/issue-7"]);
    expect(renderIssue(issueFullOf("text", url)).text.match(/\S+:\/\/.*/g)).toEqual([
      "https://wirewatch.example.org/issues/issue-7",
    ]);
  });

  test("a user name in an address is dropped, since it could pass for the host", () => {
    const document = documentOf(issueOf(story({ url: "https://bank.example.com:x@news.example.org/a" })));
    expect(document.querySelector("h3 a")?.getAttribute("href")).toBe("https://news.example.org/a");
  });

  test("any text is shown as written, apart from invisible characters", () => {
    assert(
      property(string({ unit: "grapheme", minLength: 1, maxLength: 60 }), integer({ min: 0, max: 60 }), (title, mark) => {
        const document = documentOf(issueOf(story({ title, titleMarks: [{ start: mark, end: mark + 3 }] })));
        const seen = title.replace(/[\p{Cc}\p{Cf}\s]/gu, "");
        if (seen !== "") expect(document.querySelector("h3")?.textContent?.replace(/[\p{Cc}\p{Cf}\s]/gu, "")).toBe(seen);
      }),
      { numRuns: 60 },
    );
  });
});

test("a mark that ends inside a letter includes the whole letter", () => {
  const [marked] = documentOf(issueOf(story({ title: "မြန်မာ့ နေ့", titleMarks: [{ start: 0, end: 6 }] }))).querySelectorAll(
    ".mark",
  );
  expect(marked?.textContent).toBe("မြန်မာ့");
});

test("the same issue gives the same words and bytes, and its mail is read back unchanged", async () => {
  const rendered = renderIssue(sampleIssue());
  expect(renderIssue(sampleIssue())).toEqual(rendered);
  const mail = await simpleParser(
    await composeMessage({
      from: "Wirewatch <wirewatch@localhost>",
      to: "desk@example.org",
      ...rendered,
      messageId: "<d-1@localhost>",
      date: new Date("2026-11-23T07:00:00Z"),
      listId: "morning <morning.localhost>",
    }),
  );
  expect(mail.subject).toBe(rendered.subject);
  expect(mail.text?.trimEnd()).toBe(rendered.text.trimEnd());
  expect(String(mail.html).trimEnd()).toBe(rendered.html.trimEnd());
});
