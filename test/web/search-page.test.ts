// The search page: form, honest answer, faults with their place, exports, feed and watchlist.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadConfig } from "../../src/config/load/load-config.ts";
import { countArchivedTo } from "../../src/store/views/archive.ts";
import { addArticle, addFeed, daysAgo, insert, minutesLater, NOW } from "../store/seed.ts";
import { openStages } from "../pipeline/open-stages.ts";
import { closing } from "../support/closing.ts";
import { newFolder } from "../support/database.ts";
import { ask, webWith } from "./ask.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
  const feed = await addFeed(stages.database, { name: "South Wire" });
  for (let number = 0; number < 120; number++) {
    const article = await addArticle(stages.database, {
      stage: "done",
      title: number === 7 ? `=cmd() <script>alert("harbour")</script>` : `Harbour report ${number}`,
      text: number % 60 === 0 ? "A strike closed the harbour." : "The harbour is open.",
      url: `https://gull.example/${number}`,
      language: number % 2 === 0 ? "en" : "my",
      site: "gull.example",
      first_seen_at: minutesLater((number - 120) * 60),
    });
    const seen = { first_seen_at: NOW, last_seen_at: NOW };
    await insert(stages.database, "entries", { feed_id: feed, key: `k${number}`, article_id: article, ...seen });
  }
});
afterAll(() => stages.close());

const open = () => webWith(stages, { kind: "loopback" });

test("nothing asked: the form, and how a query is written", async () => {
  const { status, body } = await ask(await open(), "/search");
  expect(status).toBe(200);
  expect(body).toContain('<input id="q" name="q" type="search"');
  expect(body).toContain("NEAR/8");
});

test("an empty archive says which page has the cause", async () => {
  const { at } = stages.clock;
  stages.clock.at = daysAgo(-40);
  const { body } = await ask(await open(), "/search?q=harbour&days=7");
  stages.clock.at = at;
  expect(body).toContain('No article came in 7 days. See which <a href="./feeds">feeds were read</a>.');
});

test("what was found is marked, counted by day, and goes on behind a link", async () => {
  const web = await open();
  const first = await ask(web, "/search?q=harbour");
  expect(first.body).toContain("<mark>Harbour</mark> report 119");
  expect(first.body).toContain("<b>120 found</b>, of which the newest 50 are here");
  expect(first.body).toContain('<svg class="strip"');
  const next = /href="\.\/(search\?q=harbour&amp;before=\d+)" rel="next"/.exec(first.body)?.[1]?.replace("&amp;", "&");
  const second = await ask(web, `/${next}`);
  expect(second.body).toContain("<mark>Harbour</mark> report 69<");
  expect(second.body).not.toContain("report 70<");
});

test("what strangers wrote stays text", async () => {
  const { body, headers } = await ask(await open(), `/search?q=${encodeURIComponent('title:"alert"')}`);
  expect(body).toContain("&lt;script&gt;");
  expect(body).not.toContain("<script>alert");
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
});

test("a fault has its place and what to write", async () => {
  const web = await open();
  const { status, body } = await ask(web, `/search?q=${encodeURIComponent("strike AND (harbour")}`);
  expect(status).toBe(422);
  expect(body).toContain("this &quot;(&quot; is never closed");
  expect(body).toContain(`strike AND (harbour\n${" ".repeat(15)}^`);
  const json = await ask(web, `/search.json?q=${encodeURIComponent("strike AND (harbour")}`);
  expect(json.status).toBe(422);
  expect(JSON.parse(json.body)).toMatchObject({ kind: "fault", offset: 11 });
});

test("filters keep to a language and a time, and stay chosen", async () => {
  const { body } = await ask(await open(), "/search?q=strike&language=en&days=3");
  expect(body).toContain("<b>1 found.</b> That is all.");
  expect(body).toMatch(/<option value="en" selected>English \(1\)/);
  expect(body).toMatch(/<option value="3" selected>in the last 3 days/);
  const none = await ask(await open(), "/search?q=strike&language=fr");
  expect(none.body).toContain("Nothing in 120 articles");
  expect(await countArchivedTo(stages.database, null, 100)).toBe(100);
});

test("every list is exported, whole", async () => {
  const web = await open();
  const csv = await ask(web, "/search?q=harbour&as=csv");
  expect(csv.headers["content-disposition"]).toBe('attachment; filename="harbour.csv"');
  expect(csv.headers["content-type"]).toBe("text/csv; charset=utf-8");
  expect(csv.body.trim().split("\r\n")).toHaveLength(121);
  expect(csv.body).toContain(`"'=cmd() <script>alert(""harbour"")</script>"`);
  const json = await ask(web, "/search?q=strike&as=json");
  expect(JSON.parse(json.body)).toMatchObject([{ title: "Harbour report 60" }, { title: "Harbour report 0" }]);
  expect((await ask(web, "/search?q=strike&as=ris")).body.match(/^TY {2}- NEWS/gm)).toHaveLength(2);
  expect((await ask(web, "/search?q=strike&as=bibtex")).body.match(/^@misc/gm)).toHaveLength(2);
});

test("a search is a feed for readers who cannot sign in, at an address with a token for it alone", async () => {
  const web = await open();
  const page = await ask(web, "/search?q=strike&language=en&days=3");
  const address = /href="\.\/(search\.atom\/[^"]+)"/.exec(page.body)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const feed = await ask(web, `/${address}`);
  expect(feed.status).toBe(200);
  // The other one is older than three days, as on the page.
  expect(feed.body.match(/<entry/g)).toHaveLength(1);
  expect(feed.body).toContain("<title>Wirewatch: strike</title>");
  for (const other of [
    address.replace("strike", "harbour"),
    address.replace("days=3", "days=30"),
    address.replace("&days=3", ""),
  ])
    expect([other, (await ask(web, `/${other}`)).status]).toEqual([other, 404]);
});

test.each([
  ["strike AND harbour", "strike-harbour"],
  ['$junta NEAR/8 "arms\' embargo"', "junta-8-arms-embargo"],
  ["မြန်မာ", "search-"],
])("%s is saved as a watchlist that the configuration takes", async (query, id) => {
  const asked = `q=${encodeURIComponent(query)}&language=en&outlet=${encodeURIComponent("The Gull's: #1")}`;
  const yaml = await ask(await open(), `/search.yaml?${asked}`);
  expect(yaml.body).toContain(`id: '${id}`);
  const { folder, remove } = await newFolder();
  closing({ close: remove });
  await mkdir(join(folder, "watchlists"));
  await writeFile(join(folder, "watchlists", "saved.yaml"), yaml.body);
  const { faults } = await loadConfig({ dir: folder, dataDir: folder, env: {} });
  expect(faults.filter(({ file }) => file.includes("saved"))).toEqual([]);
});
