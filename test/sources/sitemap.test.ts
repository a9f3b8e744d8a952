// Sitemaps as sources. Method: the source itself, over a client that answers from a table.
import { afterAll, beforeAll, expect, test } from "vitest";
import { choose, sitemap } from "../../src/sources/sitemap.ts";
import { openThreads } from "../../src/threads/pool.ts";
import type { FeedRow } from "../../src/store/feeds.ts";
import type { Threads } from "../../src/threads/pool.ts";
import type { HttpAnswer } from "../../src/http/answer.ts";
import type { Polled } from "../../src/sources/source.ts";

let threads: Threads;
beforeAll(() => {
  threads = openThreads({ size: 1, deadlineMs: 10_000, heapMb: 128 });
});
afterAll(() => threads.close());

const now = new Date("2026-11-29T12:00:00Z");
const ROOT = "https://paper.example/sitemap.xml";
const row = (more: Partial<FeedRow> = {}) =>
  ({
    url: ROOT,
    asked_url: null,
    etag: null,
    last_modified: null,
    document_at: null,
    hides_news: false,
    cursor: null,
    first_polled_at: null,
    ...more,
  }) as FeedRow;

/** Polls it where these addresses answer, and says what was asked. */
async function poll(site: Record<string, string>, feed: FeedRow): Promise<{ polled: Polled; asked: string[] }> {
  const asked: string[] = [];
  const get = (url: string): Promise<HttpAnswer> => {
    asked.push(url);
    const body = site[url];
    return Promise.resolve({
      kind: "answer",
      status: body === undefined ? 404 : 200,
      url,
      headers: { etag: '"1"' },
      body: Uint8Array.from(Buffer.from(body ?? "")),
      redirects: [],
      truncated: false,
    } as unknown as HttpAnswer);
  };
  const deps = {
    client: () => ({ get, hold: () => Promise.resolve() }),
    threads,
    now: () => now,
    config: () => ({ dir: "", path: "" }),
    log: { warn: () => undefined },
  };
  const polled = await sitemap.poll(deps, { row: feed, setting: feed.url, options: {}, backlog: { kind: "all" } });
  return { polled, asked };
}

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
  const { polled, asked } = await poll(
    {
      ...site,
      [ROOT]: index([
        ["old.xml", "2020-01-01"],
        ["new.xml", "2026-11-28"],
      ]),
    },
    row(),
  );
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

test("later polls read only what changed or is new, and a part of a new day is no gap", async () => {
  const later = row({ first_polled_at: now, cursor: known });
  const same = await poll(
    {
      ...site,
      [ROOT]: index([
        ["old.xml", "2020-01-01"],
        ["new.xml", "2026-11-28"],
      ]),
    },
    later,
  );
  expect(same.asked).toEqual([ROOT]);
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
  expect(more.asked).toEqual([ROOT, "https://paper.example/day2.xml"]);
  expect(more.polled).toMatchObject({ missed: false });
});

test("a part that cannot be read is asked again at the next poll, and the index is not taken as known", async () => {
  const { polled } = await poll(
    {
      ...site,
      [ROOT]: index([
        ["gone.xml", "2026-11-29"],
        ["new.xml", "2026-11-28"],
      ]),
    },
    row(),
  );
  expect(urlsOf(polled)).toEqual(["n1", "n2"]);
  expect(polled).toMatchObject({ document: { incomplete: true }, web: { validators: { etag: null } } });
  expect(Object.keys((polled as { cursor: typeof known }).cursor.parts)).toEqual(["https://paper.example/new.xml"]);
});

test("an index none of whose parts can be read is a fault, and says why", async () => {
  expect((await poll({ [ROOT]: index([["gone.xml", null]]) }, row())).polled).toMatchObject({
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
  expect((await poll(circle, row())).asked.length).toBeLessThan(8);
  const parts = Array.from({ length: 1_000 }, (_, part): [string, string] => [`p${part}.xml`, "2026-11-29"]);
  const pages = Object.fromEntries(parts.map(([name]) => [`https://paper.example/${name}`, map(`of-${name}`)]));
  const first = await poll({ ...pages, [ROOT]: index(parts) }, row());
  expect(first.asked).toHaveLength(7);
  const cursor = (first.polled as { cursor: typeof known }).cursor;
  const second = await poll({ ...pages, [ROOT]: index(parts) }, row({ first_polled_at: now, cursor }));
  expect(second.asked).toHaveLength(7);
  expect(second.asked.slice(1).filter((url) => first.asked.includes(url))).toEqual([]);
});

test("of parts without dates the first and the last are read, and later the new ones", () => {
  const parts = ["a", "b", "c", "d", "e"].map((name) => ({ url: `https://paper.example/${name}.xml`, changedAt: null }));
  const names = (isFirst: boolean, of: typeof parts, seen: typeof parts = []) =>
    choose(of, { isFirst, known: Object.fromEntries(seen.map(({ url }) => [url, null])), now }).map(({ url }) => url.at(-5));
  expect(names(true, parts)).toEqual(["a", "d", "e"]);
  expect(names(false, [{ url: "https://paper.example/z.xml", changedAt: null }, ...parts], parts)).toEqual(["z", "d", "e"]);
});

test("a single map is read as it stands, and a web page is refused", async () => {
  expect(urlsOf((await poll({ [ROOT]: map("a", "b") }, row())).polled)).toEqual(["a", "b"]);
  expect((await poll({ [ROOT]: "<html><body>Hello</body></html>" }, row())).polled).toMatchObject({
    fault: "this address answers with a web page, not a sitemap",
  });
});
