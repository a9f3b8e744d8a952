// Pages as sources: a first look, a new item, and what becomes of a page that changes its form.
import { afterAll, beforeAll, expect, test } from "vitest";
import { page } from "../../src/sources/page/page.ts";
import { followRedesign, REDESIGNS } from "./follow-redesign.ts";
import { NOW, pollSource } from "./poll-source.ts";
import { openThreads } from "../../src/threads/pool.ts";
import { DATED, inventItems, inventPage, type ListedItem, UNDATED } from "../feeds/invent-listing.ts";
import { configFolder, load } from "../config/config-folder.ts";
import type { Backlog } from "../../src/feeds/poll/backlog.ts";
import type { Threads } from "../../src/threads/pool.ts";

let threads: Threads;
beforeAll(() => {
  threads = openThreads({ size: 1, deadlineMs: 10_000, heapMb: 128 });
});
afterAll(() => threads.close());

const AT = "https://office.example/news/";
const items = inventItems("en", (index) => `/news/notice-${index}`);
const others = items.map(({ title, date }, index): ListedItem => ({
  title: `Topic: ${title.toLowerCase()} and more`,
  path: `/guides/${index}`,
  date,
}));
const drawn = (design: string, list: readonly ListedItem[]) =>
  inventPage("en", ((DATED[design] ?? UNDATED[design]) as (typeof DATED)[string])(list, { more: "Read more" }));

async function poll(
  pages: Record<string, string>,
  cursor: unknown,
  { backlog = { kind: "all" }, items: selector }: { backlog?: Backlog; items?: string } = {},
) {
  const { polled, asked, row } = await pollSource(page, {
    threads,
    site: (url) => pages[url],
    url: AT,
    row: { cursor, last_ok_at: new Date("2026-11-29T10:00:00Z"), last_polled_at: NOW },
    options: selector === undefined ? {} : { items: selector },
    backlog,
    headers: { "content-type": "text/html" },
  });
  return { polled, asked, notes: (next: unknown) => page.notes?.({ ...row, cursor: next }) ?? [] };
}
const cursorOf = (polled: Awaited<ReturnType<typeof poll>>["polled"]) => (polled as { cursor?: unknown }).cursor;
const known = async (list = items) => cursorOf((await poll({ [AT]: drawn("cards", list) }, null)).polled);

test("a first look takes all items, and later ones may alert with a new item", async () => {
  const first = await poll({ [AT]: drawn("cards", items.slice(1)) }, null);
  expect(first.polled).toMatchObject({ kind: "fresh", document: { entries: expect.objectContaining({ length: 5 }) as unknown } });
  const second = await poll({ [AT]: drawn("cards", items) }, cursorOf(first.polled));
  expect(second.polled).not.toHaveProperty("quietly");
  expect(second.notes(cursorOf(second.polled))).toEqual([]);
});

test.each(["table", "plain links", "headings in a row"])(
  "a redesign as %s with the same items goes on as before",
  async (design) => {
    const { polled } = await poll({ [AT]: drawn(design, items) }, await known(items.slice(1)));
    expect(polled).toMatchObject({ kind: "fresh" });
    expect(polled).not.toHaveProperty("quietly");
  },
);

test("items that are all new at once alert nobody and are reported", async () => {
  const { polled, notes } = await poll({ [AT]: drawn("plain links", others) }, await known());
  expect(polled).toMatchObject({ kind: "fresh", quietly: true, missed: true });
  expect(notes(cursorOf(polled))).toEqual([
    expect.stringContaining("changed its form on 2026-11-29 12:00 UTC: 6 items were new at once") as unknown,
  ]);
  // It is well at the next look, and the note stays for a while.
  const next = await poll({ [AT]: drawn("plain links", others) }, cursorOf(polled));
  expect(next.polled).not.toHaveProperty("quietly");
  expect(next.notes(cursorOf(next.polled))).toHaveLength(1);
});

test("a menu of topics that joins the list alerts nobody", async () => {
  const { polled } = await poll({ [AT]: drawn("plain links", [...items.slice(0, 3), ...others]) }, await known());
  expect(polled).toMatchObject({ quietly: true });
});

test("items that are all new, and dated since the last look, are news", async () => {
  const late = items.map((item, index) => ({
    ...item,
    title: `${item.title} once more`,
    path: `/news/late-${index}`,
    date: new Date("2026-11-29T11:00:00Z"),
  }));
  const { polled } = await poll({ [AT]: drawn("cards that are links", late) }, await known());
  expect(polled).not.toHaveProperty("quietly");
});

