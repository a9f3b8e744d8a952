// Two hundred publishers on a fake clock: what each feed or page shows when, how its server answers and errs, and which rules a request breaks.
import { feedConfig } from "../store/seed.ts";
import type { FeedConfig } from "../../src/config/config.ts";
import type { Backlog } from "../../src/feeds/poll/backlog.ts";
import type { Answered, HttpAnswer } from "../../src/http/answer.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
const FLOOR_MS = 10 * MINUTE_MS;

/**
 * What becomes of a feed half-way: its guids, or scheme, host or all of them change, or its address moves, or it shows what was gone. Others
 * answer "not modified" whatever has come ("lies"), or have an etag that new items don't always change ("sloppy"), or none ("careless").
 * "page" and "redesign" are pages without a feed: one lists its items in another order from then on, one has another design and addresses.
 * "sitemap" and "channel" (of Telegram) are other kinds of sources.
 */
const HABITS = [
  "steady",
  "guids",
  "https",
  "host",
  "everything",
  "moves",
  "restored",
  "reordered",
  "bursts",
  "lies",
  "careless",
  "sloppy",
  "page",
  "redesign",
  "sitemap",
  "channel",
] as const;
type Habit = (typeof HABITS)[number];

export interface Publisher {
  url: string;
  habit: Habit;
  backlog: Backlog;
  /** When each of its items is published, in order. */
  items: number[];
  window: number;
  changesAt: number;
  lastAskedAt: number | null;
  /** When it last sent a whole document; when it sent its first, and which items that showed. */
  documentAt: number | null;
  metAt: number | null;
  shownFirst: number[];
}

export type Rule =
  | "a whole document is asked for once, and then once a week"
  | "a whole document is asked for at least once a week"
  | "nothing is asked inside a Retry-After"
  | "a feed is asked every ten minutes at most"
  | "no feed is forgotten"
  | "nothing is told twice"
  | "nothing of before the backlog is told"
  | "what was published is told, or its gap is";

export interface Asked {
  url: string;
  headers: Readonly<Record<string, string>>;
  redirects: Answered["redirects"];
}

export interface World {
  feeds: FeedConfig[];
  publishers: Publisher[];
  requests: number;
  broken: { rule: Rule; what: string }[];
  /** `redirects` are those that led to this address. */
  answer(asked: Asked, at: number): HttpAnswer;
  /** The process died before it heard the answer: what it asks again is no fault of its. */
  pardon(url: string): void;
}

const WORDS = ["storm", "harbour", "budget", "strike", "election", "bridge", "drought", "verdict", "museum", "ferry", "border"];
const BACKLOGS: Backlog[] = [{ kind: "within", ms: DAY_MS }, { kind: "none" }, { kind: "all" }];

export const titleOf = (feed: number, n: number): string =>
  `${WORDS[n % WORDS.length]} report number ${feed}-${n} from the ${WORDS[(n * 7 + 3) % WORDS.length]}`;

function openPublisher(index: number, from: number, until: number, dice: () => number): Publisher {
  const habit = HABITS[index % HABITS.length] ?? "steady";
  const window = 8 + Math.floor(dice() * 20);
  const pauseMs = HOUR_MS * (habit === "bursts" ? 2 : 4 + dice() * 8);
  const items: number[] = [];
  for (let at = from - window * pauseMs; at < until; at += pauseMs * (0.2 + dice() * 1.6)) {
    items.push(at);
    const burst = habit === "bursts" && at > from && dice() < 0.03 ? window * 3 : 0;
    for (let n = 0; n < burst; n++) items.push((at += 5_000));
  }
  return {
    url: habit === "channel" ? `https://t.me/s/press${index}` : `https://press${index >> 1}.example/feed-${index}`,
    habit,
    window,
    items: items.map((at) => Math.floor(at / 1000) * 1000),
    backlog: BACKLOGS[index % BACKLOGS.length] ?? { kind: "none" },
    changesAt: from + (until - from) * (0.2 + dice() * 0.3),
    lastAskedAt: null,
    documentAt: null,
    metAt: null,
    shownFirst: [],
  };
}

/** The items that it shows at a time, newest first. */
function shownAt({ items, window, habit, changesAt }: Publisher, at: number): number[] {
  const published = items.findLastIndex((time) => time <= at) + 1;
  const isRestored = habit === "restored" && at >= changesAt && at < changesAt + DAY_MS;
  const first = Math.max(0, published - window * (isRestored ? 3 : 1));
  const shown = Array.from({ length: published - first }, (_, n) => published - 1 - n);
  const isShuffled = ["reordered", "sloppy", "page"].includes(habit) && at >= changesAt;
  return isShuffled ? shown.toSorted((a, b) => ((a * 7919) % 101) - ((b * 7919) % 101)) : shown;
}

