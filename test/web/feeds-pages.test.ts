// Goal: the pages of feeds and of the system show what is stored, their forms do what they say, and strangers change nothing. Method: over real connections.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { answers, rss } from "../cli/press.ts";
import { serve } from "../http/serve.ts";
import { inventText, tellStory } from "../pipeline/tell-story.ts";
import { addArticle, feedConfig, insert, minutesLater, NOW } from "../store/seed.ts";
import { ask, webWith } from "./ask.ts";
import { openPages, saidOn } from "./open-pages.ts";
import type { TestStages } from "../pipeline/open-stages.ts";
import type { TestPages } from "./open-pages.ts";

let pages: TestPages;
let stages: TestStages;
beforeAll(async () => {
  pages = await openPages();
  ({ stages } = pages);
});
beforeEach(() => pages.reset());
afterAll(() => stages.close());

const giveUp = (title: string): Promise<number> =>
  addArticle(stages.database, { title, stage: "match-watchlists", set_aside_at: NOW, fault: "a <fault>" });
const decide = (kind: string, article: number) => pages.submit("/system/quarantine", { do: kind, article: String(article) });
async function feedNumber(name: string): Promise<number> {
  const { sources } = await pages.json<{ sources: { id: number; name: string }[] }>("/feeds.json");
  return sources.find((source) => source.name === name)?.id ?? 0;
}

const upload = (name: string, content: string) => {
  const part = `--part\r\nContent-Disposition: form-data; name="opml"; filename="${name}"\r\nContent-Type: text/xml\r\n\r\n${content}\r\n--part--\r\n`;
  return pages.ask("/feeds/opml", {
    method: "POST",
    headers: { ...pages.own(), "content-type": "multipart/form-data; boundary=part" },
    body: part,
  });
};

