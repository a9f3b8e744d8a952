// Sitemaps as sources. Method: the source itself, over a client that answers from a table.
import { afterAll, beforeAll, expect, test } from "vitest";
import { choose, sitemap } from "../../src/sources/sitemap.ts";
import { NOW, pollSource } from "./poll-source.ts";
import { openThreads } from "../../src/threads/pool.ts";
import type { FeedRow } from "../../src/store/feeds.ts";
import type { Threads } from "../../src/threads/pool.ts";
import type { Polled } from "../../src/sources/source.ts";

let threads: Threads;
beforeAll(() => {
  threads = openThreads({ size: 1, deadlineMs: 10_000, heapMb: 128 });
});
afterAll(() => threads.close());

const ROOT = "https://paper.example/sitemap.xml";

/** Polls it where these addresses answer, and says what was asked. */
const poll = (site: Record<string, string>, row: Partial<FeedRow> = {}) =>
  pollSource(sitemap, { threads, site: (url) => site[url], url: ROOT, row, headers: { etag: '"1"' } });

const index = (parts: [string, string | null][]) =>
  `<sitemapindex>${parts.map(([name, date]) => `<sitemap><loc>https://paper.example/${name}</loc>${date === null ? "" : `<lastmod>${date}</lastmod>`}</sitemap>`).join("")}</sitemapindex>`;
const map = (...names: string[]) =>
  `<urlset>${names.map((name) => `<url><loc>https://paper.example/${name}</loc></url>`).join("")}</urlset>`;
const urlsOf = (polled: Polled) =>
  polled.kind === "fresh" ? polled.document.entries.map(({ url }) => url?.replace("https://paper.example/", "")) : polled;
const site = {
  "https://paper.example/new.xml": map("n1", "n2"),
  "https://paper.example/old.xml": map("o1"),
  "https://paper.example/day2.xml": map("d1"),
};

test("a first poll of an index reads the parts of the last week, and remembers the others", async () => {
  const { polled, asked } = await poll({
    ...site,
    [ROOT]: index([
      ["old.xml", "2020-01-01"],
      ["new.xml", "2026-11-28"],
    ]),
  });
  expect(asked).toEqual([ROOT, "https://paper.example/new.xml"]);
  expect(urlsOf(polled)).toEqual(["n1", "n2"]);
  expect(polled).toMatchObject({
    missed: false,
    cursor: {
      parts: {
        "https://paper.example/old.xml": "2020-01-01T00:00:00.000Z",
        "https://paper.example/new.xml": "2026-11-28T00:00:00.000Z",
      },
    },
  });
});

const known = {
  parts: {
    "https://paper.example/old.xml": "2020-01-01T00:00:00.000Z",
    "https://paper.example/new.xml": "2026-11-28T00:00:00.000Z",
  },
};

test("later polls read only what changed, is new or goes on, and a part of a new day is no gap", async () => {
  const later = { first_polled_at: NOW, cursor: known };
  const more = await poll(
    {
      ...site,
      [ROOT]: index([
        ["old.xml", "2020-01-01"],
        ["new.xml", "2026-11-28"],
        ["day2.xml", "2026-11-29"],
      ]),
    },
    later,
  );
  expect(more.asked).toEqual([ROOT, "https://paper.example/day2.xml", "https://paper.example/new.xml"]);
  expect(more.polled).toMatchObject({ missed: false });
});