test("a list that is gone is a fault, which says how many items it had", async () => {
  const empty = inventPage("en", "<p>There are no notices at present.</p>");
  expect((await poll({ [AT]: empty }, await known())).polled).toMatchObject({
    kind: "failed",
    fault: "the page changed its form: no list of articles is found in it, where 6 stood before",
  });
  expect((await poll({ [AT]: empty }, null)).polled).toMatchObject({
    fault: expect.stringContaining("no list of articles is found on this page") as unknown,
  });
  expect((await poll({ [AT]: empty }, null, { items: "#news li" })).polled).toMatchObject({
    fault: expect.stringContaining('nothing on this page that matches "#news li"') as unknown,
  });
});

test.each([
  ['<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', "with a feed: name it by url: in place of page:"],
  ["%PDF-1.4 and more", "with a PDF file"],
])("an address that answers with no page is told so: %s", async (body, fault) => {
  expect((await poll({ [AT]: body }, null)).polled).toMatchObject({ fault: expect.stringContaining(fault) as unknown });
});

test("a first look reads older pages as far as the backlog reaches", async () => {
  const parts = [items.slice(0, 2), items.slice(2, 4), items.slice(4)];
  const pages = Object.fromEntries(
    parts.map((part, index) => [
      index === 0 ? AT : `${AT}?page=${index + 1}`,
      drawn("cards", part).replace("</main>", index < 2 ? `<a rel="next" href="?page=${index + 2}">Older</a></main>` : "</main>"),
    ]),
  );
  expect((await poll(pages, null, { backlog: { kind: "all" } })).asked).toHaveLength(3);
  expect((await poll(pages, null, { backlog: { kind: "within", ms: 3 * 86_400_000 } })).asked).toHaveLength(2);
  expect((await poll(pages, null, { backlog: { kind: "none" } })).asked).toHaveLength(1);
  expect((await poll(pages, await known(parts[0]), { backlog: { kind: "all" } })).asked).toHaveLength(1);
});

test("of redesigned pages none is passed over in silence, and none tells old articles", async () => {
  for (let number = 0; number < 5 * REDESIGNS.length; number++) {
    const { redesign, wrong, isNewTold, isNamed } = await followRedesign(number);
    expect([number, redesign, wrong, isNewTold || isNamed]).toEqual([number, redesign, 0, true]);
  }
});

test("a list that only scripts show is read as a browser shows it, and from then on whatever the page itself says", async () => {
  const shell = '<html><body><div id="app"></div><script src="/app.js"></script></body></html>';
  const asking = { threads, site: () => shell, url: AT, options: {}, headers: { etag: '"1"' } };
  const first = await pollSource(page, { ...asking, rendered: drawn("cards", items) });
  expect(first.polled).toMatchObject({
    kind: "fresh",
    document: { entries: items.map(({ title }) => ({ title })) },
    web: { validators: { etag: null } },
    cursor: { isRendered: true },
  });
  const cursor = first.polled.kind === "fresh" ? first.polled.cursor : null;
  const again = await pollSource(page, { ...asking, row: { cursor, etag: '"1"' }, rendered: drawn("cards", items) });
  expect(again.polled).toMatchObject({ kind: "fresh", web: { sent: { etag: null } } });
  // A list that is in the page itself needs no browser.
  const none = await pollSource(page, { ...asking, rendered: "<p>Nothing here.</p>" });
  expect(none.polled).toMatchObject({ fault: expect.stringContaining("nor as a browser shows it: name its items") as unknown });
  const plain = await pollSource(page, { ...asking, site: () => drawn("cards", items), rendered: "" });
  expect(plain.polled).toMatchObject({ kind: "fresh", document: { entries: { length: items.length } } });
  expect(plain.polled).not.toHaveProperty("cursor.isRendered");
});

test("a page that asks to sign in, where a list stood, says so and what to do", async () => {
  const form =
    '<main><form action="/login"><input name="user"><input type="password" name="pw"></form><p><a href="/forgot">Forgot your password?</a> <a href="/join">Become a member of the office today</a></p></main>';
  const asking = { threads, url: AT, options: {}, headers: { "content-type": "text/html" } };
  const first = await pollSource(page, { ...asking, site: () => drawn("cards", items) });
  const cursor = first.polled.kind === "fresh" ? first.polled.cursor : null;
  const { polled } = await pollSource(page, { ...asking, site: () => form, row: { cursor, last_ok_at: NOW } });
  expect(polled).toMatchObject({
    kind: "failed",
    fault: `this page asks to sign in, where ${items.length} items stood before: give it login: or headers:, or renew what it has`,
  });
});