describe("feeds", () => {
  test("are listed with those to look at first, by health, without the keys of their addresses", async () => {
    await stages.database.run(
      "update feeds set failures = 3, failing_since = $1, fault = 'answered 403', first_polled_at = $1 where name like '%Tern%'",
      [NOW],
    );
    await stages.database.run(
      "insert into source_days (feed_id, day, entries, bytes) select id, $1::date, 4, 100 from feeds where name = 'The Gull'",
      [NOW.toISOString().slice(0, 10)],
    );
    const { body } = await pages.ask("/feeds");
    expect(body).toContain("2 sources: 1 failing, 1 not polled.");
    expect(body.indexOf("The &lt;b&gt;Tern&lt;/b&gt;")).toBeLessThan(body.indexOf("The Gull"));
    expect(body).toMatch(/failing: answered 403<\/span>, since <time datetime="2026-03-02T10:00:00.000Z">/);
    expect(body).toContain("4 entries in 14 days, 4 today");
    expect(body).toContain("no entries in 14 days");
    expect(body.match(/class="spark"/g)).toHaveLength(1);
    expect(body).not.toContain("sesame");
    expect((await pages.ask("/feeds?only=trouble")).body).not.toContain("The Gull");
    expect(await pages.json("/feeds.json?only=trouble")).toMatchObject({
      sources: [{ state: "failing" }, { perDay: expect.arrayContaining([4]) }],
    });
  });

  test("that are none, and that all read well, say what to do next", async () => {
    await stages.database.run("update feeds set first_polled_at = $1, last_polled_at = $1, last_new_at = $1, last_ok_at = $1", [
      NOW,
    ]);
    expect((await pages.ask("/feeds?only=trouble")).body).toContain("Nothing to look at: every source reads well.");
    await stages.configure({ feeds: [] });
    expect((await pages.ask("/feeds")).body).toMatch(/There are no sources[^]*href="\.\/feeds\/add"/);
  });

  test("show of one its facts, gaps and entries, and ask it at the press of a button, also twice", async () => {
    const { port } = await serve(
      answers(rss([{ title: "Harbour closed", link: "http://gull.example/1" }]), "application/rss+xml"),
    );
    await stages.configure({ feeds: [feedConfig(`http://127.0.0.1:${port}/feed`, { name: "The Gull" })] });
    const id = await feedNumber("The Gull");
    expect((await pages.ask(`/feeds/${id}`)).body).toContain("It has brought none yet, as it was not polled");
    await stages.database.run("insert into gaps (feed_id, since, until) values ($1, $2, $3)", [
      id,
      minutesLater(-90),
      minutesLater(-60),
    ]);
    await stages.database.run(
      "insert into feed_faults (feed_id, since, until, fault, polls) values ($1, $2, $3, 'answered <503>', 2)",
      [id, minutesLater(-50), minutesLater(-40)],
    );
    const reading = { method: "summary", reason: "no-url", title: "A note" };
    const entry = { feed_id: id, key: "note", article_id: await addArticle(stages.database, reading), url: "" };
    await insert(stages.database, "entries", { ...entry, first_seen_at: NOW, last_seen_at: NOW });
    expect((await pages.ask(`/feeds/${id}`)).body).toContain("<li>its entry has no address: 1 page</li>");
    await stages.database.run("delete from entries");
    const page = await pages.submit(`/feeds/${id}/poll`);
    expect([page.at, saidOn(page)]).toEqual([
      `/feeds/${id}`,
      expect.stringMatching(/^The Gull was asked: 1 new entry; next poll /),
    ]);
    expect(page.body).toContain("<bdi>Harbour closed</bdi>");
    expect(page.body).toContain("Entries may have come and gone unseen");
    expect(page.body).toMatch(/When it could not be read[^]*\(2 polls\): answered &lt;503&gt;/);
    expect(saidOn(await pages.submit(`/feeds/${id}/poll`))).toMatch(/The Gull (was asked: nothing new|is not asked now)/);
    expect(await pages.json(`/feeds/${id}.json`)).toMatchObject({
      name: "The Gull",
      latest: [{ title: "Harbour closed" }],
      faults: [{ polls: 2 }],
      gaps: [{}],
    });
  });

  test("are paused once a person is sure, stay so through a change of feeds.yaml, and are resumed", async () => {
    const id = await feedNumber("The Gull");
    const asked = await pages.post(`/feeds/${id}/pause`);
    expect([asked.status, asked.body]).toEqual([200, expect.stringContaining('<h1 dir="auto">Pause this source?</h1>')]);
    expect(await pages.json(`/feeds/${id}.json`)).toMatchObject({ pausedSince: null });
    const paused = await pages.submit(`/feeds/${id}/pause`, { sure: "yes" });
    expect([paused.at, saidOn(paused)]).toEqual([`/feeds/${id}`, "The Gull is paused."]);
    expect(paused.body).toContain("paused by hand since 2026-03-02 10:00 UTC");
    expect(paused.body).not.toContain("Poll now");
    // Another page that was open before.
    expect(saidOn(await pages.submit(`/feeds/${id}/pause`))).toBe("The Gull is paused already, since 2026-03-02 10:00 UTC.");
    expect(saidOn(await pages.submit(`/feeds/${id}/poll`))).toMatch(/^The Gull is not asked now: it is paused by hand since /);
    await stages.configure({ feeds: [feedConfig("https://gull.example/feed?key=sesame", { name: "The White Gull" })] });
    const renamed = { name: "The White Gull", state: "paused", isTrouble: false, nextDueAt: null, lateSince: null };
    expect(await pages.json(`/feeds/${id}.json`)).toMatchObject(renamed);
    expect((await pages.ask("/feeds")).body).toContain("1 source: 1 paused.");
    expect(saidOn(await pages.submit(`/feeds/${id}/resume`))).toBe(
      "The White Gull is asked again; next poll 2026-03-02 10:00 UTC.",
    );
    expect(saidOn(await pages.submit(`/feeds/${id}/resume`))).toBe("The White Gull is not paused.");
    expect(await pages.json(`/feeds/${id}.json`)).toMatchObject({ state: "not polled", nextDueAt: NOW.toISOString() });
    expect(decodeURIComponent((await pages.post("/feeds/999/pause", { sure: "yes" })).headers.location ?? "")).toContain(
      "fault=there",
    );
  });

  test.each([
    ["held_until = '2026-03-02T15:30Z'", /^The Gull is asked again; next poll 2026-03-02 15:30 UTC\.$/],
    [
      "muted = true",
      /^The Gull is no longer paused, and is not asked all the same: its publisher says that it is gone for good\.$/,
    ],
  ])("where %s, are resumed with the words of when they are asked", async (set, words) => {
    const id = await feedNumber("The Gull");
    await pages.submit(`/feeds/${id}/pause`, { sure: "yes" });
    await stages.database.run(`update feeds set ${set} where id = $1`, [id]);
    expect(saidOn(await pages.submit(`/feeds/${id}/resume`))).toMatch(words);
  });

  test("that left feeds.yaml while the page was open are not asked", async () => {
    const id = await feedNumber("The Gull");
    await stages.configure({ feeds: [] });
    const answer = await pages.post(`/feeds/${id}/poll`);
    expect(decodeURIComponent(answer.headers.location ?? "")).toContain("fault=there+is+no+such+source+now");
  });

  test("are tried by their address, and feeds.yaml gets no more than what is shown to copy", async () => {
    const { port } = await serve(answers(rss([{ title: "One", link: "http://gull.example/1" }]), "application/rss+xml"));
    const tried = await pages.post("/feeds/add", { url: `http://127.0.0.1:${port}/feed?key=sesame123` });
    expect(tried.status).toBe(200);
    expect(tried.body).toContain(`  - url: http://127.0.0.1:${port}/feed?key=sesame123`);
    expect(tried.body).toContain("It would bring 1 entry");
    for (const url of ["", "ftp://x.example", "http://", "x".repeat(3_000)])
      expect(await pages.post("/feeds/add", { url }), url).toMatchObject({
        status: 422,
        body: expect.stringContaining('role="alert"'),
      });
  });

  test("are put into feeds.yaml at the press of a button, once, where web.edit allows it", async () => {
    const { port } = await serve(answers(rss([{ title: "One", link: "http://gull.example/1" }]), "application/rss+xml"));
    const url = `http://127.0.0.1:${port}/feed`;
    expect((await pages.post("/feeds/add", { url })).body).not.toContain("feeds/save");
    expect(saidOn(await pages.submit("/feeds/save", { url }))).toContain("web.edit in wirewatch.yaml is not true");
    const { web, dir } = stages.deps.config();
    await stages.configure({ web: { ...web, edit: true } });
    await writeFile(join(dir, "feeds.yaml"), "feeds:\n  - url: https://tern.example/feed # kept\n");
    expect((await pages.post("/feeds/add", { url })).body).toContain('action="../feeds/save"');
    const added = await pages.submit("/feeds/save", { url });
    expect([added.at, saidOn(added)]).toEqual(["/feeds", expect.stringMatching(/ was added to feeds\.yaml/)]);
    const after = await readFile(join(dir, "feeds.yaml"), "utf8");
    expect(after).toMatch(new RegExp(`^feeds:\\n  - url: https://tern.example/feed # kept\\n  - url: ${url}\\n`));
    expect(saidOn(await pages.submit("/feeds/save", { url }))).toBe("it is followed already; nothing was written");
    expect(await readFile(join(dir, "feeds.yaml"), "utf8")).toBe(after);
  });

  test("of an OPML file are sorted into new, known and impossible ones", async () => {
    const list = `<opml version="2.0"><body><outline type="rss" text="Gull" xmlUrl="https://gull.example/feed?key=sesame"/>
      <outline type="rss" text="Skua" xmlUrl="https://skua.example/feed"/><outline type="rss" text="Mine" xmlUrl="http://10.0.0.1/feed"/></body></opml>`;
    const read = await upload("feeds.opml", list);
    expect(read.body).toContain("  - url: https://skua.example/feed\n    name: Skua");
    expect(read.body).toMatch(/Followed already[^]*The Gull[^]*Left out[^]*Mine/);
    expect(await upload("page.html", "<!doctype html><p>no")).toMatchObject({
      status: 422,
      body: expect.stringContaining("it is a web page"),
    });
    // More than other forms may hold.
    expect((await upload("large.opml", list.replace("<body>", `<body>${" ".repeat(200_000)}`))).status).toBe(200);
    expect((await upload("huge.opml", " ".repeat(2_000_000))).status).toBe(413);
  });

  test("leave as OPML with whole addresses, as feeds export writes them", async () => {
    const { body, headers } = await pages.ask("/feeds.opml");
    expect(headers["content-disposition"]).toContain("wirewatch.opml");
    expect(body).toContain('xmlUrl="https://gull.example/feed?key=sesame"');
  });
});