test.each([
  ["the day alone", "2026-11-29"],
  ["its first day", "2026-03-02T10:00:00Z"],
])("the newest part is asked whether it grew if its index gives it %s, and its index did not change", async (_name, date) => {
  const parts = index([
    ["old.xml", "2020-01-01"],
    ["new.xml", date],
  ]);
  const first = await poll({ ...site, [ROOT]: parts });
  const { cursor } = first.polled as { cursor: typeof known };
  const row = { first_polled_at: NOW, document_at: NOW, etag: '"1"', cursor };
  const grown = { ...site, "https://paper.example/new.xml": map("n1", "n2", "n3") };
  const second = await poll({ ...grown, [ROOT]: parts }, row);
  expect([second.asked, urlsOf(second.polled)]).toEqual([
    [ROOT, "https://paper.example/new.xml"],
    ["n1", "n2", "n3"],
  ]);
  const sent: Record<string, string>[] = [];
  const same = { status: 304, headers: {} };
  const third = await pollSource(sitemap, {
    threads,
    url: ROOT,
    row,
    site(url, headers) {
      sent.push(headers);
      return url === ROOT ? same : grown["https://paper.example/new.xml"];
    },
  });
  expect(urlsOf(third.polled)).toEqual(["n1", "n2", "n3"]);
  expect(sent).toEqual([{ "if-none-match": '"1"' }, { "if-none-match": '"1"' }]);
  const fourth = await pollSource(sitemap, { threads, url: ROOT, row, site: () => same });
  expect(fourth.polled).toMatchObject({ kind: "unchanged", cursor: { parts: cursor.parts } });
});

/** Polls it again and again, each time with what the last poll left, and says which parts were asked each time. */
async function pollAgain(
  times: number,
  answer: (url: string, time: number, headers: Record<string, string>) => ReturnType<Parameters<typeof pollSource>[1]["site"]>,
) {
  let row: Partial<FeedRow> = {};
  const polls: { polled: Polled; asked: string[] }[] = [];
  for (let time = 0; time < times; time++) {
    const site = (url: string, headers: Record<string, string>) => answer(url, time, headers);
    const { polled, asked } = await pollSource(sitemap, { threads, site, url: ROOT, row, headers: { etag: '"1"' } });
    const { cursor = row.cursor } = polled as { cursor?: unknown };
    const { etag = null } = (polled as { web?: { validators: { etag: string | null } } }).web?.validators ?? row;
    row = { first_polled_at: NOW, document_at: NOW, etag, cursor };
    polls.push({ polled, asked: asked.slice(1).map((url) => url.replace("https://paper.example/", "")) });
  }
  return { polls, row };
}

test("parts of an index in an index are all read if they are new, six requests at a time, and not again when it changes", async () => {
  const before = Array.from({ length: 20 }, (_, part): [string, string] => [`old${part}.xml`, `2026-05-${10 + part}T05:30:00Z`]);
  const added = Array.from({ length: 9 }, (_, part): [string, string] => [`add${part}.xml`, `2026-11-29T05:3${part}:00Z`]);
  const { polls } = await pollAgain(8, (url, time) => {
    if (url === ROOT)
      return index([
        ["inner.xml", time < 2 ? "2026-11-28T06:00:00Z" : time < 6 ? "2026-11-29T06:00:00Z" : "2026-11-29T07:00:00Z"],
        ["news.xml", "2026-11-28T01:00:00Z"],
      ]);
    return url.endsWith("inner.xml") ? index(time < 2 ? before : [...before, ...added]) : map("n1");
  });
  const asked = polls.map((poll) => poll.asked.filter((name) => /^(?:old|add)/.test(name)));
  expect(new Set(asked.flat().filter((name) => name.startsWith("old"))).size).toBe(1);
  expect(new Set(asked.flat().filter((name) => name.startsWith("add"))).size).toBe(9);
  expect(
    asked
      .slice(5)
      .flat()
      .filter((name) => name !== "add8.xml"),
  ).toEqual([]);
  expect(polls.every((poll) => poll.asked.length <= 6)).toBe(true);
});

test("of an index without dates that did not change the same parts are asked, poll for poll", async () => {
  const parts = ["first.xml", "b.xml", "c.xml", "d.xml", "e.xml", "f.xml", "last.xml"].map((name): [string, null] => [
    name,
    null,
  ]);
  const { polls } = await pollAgain(4, (url, time) => (url !== ROOT ? map("n1") : time === 0 ? index(parts) : SAME));
  expect(polls.map(({ asked }) => asked)).toEqual(Array.from({ length: 4 }, () => ["first.xml", "f.xml", "last.xml"]));
});