const KINDS: Partial<Record<Habit, string>> = { page: "page", redesign: "page", sitemap: "sitemap", channel: "telegram" };
const isPage = ({ habit }: Publisher): boolean => KINDS[habit] === "page";

function renderSitemap(index: number, publisher: Publisher, at: number): string {
  const urls = shownAt(publisher, at).map((n) => {
    const date = new Date(publisher.items[n] ?? 0).toISOString();
    const news = `<news:news><news:publication_date>${date}</news:publication_date><news:title>${titleOf(index, n)}</news:title></news:news>`;
    return `<url><loc>https://map${index}.example/news/${n}</loc><lastmod>${date}</lastmod>${news}</url>`;
  });
  return `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${urls.join("")}</urlset>`;
}

/** Posts are numbered from 1. `before`: the older page that ends right before this number. */
function renderChannel(index: number, publisher: Publisher, at: number, before: number): string {
  const { items, url, window } = publisher;
  const last = Math.min(before - 1, items.findLastIndex((time) => time <= at) + 1);
  const numbers = Array.from({ length: Math.min(window, last) }, (_, n) => last - n).reverse();
  const posts = numbers.map(
    (number) =>
      `<div data-post="press${index}/${number}"><div class="tgme_widget_message_text">${titleOf(index, number - 1)}</div><a class="tgme_widget_message_date" href="https://t.me/press${index}/${number}"><time datetime="${new Date(items[number - 1] ?? 0).toISOString()}"></time></a></div>`,
  );
  const [first = 1] = numbers;
  const older = first > 1 ? `<link rel="prev" href="${url}?before=${first}">` : "";
  return `<head>${older}</head><body><section class="tgme_channel_history">${posts.join("")}</section></body>`;
}

function renderPage(index: number, publisher: Publisher, at: number): string {
  const isNew = publisher.habit === "redesign" && at >= publisher.changesAt;
  const rows = shownAt(publisher, at).map((n) => {
    const link = `<a href="/${isNew ? `story-${index}-${n * 31}` : `news/${index}/${n}`}">${titleOf(index, n)}</a>`;
    const date = `<time datetime="${new Date(publisher.items[n] ?? 0).toISOString()}"></time>`;
    return isNew ? `<tr><td>${date}</td><td>${link}</td></tr>` : `<li>${date}<h3>${link}</h3></li>`;
  });
  const list = isNew ? `<table>${rows.join("")}</table>` : `<ul class="news">${rows.join("")}</ul>`;
  const menu = `<nav><a href="/about">About us</a> <a href="/contact">Contact</a></nav>`;
  return `<!doctype html><html lang="en"><head><title>Press ${index}</title></head><body>${menu}<main>${list}</main></body></html>`;
}

function render(index: number, publisher: Publisher, at: number): string {
  const { habit, items } = publisher;
  const has = (...habits: Habit[]) => at >= publisher.changesAt && habits.includes(habit);
  const rendered = shownAt(publisher, at).map((n) => {
    const host = has("host", "everything") ? "new" : "old";
    const path = has("everything") ? `story-${n * 31}` : `news/${n}`;
    const link = `${has("https") ? "https" : "http"}://${host}${index}.example/${path}`;
    const guid = habit === "guids" || habit === "everything" ? `${has("guids", "everything") ? "x" : "g"}-${n * 17}` : link;
    return `<item><guid>${guid}</guid><title>${titleOf(index, n)}</title><link>${link}</link><pubDate>${new Date(items[n] ?? 0).toUTCString()}</pubDate></item>`;
  });
  return `<rss version="2.0"><channel><title>Press ${index}</title>${rendered.join("")}</channel></rss>`;
}

/** All who move end up at one host. */
const moved = ({ url }: Publisher): string => url.replace(/press\d+/, "moved");