describe("the system", () => {
  test("shows how far the articles of a day came, and what waits", async () => {
    await tellStory(stages.deps, { title: "Harbour closed", text: inventText("alpha") });
    await addArticle(stages.database, { not_before: minutesLater(-5) });
    const { body } = await pages.ask("/system");
    expect(body).toMatch(/New articles<\/dt><dd><b>2<\/b> <small>1 still to be read/);
    expect(body).toMatch(
      /Reading pages <small>fetch-articles<\/small><\/td><td class="number" data-label="Waits">1<[^]*?\(5 minutes\)/,
    );
    expect(body).toMatch(/Quarantined<\/h2>\s*<p>Nothing: every stage finished/);
    expect(await pages.json("/system.json")).toMatchObject({
      funnel: { articles: 2, matched: 1 },
      versions: { queue: "in the store" },
    });
    await stages.wipe();
    expect((await pages.ask("/system")).body).toContain("No article came in.");
  });

  test("tries quarantined articles again or drops them, and says so if another page did that before", async () => {
    const [one, two] = [await giveUp("Odd <one>"), await giveUp("Odd two")];
    const { body } = await pages.ask("/system");
    expect(body).toMatch(/2 articles could not be worked on[^]*Odd &lt;one&gt;[^]*a &lt;fault&gt;/);
    expect(saidOn(await decide("retry", one))).toBe("1 article will be tried again within a second.");
    expect(saidOn(await decide("retry", one))).toMatch(/article \d+ is not quarantined/);
    expect(saidOn(await decide("drop", two))).toBe("1 article dropped.");
    for (const wrong of [{ do: "drop" }, { do: "burn", article: "1" }, { do: "retry", article: "1e3" }, {}])
      expect(saidOn(await pages.submit("/system/quarantine", wrong as Record<string, string>))).toContain(
        "does not say what to do",
      );
  });
});