test("the newest part of an index in an index is asked whether it grew, also if neither index changed", async () => {
  const { polls } = await pollAgain(2, (url, time, headers) => {
    if (url.endsWith("part.xml")) return time === 0 ? map("n1") : map("n1", "n2");
    if (headers["if-none-match"] !== undefined) return SAME;
    return index(url === ROOT ? [["inner.xml", "2026-11-28T06:00:00Z"]] : [["part.xml", "2026-11-28T06:00:00Z"]]);
  });
  expect(urlsOf(polls[1]?.polled as Polled)).toEqual(["n1", "n2"]);
});

const SAME = { status: 304, headers: {} };
const REFUSED = { status: 500, headers: {} };

test("a part that could not be read while its index did not change is named until it is read", async () => {
  const { polls, row } = await pollAgain(3, (url, time, headers) => {
    if (url === ROOT && headers["if-none-match"] !== undefined) return SAME;
    if (url === ROOT)
      return index([
        ["old.xml", "2020-01-01T10:00:00Z"],
        ["new.xml", "2026-11-28T10:00:00Z"],
      ]);
    return time === 1 ? REFUSED : map("n1");
  });
  expect(polls.map(({ asked }) => asked)).toEqual(Array.from({ length: 3 }, () => ["new.xml"]));
  const [, second] = polls;
  expect(second?.polled).toMatchObject({
    kind: "unchanged",
    cursor: { unread: { "https://paper.example/new.xml": expect.stringContaining("500") } },
  });
  expect(sitemap.notes?.(row as FeedRow)).toEqual([]);
});

test("an index of which no part can be read is a fault, also if it did not change", async () => {
  const { polls } = await pollAgain(2, (url, time) => {
    if (url === ROOT) return time === 0 ? index([["new.xml", "2026-11-28T10:00:00Z"]]) : SAME;
    return time === 0 ? map("n1") : REFUSED;
  });
  expect(polls[1]?.polled).toMatchObject({ kind: "failed", fault: expect.stringContaining("a part of this sitemap") });
});

test("a part that cannot be read is asked again at the next poll, and the index is not taken as known", async () => {
  const { polled } = await poll({
    ...site,
    [ROOT]: index([
      ["gone.xml", "2026-11-29"],
      ["new.xml", "2026-11-28"],
    ]),
  });
  expect(urlsOf(polled)).toEqual(["n1", "n2"]);
  expect(polled).toMatchObject({ document: { incomplete: true }, web: { validators: { etag: null } } });
  expect(Object.keys((polled as { cursor: typeof known }).cursor.parts)).toEqual(["https://paper.example/new.xml"]);
});

test("a part that stays broken is named, and delays neither the index nor newer parts", async () => {
  const broken = Array.from({ length: 7 }, (_, part): [string, string] => [`gone${part}.xml`, "2026-11-29T09:00:00Z"]);
  const first = await poll({ ...site, [ROOT]: index([...broken.slice(0, 1), ["new.xml", "2026-11-28T06:00:00Z"]]) });
  const cursor = (first.polled as { cursor: typeof known }).cursor;
  const row = { first_polled_at: NOW, cursor };
  const second = await poll({ ...site, [ROOT]: index([...broken.slice(0, 1), ["new.xml", "2026-11-28T06:00:00Z"]]) }, row);
  expect(second.polled).toMatchObject({ kind: "fresh", document: { entries: [], incomplete: true } });
  expect(sitemap.notes?.({ ...row, cursor } as FeedRow)).toEqual([
    expect.stringMatching(/^a part of this sitemap could not be read: .*gone0\.xml\)$/),
  ]);
  const unread = Object.fromEntries(broken.map(([name]) => [`https://paper.example/${name}`, "a fault"]));
  const changed = index([...broken, ["new.xml", "2026-11-29T08:00:00Z"]]);
  const third = await poll({ ...site, [ROOT]: changed }, { first_polled_at: NOW, cursor: { ...cursor, unread } });
  expect(third.asked[1]).toBe("https://paper.example/new.xml");
});

