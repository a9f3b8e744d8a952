// Which article of a story an issue links to, and which outlets it lists as carrying copies.
import { expect, test } from "vitest";
import { storiesOf } from "../../../src/pipeline/send-digests/story-views.ts";
import { minutesLater, NOW } from "../../store/seed.ts";
import type { IssueArticle, WaitingStory } from "../../../src/store/waiting-stories.ts";

const waiting: WaitingStory = {
  story_id: 1,
  added_at: new Date(0),
  backlog_of: null,
  watchlist_id: "w",
  told_at: null,
  news: [],
};

const article = (id: number, outlet: string, more: Partial<IssueArticle> = {}): IssueArticle => ({
  story_id: 1,
  id,
  url: `https://outlet.example/${id}`,
  page_url: `https://outlet.example/${id}`,
  title: `Title ${id}`,
  text: "The harbour was closed.",
  media: null,
  site: null,
  feed: outlet,
  byline: null,
  credits: [],
  language: "en",
  published_at: minutesLater(id),
  first_seen_at: NOW,
  reason: null,
  sketch: null,
  detail: null,
  spans: [],
  follows_id: null,
  follows_title: null,
  follows_url: null,
  is_translation: false,
  habit: null,
  listed: null,
  before: [],
  feed_url: null,
  outlet: null,
  ...more,
});

const storyOf = (row: WaitingStory, articles: IssueArticle[]) =>
  storiesOf([row], articles, { followed: [], elsewhere: [], linkTo: () => null })[0]?.story;

test("a story lists each other outlet once, and not the outlet of the article it links to", () => {
  const story = storyOf(waiting, [article(1, "Gull"), article(2, "Tern"), article(3, "Gull"), article(4, "Tern")]);
  expect(story).toMatchObject({ outlet: "Gull", url: "https://outlet.example/1" });
  expect(story?.copies.map(({ outlet, title }) => `${outlet}: ${title}`)).toEqual(["Tern: Title 4"]);
});

test("a story links to its first article that matched; without a date, the time at which an article came counts", () => {
  const later = article(1, "Gull", { published_at: null, first_seen_at: minutesLater(9) });
  expect(storyOf(waiting, [later, article(2, "Tern"), article(3, "Skua")])?.outlet).toBe("Tern");
  expect(storyOf(waiting, [article(2, "Tern", { spans: null }), article(3, "Skua")])?.outlet).toBe("Skua");
  expect(storyOf(waiting, [article(2, "Tern", { spans: null }), article(3, "Skua", { spans: null })])?.outlet).toBe("Tern");
});

test("a story that resurfaces links to the latest article that says something new", () => {
  const told = { ...waiting, told_at: NOW, news: [2, 3] };
  expect(storyOf(told, [article(1, "Gull"), article(2, "Tern"), article(3, "Skua"), article(4, "Auk")])?.outlet).toBe("Skua");
});

test("the outlet that a news search names stands with a summary, and the feed as the one that lists it", () => {
  const listed = { feed_url: "https://outlet.example/rss", outlet: "Tern", reason: "redirect-page" };
  expect(storyOf(waiting, [article(1, "Search", listed)])).toMatchObject({ outlet: "Tern", listedBy: "Search" });
});

test("the outlet of a page that was read is the page's, and never what a feed claims", () => {
  const read = { outlet: "Reuters", site: "Tern" };
  const other = { ...read, feed_url: "https://search.example/rss" };
  expect(storyOf(waiting, [article(1, "Search", other)])).toMatchObject({ outlet: "Tern", listedBy: null });
  const own = { ...read, feed_url: "https://outlet.example/rss" };
  expect(storyOf(waiting, [article(1, "The Outlet", own)])?.outlet).toBe("The Outlet");
});

test("a link from a mail of a forged sender is marked, also where the page's words are shown", () => {
  const forged = { outlet: "Tern (forged sender: dmarc=fail)", feed_url: "imaps://news@mail.example/INBOX" };
  const read = storyOf(waiting, [article(1, "Letters", { ...forged, site: "Tern" })]);
  expect(read).toMatchObject({ outlet: "Tern", forged: "dmarc=fail" });
  // The page's host does not fit the name, and stands in its place.
  const unread = storyOf(waiting, [article(1, "Letters", { ...forged, reason: "robots" })]);
  expect(unread).toMatchObject({ outlet: "outlet.example", forged: "dmarc=fail" });
  expect(storyOf(waiting, [article(1, "Letters", { ...forged, outlet: "Tern" })])?.forged).toBeUndefined();
});

test("a story shows the audio or video of its article, and an episode that is nothing else is its podcast's own", () => {
  const file = "https://files.example/7.mp3";
  expect(storyOf(waiting, [article(1, "Salt Pod", { media: file })])).toMatchObject({
    url: "https://outlet.example/1",
    media: file,
  });
  const episode = { url: file, page_url: "entry:1:a", reason: "no-url", feed_url: "https://outlet.example/rss" };
  expect(storyOf(waiting, [article(1, "Salt Pod", episode)])).toMatchObject({ url: file, outlet: "Salt Pod", listedBy: null });
});

test("a story without articles is not shown", () => {
  expect(storyOf(waiting, [])).toBeUndefined();
});