describe("who may change something", () => {
  test("is nobody but this machine where web.access is open, and buttons are shown to nobody else", async () => {
    const openWeb = await webWith(stages, { kind: "open" });
    // By way of a proxy, as strangers come.
    const stranger = { "x-forwarded-for": "192.0.2.1" };
    const asked = await ask(openWeb, "/feeds/add", {
      method: "POST",
      headers: { origin: new URL(openWeb.url).origin, "content-type": "application/x-www-form-urlencoded", ...stranger },
    });
    expect([asked.status, asked.body]).toEqual([403, expect.stringContaining("only this machine may change")]);
    for (const path of ["/feeds", "/feeds/1", "/digests/hourly", "/system"]) {
      const { status, body } = await ask(openWeb, path, { headers: stranger });
      expect([path, status, /<form/.test(body)]).toEqual([path, 200, false]);
    }
    expect((await ask(openWeb, "/feeds.opml", { headers: stranger })).body).not.toContain("sesame");
    expect((await ask(openWeb, "/feeds.opml")).body).toContain("sesame");
  });

  test("a link of somebody else makes no page say anything", async () => {
    for (const query of ["done=Paid", "done=Paid&by=x", `fault=Call+us&by=${"A".repeat(22)}`])
      expect((await pages.ask(`/feeds?${query}`)).body).not.toMatch(/Paid|Call us|role="status"/);
  });
});
