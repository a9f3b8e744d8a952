// A page that holds several entries of a feed is the article of none: each goes on by its own words. No other feed can bring that about.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fetchArticles } from "../../../src/pipeline/fetch-articles/fetch-articles.ts";
import { saveEntries } from "../../../src/store/entries.ts";
import { serve } from "../../http/serve.ts";
import { STORES } from "../../store/open-test-store.ts";
import { addFeed, newEntry, NOW } from "../../store/seed.ts";
import { openStages } from "../open-stages.ts";
import type { TestStages } from "../open-stages.ts";

const TOLD = [
  "The ferry to Orlen stays in port because of the ice on the sound.",
  "Two trains collided near Wescott station, and nobody was hurt.",
  "Firemen brought the blaze in the mill of Harrow under control.",
];
const AFTERWARDS =
  "Readers who know more are asked to write to the desk, which is open until midnight on every day of the winter.";
const ticker = (title: string, paragraphs: readonly string[]) =>
  `<html lang="en"><head><title>${title}</title></head><body><article><h1>${title}</h1>${[...paragraphs, AFTERWARDS, AFTERWARDS.replace("Readers", "Listeners")].map((text) => `<p>${text}</p>`).join("")}</article></body></html>`;

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  let page = "";
  let url = "";
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(async () => {
    await stages.wipe();
    const { port } = await serve(({ url: path = "" }, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end(path === "/robots.txt" ? "" : page);
    });
    url = `http://127.0.0.1:${port}/live`;
  });
  afterAll(() => stages.close());

  const entryOf = (title: string, text: string, anchor: number) =>
    newEntry(`${title} ${anchor}`, {
      title,
      titleKey: title,
      text,
      articleUrl: url,
      url: `${url}#${anchor}`,
      linkKey: `#${anchor}`,
    });
  const list = async (feed: number, entries: ReturnType<typeof entryOf>[]) =>
    (await saveEntries(stages.database, feed, entries, NOW)).articles;
  const texts = async (articles: readonly number[]) => {
    for (const article of articles) await fetchArticles(stages.deps).run({ article });
    return stages.database.many("select title, text, reason from articles order by id");
  };

  test.each([
    ["with headlines of their own", ["Ferry stays in port", "Trains collide", "Mill fire out"]],
    ["under one headline", ["Winter storm: live", "Winter storm: live", "Winter storm: live"]],
  ])("a ticker's entries %s have their own words, also the one that comes later", async (_, titles) => {
    const entries = TOLD.map((text, index) => entryOf(titles[index] ?? "", text, index));
    const feed = await addFeed(stages.database);
    page = ticker("Winter storm: live", TOLD.slice(0, 2));
    const first = await list(feed, entries.slice(0, 2));
    await texts(first);
    page = ticker("Winter storm: live", TOLD);
    const later = await list(feed, entries.slice(2));
    expect(await texts(later)).toEqual(TOLD.map((text, index) => ({ title: titles[index], text, reason: "not-the-article" })));
  });

  test("a page that bears their headline and tells of none is the article of none", async () => {
    page = ticker("Winter storm: live", ["The wind grew stronger in the evening, and the whole coast was told to stay at home."]);
    const entries = TOLD.map((text, index) => entryOf("Winter storm: live", text, index));
    expect(await texts(await list(await addFeed(stages.database), entries))).toMatchObject(TOLD.map((text) => ({ text })));
  });

  test("a page that now tells of the new entry alone is its article", async () => {
    const feed = await addFeed(stages.database);
    await list(feed, [entryOf("Ferry stays in port", TOLD[0] ?? "", 0)]);
    page = ticker("Trains collide", TOLD.slice(1, 2));
    const rows = await texts(await list(feed, [entryOf("Trains collide", TOLD[1] ?? "", 1)]));
    expect(rows[1]).toMatchObject({ reason: null, text: expect.stringContaining(AFTERWARDS) as string });
  });

  test("a stranger's feed that lists other words at the address takes nobody's page away", async () => {
    page = ticker("Ferry stays in port", TOLD);
    const honest = await list(await addFeed(stages.database), [entryOf("Ferry stays in port", TOLD[0] ?? "", 0)]);
    const stranger = await addFeed(stages.database, { url: "http://stranger.example/feed" });
    await list(stranger, [entryOf("Ferry stays in port", TOLD[0] ?? "", 0), entryOf("Trains collide", TOLD[1] ?? "", 1)]);
    expect((await texts(honest))[0]).toMatchObject({ reason: null, text: expect.stringContaining(AFTERWARDS) as string });
  });
});
