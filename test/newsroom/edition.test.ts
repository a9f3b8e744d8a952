// The edition by itself: its words, how its stories belong together, and that no two articles share a sentence by accident.
import { expect, test } from "vitest";
import { inventedArticles, publish } from "../../src/newsroom/edition.ts";
import { expectationsOf } from "../../src/newsroom/expectations.ts";
import { generateArticles, tokenOf } from "../../src/newsroom/generate-articles.ts";
import type { InventedArticle } from "../../src/newsroom/invented-article.ts";
import { paragraphsOf } from "../../src/newsroom/invented-article.ts";

const startedAt = new Date("2026-11-20T09:30:15Z");
const edition = publish(inventedArticles, startedAt, 8000);
const expected = expectationsOf(edition, "http://dead.localhost:4/");

/** What both watchlists look for, without the masked phrases; an independent, plainer reading than the engine's. */
function watchlistsIn(text: string): string[] {
  const bare = text.replace(/Burma Shave|Russian salad|Moscow Mule/gi, "");
  const country = "(?:Myanmar|Burma|Burmese|Naypyidaw|မြန်မာ|Мьянм)";
  const rulers = "(?:junta|military council|Tatmadaw|စစ်ကောင်စီ|хунт)";
  const between = String.raw`\P{L}*(?:[\p{L}\p{N}]+\P{L}+){0,9}?\P{L}*`;
  const near = new RegExp(
    `${country}(?:[’']s|\\p{L}{0,2})${between}${rulers}|${rulers}(?:[’']s|\\p{L}{0,2})${between}${country}`,
    "iu",
  );
  const russia = /\b(?:Russian?s?|Moscow|Kremlin)\b|росси|москв|москов|кремл|ရုရှား/iu;
  return [...(near.test(bare) ? ["myanmar-junta"] : []), ...(russia.test(bare) ? ["russia"] : [])];
}

const blank: InventedArticle = { slug: "", outlet: "", hoursBefore: 0, title: "", body: [], watchlists: [] };