const PARTNERS = [
  "Example Advertising Products",
  "Measuring Company of Selby",
  "Harbour Data Exchange",
  "Northern Audience Graph",
];
const ASKED =
  "<h1>We value your privacy</h1><p>We and our 842 partners use cookies and process personal data. You can accept all, reject all or manage your choices. Our partners may rely on legitimate interests, and you can withdraw your consent in our privacy policy.</p>";
const WALL = `<main>${ASKED}<ul>${PARTNERS.map((name, index) => `<li><a href="/vendors/${index}">${name}</a></li>`).join("")}</ul></main>`;

test.each([
  ["in the page itself", WALL],
  ["in a dialog over an empty page", `<div id="onetrust-consent-sdk" role="dialog">${WALL}</div><div id="app">Office</div>`],
])("a consent wall %s is named, and not learnt as the list", async (_where, wall) => {
  const { polled } = await poll({ [AT]: wall }, null);
  expect(polled).toMatchObject({
    kind: "failed",
    fault: "this page asks for consent to cookies: give it the cookie of your choice by headers:, or write browser: true",
  });
  expect((await poll({ [AT]: wall }, await known())).polled).toMatchObject({
    kind: "failed",
    fault: `this page asks for consent to cookies, where ${items.length} items stood before: give it the cookie of your choice by headers:, or write browser: true`,
  });
});

test.each([
  ["in a dialog", `<div class="cookie-banner">${ASKED}</div>`],
  ["without a name", `<div>${ASKED}</div>`],
])("a list with a banner for consent %s is learnt", async (_where, banner) => {
  for (const design of ["cards", "plain links"])
    expect((await poll({ [AT]: banner + drawn(design, items) }, null)).polled).toMatchObject({
      kind: "fresh",
      document: { entries: { length: items.length } },
    });
});

test.each([
  [
    "Chinese",
    [
      "市政府宣布明年春季开放新的跨江大桥",
      "港口工人罢工进入第三天航班受影响",
      "水利局提醒居民防范上游洪水来袭",
      "法院驳回渔业公司对配额的全部上诉",
    ],
  ],
  [
    "Japanese",
    [
      "市議会が新しい橋の建設計画を承認",
      "港の労働者によるストが三日目に入る",
      "上流の洪水に注意を呼びかける河川局",
      "漁業会社の訴えを裁判所がすべて退ける",
    ],
  ],
  [
    "Thai",
    [
      "เทศบาลเปิดสะพานใหม่ข้ามแม่น้ำในฤดูใบไม้ผลิ",
      "คนงานท่าเรือหยุดงานประท้วงเป็นวันที่สาม",
      "กรมชลประทานเตือนประชาชนระวังน้ำท่วม",
      "ศาลยกคำร้องของบริษัทประมงทั้งหมด",
    ],
  ],
])("a list in %s without dates is learnt, although its banner for consent is in English", async (_language, titles) => {
  const list = titles.map((title, index) => `<li><a href="/news/notice-${index}">${title}</a></li>`).join("");
  const { polled } = await poll({ [AT]: `<div class="cookie-banner">${ASKED}</div><main><ul>${list}</ul></main>` }, null);
  expect(polled).toMatchObject({ kind: "fresh", document: { entries: titles.map((title) => ({ title })) } });
});

const withForm = (list: string) => `${list}<form action="/login"><input type="password" name="pw"></form>`;

test("a short list whose items are all new at once is no sign-in page, although the page has a form to sign in", async () => {
  const asking = { threads, url: AT, options: {}, headers: { "content-type": "text/html" } };
  const others = items.slice(2).map((item) => ({ ...item, title: `${item.title} again`, path: `${item.path}-again` }));
  const first = await pollSource(page, { ...asking, site: () => withForm(drawn("cards", items.slice(0, 4))) });
  const cursor = first.polled.kind === "fresh" ? first.polled.cursor : null;
  const { polled } = await pollSource(page, {
    ...asking,
    site: () => withForm(drawn("cards", others)),
    row: { cursor, last_ok_at: NOW },
  });
  expect(polled).toMatchObject({ kind: "fresh", document: { entries: { length: others.length } } });
});

test("feeds.yaml names a page, its items and nothing that is no selector", async () => {
  const { config, faults } = await load(configFolder({ "feeds.yaml": `feeds:\n  - page: ${AT}\n    items: "#news li"\n` }));
  expect(faults).toEqual([]);
  expect(config?.feeds).toMatchObject([{ kind: "page", url: AT, options: { items: "#news li" } }]);
  const bad = await load(configFolder({ "feeds.yaml": `feeds:\n  - page: ${AT}\n    items: "#news li["\n` }));
  expect(bad.lines).toEqual([expect.stringContaining('feeds.yaml:3:12: "items" is no CSS selector') as unknown]);
});
