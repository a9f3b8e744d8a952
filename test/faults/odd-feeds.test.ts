// Goal: an odd but readable feed loses nothing and repeats nothing. Method: two polls of each; between them one entry comes on top.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { pollFeeds } from "../../src/pipeline/poll-feeds/poll-feeds.ts";
import { serve } from "../http/serve.ts";
import { openStages, type TestStages } from "../pipeline/open-stages.ts";
import { feedConfig, minutesLater, NOW } from "../store/seed.ts";

const LATER = minutesLater(60);
/** In letters that are told apart by every charset below. */
const HEADLINES = ["Première tempête", "Zweiter Sturm über Köln", "Third storm – “again”", "Le quatrième à 10 €"];

interface Fields {
  guid?: string;
  link?: string;
  date?: string;
}

const item = (index: number, { guid, link = `https://outlet.example/${index}`, date = "" }: Fields): string =>
  `<item><title>${HEADLINES[index] ?? ""}</title><link>${link}</link>${guid === undefined ? "" : `<guid isPermaLink="false">${guid}</guid>`}${date === "" ? "" : `<pubDate>${date}</pubDate>`}</item>`;

/** Of so many items the newest first, as feeds have them. */
const rss = (
  count: number,
  fields: (index: number) => Fields,
  order: (items: string[]) => string[] = (items) => items,
): string => {
  const items = Array.from({ length: count }, (_, index) => item(index, fields(index))).toReversed();
  return `<rss version="2.0"><channel><title>The Outlet</title>${order(items).join("")}</channel></rss>`;
};
const guid = (index: number): Fields => ({ guid: `id-${index}` });
/** As latin1 has them, but with what Windows puts where latin1 has nothing. */
const windows1252 = (text: string): Buffer =>
  Buffer.from(
    text.replace(/[–“”€]/g, (char) => ({ "–": "\u0096", "“": "\u0093", "”": "\u0094", "€": "\u0080" })[char] ?? char),
    "latin1",
  );

const utf8 = (text: string): Buffer => Buffer.from(text);
type Odd = [what: string, document: (count: number) => Buffer, contentType?: string];

const odd: Odd[] = [
  ["is all of 1970", (count) => utf8(rss(count, (index) => ({ ...guid(index), date: "Thu, 01 Jan 1970 00:00:00 GMT" })))],
  ["is all of 2099", (count) => utf8(rss(count, (index) => ({ ...guid(index), date: "Thu, 01 Jan 2099 00:00:00 GMT" })))],
  ["has nonsense for dates", (count) => utf8(rss(count, (index) => ({ ...guid(index), date: "Someday, 99 Foo 20xx" })))],
  [
    "turns its order round at each poll",
    (count) => utf8(rss(count, guid, (items) => (count === 4 ? items.toReversed() : items))),
  ],
  [
    "puts what is new in the middle",
    (count) => utf8(rss(count, guid, ([first = "", ...rest]) => [...rest.slice(0, 1), first, ...rest.slice(1)])),
  ],
  ["has one guid for everything", (count) => utf8(rss(count, () => ({ guid: "the-only-one" })))],
  ["has every item twice", (count) => utf8(rss(count, guid, (items) => [...items, ...items]))],
  ["has no guids", (count) => utf8(rss(count, () => ({})))],
  ["has neither guids nor links", (count) => utf8(rss(count, () => ({ link: "" })))],
  ["numbers its guids anew at each poll", (count) => utf8(rss(count, (index) => ({ guid: `${count}-${index}` })))],
  ["says UTF-8 and is windows-1252", (count) => windows1252(rss(count, guid)), "application/rss+xml; charset=utf-8"],
  ["says ISO-8859-1 and is UTF-8", (count) => utf8(rss(count, guid)), "application/rss+xml; charset=iso-8859-1"],
  ["is said to be a picture", (count) => utf8(rss(count, guid)), "image/png"],
  [
    "is cut off after its last whole item",
    (count) => utf8(`${rss(count, guid).replace(/<\/channel>.*/s, "")}<item><title>Half a st`),
  ],
];

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
beforeEach(() => stages.wipe());
afterAll(() => stages.close());

test.each(odd)("a feed that %s", async (_, document, contentType = "application/rss+xml") => {
  let count = 3;
  const { port } = await serve(
    (_request, response) => void response.writeHead(200, { "content-type": contentType }).end(document(count)),
  );
  await stages.configure({ feeds: [feedConfig(`http://127.0.0.1:${port}/feed`)] });
  const { database, deps, clock } = stages;
  const poll = async (at: Date) => {
    clock.at = at;
    const { id } = await database.one<{ id: number }>("update feeds set next_due_at = $1 returning id", [at]);
    const { outcome } = await pollFeeds(deps).run({ feed: id });
    expect(outcome).toBe("new-entries");
  };
  const told = async () =>
    (await database.many<{ title: string; published_at: Date | null }>("select title, published_at from articles")).map(
      (article) => article,
    );
  await poll(NOW);
  expect((await told()).map(({ title }) => title).sort()).toEqual(HEADLINES.slice(0, 3).sort());
  count = 4;
  await poll(LATER);
  const articles = await told();
  expect(articles.map(({ title }) => title).sort()).toEqual([...HEADLINES].sort());
  for (const { published_at: date } of articles) expect(date === null || date <= LATER).toBe(true);
  expect(await database.one("select fault, failures from feeds")).toEqual({ fault: null, failures: 0 });
});