const wordsOf = (article: InventedArticle): string[] =>
  paragraphsOf(article)
    .join(" ")
    .replace(/[“”"‘]/g, "")
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}’']+/gu) ?? [];

function shinglesOf(article: InventedArticle, size: number): Set<string> {
  const words = wordsOf(article);
  return new Set(words.slice(size - 1).map((_, index) => words.slice(index, index + size).join(" ")));
}

function containment(a: Set<string>, b: Set<string>): number {
  const shared = [...a].filter((shingle) => b.has(shingle)).length;
  return shared / Math.max(1, Math.min(a.size, b.size));
}

test.each(edition.articles.map((article) => [article.slug, article] as const))(
  "%s matches what it is expected to match",
  (_, article) => {
    expect(watchlistsIn([article.title, ...paragraphsOf(article)].join("\n"))).toEqual(article.watchlists);
  },
);

test("if only the feed can be read, its summary matches like the article", () => {
  const unreadable = edition.articles.filter((article) => article.page !== undefined);
  expect(unreadable).toHaveLength(2);
  for (const article of unreadable) expect(watchlistsIn(`${article.title}\n${article.summary}`)).toEqual(article.watchlists);
});

test("some articles would match wrongly if captions, related headlines or masked phrases were read as text", () => {
  const lures = edition.articles.filter(
    ({ watchlists, body }) => watchlists.length === 0 && body.some((block) => typeof block !== "string"),
  );
  expect(lures.length).toBeGreaterThanOrEqual(3);
  for (const { body } of lures) {
    const related = body.map((block) => (typeof block === "object" && "related" in block ? block.related : "")).join("\n");
    expect(watchlistsIn(related)).toHaveLength(1);
  }
  const masked = edition.articles.filter((article) =>
    /Burma Shave|Russian salad|Moscow Mule/.test(paragraphsOf(article).join("\n")),
  );
  expect(masked.map(({ watchlists }) => watchlists)).toEqual([[], [], []]);
});

test("addresses are unique, and every story, follow-up and translation exists", () => {
  const urls = edition.articles.map(({ url }) => url);
  expect(new Set(urls).size).toBe(urls.length);
  const keys = expected.stories.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  for (const { articles, follows, translationOf, relation } of expected.stories) {
    for (const url of articles) expect(urls).toContain(url);
    expect(relation).toBe(follows === undefined ? "original" : "follow-up");
    for (const other of [follows, translationOf]) if (other !== undefined) expect(keys).toContain(other);
  }
  const told = expected.stories.flatMap(({ articles }) => articles);
  expect(new Set(told).size).toBe(told.length);
  expect(told.length + expected.unmatched).toBe(expected.articles);
  for (const url of expected.summaryOnly) expect(urls).toContain(url);
});

test("the depot fire is in nine outlets, its agency first, and is followed up; the Kara Sea is in four and in Russian", () => {
  const story = (key: string) => expected.stories.find((candidate) => candidate.key === key);
  const fire = story("depot-fire");
  expect(new Set(fire?.articles.map((url) => new URL(url).host)).size).toBe(9);
  expect(fire?.articles[0]).toContain("meridian.localhost");
  expect(story("energy-chief")).toMatchObject({ relation: "follow-up", follows: "depot-fire" });
  expect(story("kara-sea")?.articles).toHaveLength(4);
  expect(story("kara-sea")?.articles[0]).toContain("anadir.localhost");
  expect(expected.stories.filter(({ translationOf }) => translationOf === "kara-sea")).toHaveLength(1);
});

test("articles were published within the two days before the newsroom opened, on the minute", () => {
  for (const { publishedAt } of edition.articles) {
    const hours = (startedAt.getTime() - publishedAt.getTime()) / 3_600_000;
    expect(hours).toBeGreaterThan(0);
    expect(hours).toBeLessThan(48.1);
    expect(publishedAt.getTime() % 60_000).toBe(0);
  }
});

test("day names are filled in, and a copy's are its agency's", () => {
  for (const article of edition.articles) expect(JSON.stringify(article)).not.toContain("{weekday");
  // 33 hours before Friday 09:30 is Thursday, 00:30.
  const leads = edition.articles.filter(({ story }) => story === "depot-fire").map((article) => paragraphsOf(article)[0]);
  for (const lead of leads) expect(lead).toContain("in four cities on Thursday");
});

test("copies share a good part of their words, the follow-up shares some, and nothing else shares a phrase of seven words", () => {
  const shingles = edition.articles.map((article) => ({
    article,
    phrases: shinglesOf(article, 4),
    long: shinglesOf(article, 7),
  }));
  const linked = new Set(["depot-fire", "energy-chief"]);
  for (const [index, a] of shingles.entries()) {
    for (const b of shingles.slice(index + 1)) {
      const pair = `${a.article.slug} / ${b.article.slug}`;
      const [one, other] = [a.article.story, b.article.story];
      if (one !== undefined && one === other) expect(containment(a.phrases, b.phrases), pair).toBeGreaterThan(0.3);
      else if (linked.has(one ?? "") && linked.has(other ?? ""))
        expect(containment(a.phrases, b.phrases), pair).toBeLessThan(0.5);
      else expect(containment(a.long, b.long), pair).toBe(0);
    }
  }
});

test("main stories run to 250 words and more, singles to 100, Burmese and Russian to four paragraphs", () => {
  const readable = edition.articles.filter(({ page }) => page !== "consent-wall");
  for (const article of readable) {
    if (article.site.language !== "en") expect(paragraphsOf(article).length, article.slug).toBeGreaterThanOrEqual(4);
    else expect(wordsOf(article).length, article.slug).toBeGreaterThanOrEqual(100);
  }
  for (const slug of [
    "myanmar-junta-rations-fuel-after-depot-blaze",
    "myanmar-junta-dismisses-energy-chief",
    "russia-shuts-part-of-kara-sea",
  ]) {
    expect(
      wordsOf(edition.articles.find((article) => article.slug === slug) ?? { ...blank }).length,
      slug,
    ).toBeGreaterThanOrEqual(250);
  }
});
test("generated articles match, have a token of their own, and hardly share a phrase", () => {
  const generated = generateArticles(120);
  expect(generated).toEqual(generateArticles(120));
  const all = publish([...inventedArticles, ...generated], startedAt, 8000);
  expect(expectationsOf(all, "").stories).toHaveLength(expected.stories.length + 120);
  for (const [index, article] of generated.entries()) {
    const text = paragraphsOf(article).join("\n");
    expect(watchlistsIn(`${article.title}\n${text}`), text).toEqual(article.watchlists);
    expect(article.title).toContain(tokenOf(index));
    expect(text.split(tokenOf(index))).toHaveLength(2);
    expect(wordsOf(article).length).toBeGreaterThan(120);
  }
  const phrases = generated.map((article) => shinglesOf(article, 4));
  let most = 0;
  for (const [index, a] of phrases.entries()) for (const b of phrases.slice(index + 1)) most = Math.max(most, containment(a, b));
  expect(most).toBeLessThan(0.1);
});
