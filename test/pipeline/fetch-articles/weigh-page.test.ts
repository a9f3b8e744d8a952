// A page is weighed against the feeds that list its article: whose words go on, and with which reason.
import { expect, test } from "vitest";
import { extractPage } from "../../../src/articles/extract-page.ts";
import { weighAgain } from "../../../src/pipeline/fetch-articles/weigh-again.ts";
import { weighPage } from "../../../src/pipeline/fetch-articles/weigh-page.ts";
import { waitingArticle } from "./waiting-article.ts";

const URL_READ = "https://paper.example/quarry";
const entry = {
  url: URL_READ,
  title: "Quarry at Hob Lane floods",
  author: null,
  published_at: null,
  text: "Pumps at the Hob Lane quarry failed overnight.",
  feed: "Paper",
  feed_url: "https://paper.example/feed",
  language: "en",
  tags: [],
};
const article = (text = entry.text) => waitingArticle(URL_READ, { ...entry, text }, new Date("2026-03-02T10:00:00Z"));
const weigh = (title: string, paragraphs: string[], text?: string) =>
  weighPage(
    article(text),
    extractPage(`<title>${title}</title><h1>${title}</h1>${paragraphs.map((p) => `<p>${p}</p>`).join("")}`, URL_READ),
  );

test("where something else stands in the article's place, the feed's headline and words go on, with the reason", () => {
  const read = weigh("Back this evening", [
    "We are moving everything to faster machines, and expect to open our doors again this evening.",
    "If something cannot wait, our service desk answers on weekdays from nine to five.",
  ]);
  expect(read).toMatchObject({ title: entry.title, text: entry.text, method: "summary", reason: "not-the-article" });
});

test("what stands there is named if its words are known", () => {
  const read = weigh("Courier", [
    "We and our partners store cookies on your device, and process personal data for personalised ads and content.",
    "You can accept all, reject all or manage your choices; vendors may rely on legitimate interest.",
    "Your consent is valid for twelve months, and our privacy policy says how to change it.",
    ...Array.from(
      { length: 3 },
      (_, n) => `Purpose ${n}: with your consent our vendors read cookies, as the privacy statement says.`,
    ),
  ]);
  expect(read).toMatchObject({ title: entry.title, reason: "consent-wall" });
});

test("where a feed has a date or a number for a headline, the page's is shown", () => {
  const html =
    "<title>Quarry floods</title><h1>Quarry floods</h1><p>Pumps at the Hob Lane quarry failed overnight, a keeper said.</p>";
  for (const title of ["28.11.2026", "No. 7"]) {
    const listed = waitingArticle(URL_READ, { ...entry, title }, new Date("2026-03-02T10:00:00Z"));
    expect(weighPage(listed, extractPage(html, URL_READ)).title).toBe(title === "No. 7" ? title : "Quarry floods");
  }
});

test("a PDF file is the article to which its list leads, whatever that calls it", () => {
  const paragraphs = [
    "The council decided to close both gates for repairs until further notice.",
    "Boats wait outside of the bar.",
  ];
  const page = extractPage(paragraphs.map((text) => `<p>${text}</p>`).join(""), URL_READ);
  expect(weighPage(article(), page).reason).toBe("not-the-article");
  expect(weighPage(article(), { ...page, method: "pdf" })).toMatchObject({ title: entry.title, text: page.text, reason: null });
});

test("a list of articles is not sent as one of them, though it has its headline", () => {
  const teasers = ["Hob Lane quarry floods", "Bakery wins prize", "Ferry late again", "Mayor to retire", "Choir on tour"].map(
    (title, n) =>
      `<h3><a href="/${n}">${title}</a></h3><p>Pumps at the Hob Lane quarry failed overnight, says part ${n} of this list.</p>`,
  );
  const page = extractPage(`<title>News of Hob Lane</title><main><h1>News of Hob Lane</h1>${teasers.join("")}</main>`, URL_READ);
  expect(page.kind).toBe("list");
  expect(weighPage(article(), page)).toMatchObject({ title: entry.title, text: entry.text, reason: "not-the-article" });
});

test("a name that does not look like the host is shown if the host's own feed has it, and never an agency's", () => {
  const text = "The quarry at Hob Lane floods whenever it rains, and pumping it dry takes the crew of the pit a whole week. ";
  const siteOf = (claimed: string, feed: string, feed_url = entry.feed_url): string | null =>
    weighPage(
      waitingArticle(URL_READ, { ...entry, feed, feed_url }, new Date("2026-03-02T10:00:00Z")),
      extractPage(
        `<title>${entry.title}</title><meta property="og:site_name" content="${claimed}"><h1>${entry.title}</h1><p>${text}</p><p>${text}</p>`,
        URL_READ,
      ),
    ).site;
  expect(siteOf("朝日新聞", "朝日新聞デジタル")).toBe("朝日新聞");
  expect(siteOf("朝日新聞", "Quarry news")).toBe("paper.example");
  expect(siteOf("朝日新聞", "朝日新聞デジタル", "https://other.example/feed")).toBe("paper.example");
  expect(siteOf("Reuters", "Reuters")).toBe("paper.example");
});

test("the article's page gives the text", () => {
  const paragraph = "The quarry at Hob Lane floods whenever it rains, and pumping it dry takes the crew of the pit a whole week.";
  expect(weigh("Hob Lane quarry floods", [paragraph, paragraph.replace("week", "month")])).toMatchObject({
    text: `${paragraph}\n\n${paragraph.replace("week", "month")}`,
    reason: null,
  });
});

test("a feed's longer text is kept, not the page's beginning", () => {
  const beginning = "The quarry at Hob Lane floods whenever it rains, and pumping it dry takes the crew of the pit a whole week.";
  const whole = `${beginning}\n\n${"The pumps are older than the village hall, and nobody makes parts for them. ".repeat(8)}`;
  expect(weigh("Hob Lane quarry floods", [beginning], whole)).toMatchObject({ text: whole, method: "feed", reason: null });
});

test("a known wall is refused though the feed's words are too few to judge by", () => {
  const ofFeed = article("");
  ofFeed.entries[0]!.title = null;
  const gate = "<h1>Making sure you're not a bot!</h1><p>Loading, please wait while a small sum is solved by your browser.</p>";
  const explained = `<p>${"The owner of this place has put up a guard against machines that read everything. ".repeat(12)}</p>`;
  const read = weighPage(ofFeed, extractPage(`<title>Making sure you're not a bot!</title>${gate}${explained}`, URL_READ));
  expect(read).toMatchObject({ reason: "bot-check", method: "summary" });
});

test("a wall that takes turns with the article replaces none of its words, and the article replaces a summary", () => {
  const wall = { kind: "unread", reason: "paywall", detail: "Subscribe." } as const;
  const told = { ...article(), title: "Quarry", text: "The page.", method: "readability" };
  expect(weighAgain(told, wall)).toBeNull();
  expect(weighAgain(told, { kind: "not-asked" })).toBeNull();
  const summed = { ...article("New words."), title: "Quarry", text: "Old words.", method: "summary", reason: "paywall" as const };
  expect(weighAgain(summed, wall)).toMatchObject({ text: "New words.", method: "summary", detail: "Subscribe." });
  expect(weighAgain(summed, { kind: "not-asked" })).toMatchObject({ text: "New words.", reason: "paywall" });
  expect(weighAgain({ ...summed, method: "feed", reason: null }, wall)).toMatchObject({ text: "New words.", method: "feed" });
});
