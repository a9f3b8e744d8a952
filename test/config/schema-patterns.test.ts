// Patterns of the JSON Schemas: an editor marks the usual mistakes, and never a text that the program reads.
import { expect, test } from "vitest";
import { renderJsonSchemas } from "../../src/config/schemas/render-json-schemas.ts";
import { digestsSchema } from "../../src/config/schemas/digests-schema.ts";
import { feedsSchema } from "../../src/config/schemas/feeds-schema.ts";
import { watchlistsSchema } from "../../src/config/schemas/watchlists-schema.ts";
import { wirewatchSchema } from "../../src/config/schemas/wirewatch-schema.ts";

interface JsonSchema {
  properties: Record<string, JsonSchema>;
  items: JsonSchema;
  pattern: string;
  /** Several forms, the text first. */
  anyOf?: JsonSchema[];
}

const rendered = renderJsonSchemas();
const schemaOf = (name: string) => JSON.parse(rendered[`${name}.schema.json`] ?? "") as JsonSchema;
const [settings, feeds, digests, watchlists] = ["wirewatch", "feeds", "digests", "watchlists"].map(schemaOf) as [
  JsonSchema,
  JsonSchema,
  JsonSchema,
  JsonSchema,
];
const at = (schema: JsonSchema, ...keys: string[]) => {
  const found = keys.reduce((inner, key) => (key === "-" ? inner.items : (inner.properties[key] as JsonSchema)), schema);
  return new RegExp((found.anyOf?.[0] ?? found).pattern, "u");
};

const feed = (given: object) => feedsSchema.safeParse({ feeds: [{ url: "https://a.example/", ...given }] }).success;
const digest = (given: object) =>
  digestsSchema.safeParse({ digests: [{ id: "a", to: ["a@b.example"], schedule: "immediately", ...given }] }).success;

interface Case {
  pattern: RegExp;
  isRead: (text: string) => boolean;
  good: string[];
  bad: string[];
}