export function openWorld(count: number, from: number, until: number, dice: () => number): World {
  const publishers = Array.from({ length: count }, (_, index) => openPublisher(index, from, until, dice));
  const heldUntil = new Map<string, number>();
  const askedAt = new Map<string, number>();
  const find = (asked: string) => {
    const [url] = asked.split("?");
    return publishers.findIndex((publisher) => publisher.url === url || moved(publisher) === url);
  };

  const world: World = {
    publishers,
    requests: 0,
    broken: [],
    feeds: publishers.map((publisher) => {
      const { url, backlog } = publisher;
      return feedConfig(url, { backlog, robots: "ignore", kind: KINDS[publisher.habit] ?? "feed" });
    }),
    pardon(url) {
      const publisher = publishers[find(url)];
      if (publisher !== undefined) for (const address of [publisher.url, moved(publisher)]) askedAt.delete(address);
    },
    answer({ url, headers, redirects }, at) {
      const index = find(url);
      const publisher = publishers[index];
      if (publisher === undefined) throw new Error(`nobody publishes ${url}`);
      const { host, searchParams } = new URL(url);
      world.requests += 1;
      const isWhole = headers["if-none-match"] === undefined && headers["if-modified-since"] === undefined;
      const earlier = { lastAskedAt: askedAt.get(url) ?? null, heldUntil: heldUntil.get(host) ?? 0 };
      world.broken.push(...judgeRequest(publisher, { url, at, isWhole, ...earlier }));
      askedAt.set(url, at);
      publisher.lastAskedAt = at;
      const answered = (status: number, more: Record<string, string> = {}, text = ""): Answered => ({
        kind: "answer",
        status,
        headers: more,
        body: new TextEncoder().encode(text),
        url,
        redirects,
      });
      if (publisher.habit === "moves" && at >= publisher.changesAt && url === publisher.url) {
        const leadsTo = moved(publisher);
        return { ...answered(301), redirects: [...redirects, { status: 301, to: leadsTo }], leadsTo };
      }
      const luck = dice();
      if (luck < 0.01) return { kind: "failed", reason: "reset", message: "the connection was cut", temporary: true };
      if (luck < 0.02) return answered(500);
      if (luck < 0.035) {
        const seconds = Math.ceil(20 * 60 + dice() * 10 * 3600);
        heldUntil.set(host, Math.max(earlier.heldUntil, at + seconds * 1000));
        return answered(luck < 0.03 ? 429 : 503, { "retry-after": String(seconds) });
      }
      const before = searchParams.get("before");
      if (before !== null)
        return answered(200, { "content-type": "text/html" }, renderChannel(index, publisher, at, Number(before)));
      const shown = shownAt(publisher, at);
      const etag = `"${index}-${shown.length}-${publisher.habit === "sloppy" ? shown[0] : Math.max(...shown)}-${at >= publisher.changesAt}"`;
      const isLie = publisher.habit === "lies" && at > from + DAY_MS;
      if (!isWhole && (isLie || headers["if-none-match"] === etag))
        return answered(304, { etag: headers["if-none-match"] ?? etag });
      if (publisher.metAt === null) [publisher.metAt, publisher.shownFirst] = [at, shown];
      publisher.documentAt = at;
      const marks = publisher.habit === "careless" ? {} : { etag };
      if (isPage(publisher)) return answered(200, { ...marks, "content-type": "text/html" }, renderPage(index, publisher, at));
      if (publisher.habit === "channel")
        return answered(200, { ...marks, "content-type": "text/html" }, renderChannel(index, publisher, at, Infinity));
      return answered(200, marks, (publisher.habit === "sitemap" ? renderSitemap : render)(index, publisher, at));
    },
  };
  return world;
}

function* judgeRequest(
  { habit, documentAt }: Publisher,
  asked: { url: string; at: number; isWhole: boolean; lastAskedAt: number | null; heldUntil: number },
): Generator<World["broken"][number]> {
  const { url, at, isWhole, lastAskedAt, heldUntil } = asked;
  const what = `${url} (${habit}) at ${new Date(at).toISOString()}`;
  if (at < heldUntil) yield { rule: "nothing is asked inside a Retry-After", what };
  if (lastAskedAt !== null && at - lastAskedAt < FLOOR_MS) yield { rule: "a feed is asked every ten minutes at most", what };
  // An older page is asked for only where the newest shows that it is needed.
  if (documentAt === null || habit === "careless" || url.includes("?before=")) return;
  const ageMs = at - documentAt;
  // A server that was caught at a false "not modified" is asked for the whole once a day.
  if (isWhole && ageMs < (habit === "lies" || habit === "sloppy" ? DAY_MS : 7 * DAY_MS)) {
    yield { rule: "a whole document is asked for once, and then once a week", what };
  }
  if (!isWhole && ageMs > 7 * DAY_MS + HOUR_MS) yield { rule: "a whole document is asked for at least once a week", what };
}