test("a part that asks for a pause gets it", async () => {
  const refusal = { status: 429, headers: { "retry-after": "120" } };
  const site = (url: string) => (url === ROOT ? index([["busy.xml", "2026-11-29"]]) : refusal);
  const { polled, held } = await pollSource(sitemap, { threads, site, url: ROOT });
  expect(polled).toMatchObject({ kind: "failed" });
  expect(held).toEqual([["https://paper.example/busy.xml", new Date(NOW.getTime() + 120_000)]]);
});

test("an index none of whose parts can be read is a fault, and says why", async () => {
  expect((await poll({ [ROOT]: index([["gone.xml", null]]) })).polled).toMatchObject({
    kind: "failed",
    fault: expect.stringContaining("a part of this sitemap could not be read") as string,
  });
});

test("an index in a circle ends, and one of a thousand changed parts takes its turns", async () => {
  const circle = {
    [ROOT]: index([["a.xml", null]]),
    "https://paper.example/a.xml": index([
      ["b.xml", null],
      ["sitemap.xml", null],
    ]),
    "https://paper.example/b.xml": index([["a.xml", null]]),
  };
  expect((await poll(circle)).asked.length).toBeLessThan(8);
  const parts = Array.from({ length: 1_000 }, (_, part): [string, string] => [`p${part}.xml`, "2026-11-29"]);
  const pages = Object.fromEntries(parts.map(([name]) => [`https://paper.example/${name}`, map(`of-${name}`)]));
  const first = await poll({ ...pages, [ROOT]: index(parts) });
  expect(first.asked).toHaveLength(7);
  const cursor = (first.polled as { cursor: typeof known }).cursor;
  const second = await poll({ ...pages, [ROOT]: index(parts) }, { first_polled_at: NOW, cursor });
  expect(second.asked).toHaveLength(7);
  expect(second.asked.slice(1).filter((url) => first.asked.includes(url))).toEqual([]);
});

test("of many parts without dates the first and the last are read, and later the new ones; of a few all", () => {
  const parts = ["a", "b", "c", "d", "e", "f", "g"].map((name) => ({
    url: `https://paper.example/${name}.xml`,
    changedAt: null,
  }));
  const names = (isFirst: boolean, of: typeof parts, seen: typeof parts = []) =>
    choose(of, { isFirst, known: Object.fromEntries(seen.map(({ url }) => [url, null])), now: NOW }).map(({ url }) => url.at(-5));
  expect(names(true, parts)).toEqual(["a", "f", "g"]);
  expect(names(false, [{ url: "https://paper.example/z.xml", changedAt: null }, ...parts], parts)).toEqual(["z", "f", "g"]);
  expect(names(true, parts.slice(1))).toEqual(["b", "c", "d", "e", "f", "g"]);
});

test("of an index that is written anew at each request each part has its turn", async () => {
  const names = Array.from({ length: 14 }, (_, part) => `p${part}.xml`);
  const { polls } = await pollAgain(3, (url, time) => {
    if (url === ROOT) return index(names.map((name) => [name, `2026-11-29T1${time}:00:0${time}Z`]));
    return map(`of-${url}`);
  });
  expect(new Set(polls.flatMap(({ asked }) => asked))).toEqual(new Set(names));
});

test("a single map is read as it stands, and a web page is refused", async () => {
  expect(urlsOf((await poll({ [ROOT]: map("a", "b") })).polled)).toEqual(["a", "b"]);
  expect((await poll({ [ROOT]: "<html><body>Hello</body></html>" })).polled).toMatchObject({
    fault: "this address answers with a web page, not a sitemap",
  });
});