const CASES: Record<string, Case> = {
  schedule: {
    pattern: at(digests, "digests", "-", "schedule"),
    isRead: (schedule) => digest({ schedule }),
    good: [
      "0 7 * * 1-5",
      "*/15 6-22 * * mon,FRI",
      " 0 7 L * * ",
      "0 7 * * FRI#1",
      "Immediately",
      "every 15m",
      "Every 2 hours",
      "0 7 ? JAN *",
    ],
    bad: ["daily", "every morning at 7", "every day", "7:00", "0 0 7 * * *", "0 7 * *", "7 in the morning please"],
  },
  timezone: {
    pattern: at(digests, "digests", "-", "timezone"),
    isRead: (timezone) => digest({ timezone }),
    good: ["UTC", "Asia/Yangon", "America/Argentina/Buenos_Aires", "America/Port-au-Prince"],
    bad: ["Rangoon", "+06:30", "CET", "Etc/GMT+6", "US/Eastern", "Asia/ Yangon"],
  },
  quiet: {
    pattern: at(digests, "digests", "-", "quiet"),
    isRead: (quiet) => digest({ quiet }),
    good: ["22:00-06:00", "22:00 – 6:30", "18:00-24:00"],
    bad: ["22:00", "22-6", "25:00-06:00", "22:60-06:00"],
  },
  hold: {
    pattern: at(digests, "digests", "-", "hold"),
    isRead: (hold) => digest({ hold }),
    good: ["none", "4h", "7D"],
    bad: ["4", "4 hours", "30s", "0h"],
  },
  settle: {
    pattern: at(digests, "digests", "-", "settle"),
    isRead: (settle) => digest({ settle }),
    good: ["none", "60s", "5 m"],
    bad: ["1h", "soon", "60"],
  },
  "id of a watchlist": {
    pattern: at(watchlists, "watchlists", "-", "id"),
    isRead: (id) => watchlistsSchema.safeParse({ watchlists: [{ id, any: ["x"] }] }).success,
    good: ["junta", "Ямал-2", "မြန်မာ", "a.b_c"],
    bad: ["my list", "-a", "a/b", ""],
  },
  url: {
    pattern: at(feeds, "feeds", "-", "url"),
    isRead: (url) => feed({ url }),
    good: [
      "https://a.example/feed",
      "HTTP://a.example?x=me@b.example",
      " https://a.example:8443/@user ",
      "https:a.example",
      "https://пример.example/лента",
    ],
    bad: [
      "www.example.org",
      "ftp://a.example/",
      "https://me:secret@a.example/",
      "https://a.example/two words",
      "feed://a.example/",
    ],
  },
  backlog: {
    pattern: at(feeds, "feeds", "-", "backlog"),
    isRead: (backlog) => feed({ backlog }),
    good: ["none", "all", "24h", "2w"],
    bad: ["yesterday", "24", "90s"],
  },
  every: {
    pattern: at(feeds, "feeds", "-", "every"),
    isRead: (every) => feed({ every }),
    good: ["5m", "24h"],
    bad: ["none", "five minutes", "30s"],
  },
  language: {
    pattern: at(feeds, "feeds", "-", "language"),
    isRead: (language) => feed({ language }),
    good: ["my", "zh-Hant", "pt_BR"],
    bad: ["Burmese", "e"],
  },
  retention: {
    pattern: at(settings, "retention"),
    isRead: (retention) => wirewatchSchema.safeParse({ retention }).success,
    good: ["90d", "52w", "2160 h"],
    bad: ["90 days", "90", "all"],
  },
  listen: {
    pattern: at(settings, "web", "listen"),
    isRead: (listen) => wirewatchSchema.safeParse({ web: { listen } }).success,
    good: ["127.0.0.1:8080", "[::1]:8080", "localhost:0"],
    bad: ["8391", ":8391", "127.0.0.1", "http://127.0.0.1:8391"],
  },
  "url of the page": {
    pattern: at(settings, "web", "url"),
    isRead: (url) => wirewatchSchema.safeParse({ web: { url } }).success,
    good: ["https://wire.example.org/press/"],
    bad: ["wire.example.org"],
  },
  smtp: {
    pattern: at(settings, "mail", "smtp"),
    isRead: (smtp) => wirewatchSchema.safeParse({ mail: { smtp } }).success,
    good: [
      "outbox",
      "smtp://me:pass%3F@mail.example.org:587",
      "SMTPS://mail.example.org",
      "smtp://h.example?tls=off",
      "smtp://h.example?",
    ],
    bad: ["mail.example.org", "smtp://h.example?tls=of", "smtp://h.example?foo=1", "none"],
  },
  store: {
    pattern: at(settings, "store"),
    isRead: (store) => wirewatchSchema.safeParse({ store }).success,
    good: ["pglite", "postgres://me:pass@h.example:5432/news", "postgresql:///news?host=/run/postgresql"],
    bad: ["mysql://h.example/news", "sqlite"],
  },
  queue: {
    pattern: at(settings, "queue"),
    isRead: (queue) => wirewatchSchema.safeParse({ queue }).success,
    good: ["store", "redis://h.example:6379", "rediss://h.example/1"],
    bad: ["rabbit", "redis", "h.example:6379"],
  },
  proxy: {
    pattern: at(settings, "fetch", "proxy"),
    isRead: (proxy) => wirewatchSchema.safeParse({ fetch: { proxy } }).success,
    good: ["socks5h://127.0.0.1:9050", "http://me:pass@proxy.example.org:3128"],
    bad: ["127.0.0.1:9050", "tor"],
  },
};

test.each(Object.entries(CASES))("the pattern of %s agrees with the program", (_key, { pattern, isRead, good, bad }) => {
  for (const text of good) expect([text, pattern.test(text), isRead(text)]).toEqual([text, true, true]);
  for (const text of bad) expect([text, pattern.test(text), isRead(text)]).toEqual([text, false, false]);
  expect(pattern.test("${NAME}")).toBe(true);
});

test.each(Object.entries(CASES))(
  "the pattern of %s refuses no text of another key that the program reads",
  (_key, { pattern, isRead }) => {
    for (const text of Object.values(CASES).flatMap(({ good, bad }) => [...good, ...bad]))
      if (isRead(text)) expect(text).toMatch(pattern);
  },
);

test("a feed without an address and a watchlist that looks for nothing are marked", () => {
  expect(watchlists.properties["watchlists"]?.items.anyOf).toContainEqual({ required: ["query"] });
  const { items } = feeds.properties["feeds"] as JsonSchema;
  expect(items.anyOf).toContainEqual({ required: ["url"] });
  expect(items.anyOf).toContainEqual({ required: ["opml"] });
});
