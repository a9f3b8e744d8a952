import { expect, test } from "vitest";
import {
  conditionalHeaders,
  judgeNotModified,
  readAnswer,
  validatorsToSend,
  type FeedResponse,
} from "../../src/feeds/poll/conditional-get.ts";

const SENT = { etag: 'W/"a-gzip"', lastModified: "Tue, 03 Mar 2026 09:00:00 GMT" };
const NONE = { etag: null, lastModified: null };
const answer = (status: number, headers: Record<string, string> = {}, rest: Partial<FeedResponse> = {}) =>
  readAnswer({ status, headers, url: "https://x.example.org/feed", redirects: [], ...rest }, SENT);

test("validators are sent back byte for byte", () => {
  expect(conditionalHeaders(SENT)).toEqual({
    "if-none-match": 'W/"a-gzip"',
    "if-modified-since": "Tue, 03 Mar 2026 09:00:00 GMT",
  });
  expect(conditionalHeaders(NONE)).toEqual({});
});

test("a document has its own validators and no old ones", () => {
  expect(answer(200, { etag: "odd", "cache-control": "public, max-age=900", age: "300" })).toEqual({
    kind: "fresh",
    validators: { etag: "odd", lastModified: null },
    maxAgeS: 600,
    movedTo: null,
  });
});

test("a 304 renews what it names and keeps the rest", () => {
  expect(answer(304, { etag: '"b"' })).toMatchObject({
    kind: "not-modified",
    validators: { etag: '"b"', lastModified: SENT.lastModified },
  });
});

test("a feed that comes with a 202 or 226 is one, but a wall with the same status is none", () => {
  const [feed, wall] = ["<?xml version='1.0'?>\n<!-- x --><rss version='2.0'>", "<html><script>challenge()</script>"];
  for (const status of [201, 202, 226]) {
    expect(answer(status, {}, { body: Buffer.from(feed) }).kind).toBe("fresh");
    expect(answer(status, {}, { body: Buffer.from(wall) }).kind).toBe("refused");
  }
  expect(answer(404, {}, { body: Buffer.from(feed) }).kind).toBe("refused");
});

test("a 304 to a request without validators is the server's fault", () => {
  expect(readAnswer({ status: 304, headers: {}, url: "x", redirects: [] }, NONE)).toMatchObject({
    kind: "refused",
    message: /304/,
  });
});

test("a feed has moved if every redirect was permanent", () => {
  const url = "https://new.example.org/feed";
  expect(
    answer(
      200,
      {},
      {
        url,
        redirects: [
          { status: 301, to: "https://mid.example.org" },
          { status: 308, to: url },
        ],
      },
    ),
  ).toMatchObject({ movedTo: url });
  expect(
    answer(
      200,
      {},
      {
        url,
        redirects: [
          { status: 301, to: "https://mid.example.org" },
          { status: 302, to: url },
        ],
      },
    ),
  ).toMatchObject({ movedTo: null });
});

test("410 means gone for good", () => {
  expect(answer(410)).toMatchObject({ kind: "gone" });
});

test("206 brings a document, since no part was asked for", () => {
  expect(answer(206)).toMatchObject({ kind: "fresh" });
});

test.each([204, 302, 401, 403, 404, 429, 500, 503, 520])(
  "%i brings no document, for the reason that the status says",
  (status) => {
    expect(answer(status)).toEqual({ kind: "refused", message: null });
  },
);

const NOW = new Date("2026-03-03T10:00:00Z");
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

test("a whole document is requested once a week, and once a day from a server that hid news", () => {
  const send = (days: number | null, hidesNews = false) =>
    validatorsToSend(SENT, { documentAt: days === null ? null : daysAgo(days), hidesNews }, NOW);
  expect(send(6.9)).toEqual(SENT);
  expect(send(7)).toEqual(NONE);
  expect(send(0.9, true)).toEqual(SENT);
  expect(send(1, true)).toEqual(NONE);
  expect(send(null)).toEqual(NONE);
});

test("a server hides news if a whole document has some under our validators, or some older than its last 304", () => {
  const same = { etag: '"a"', lastModified: null };
  const dated = { etag: null, lastModified: SENT.lastModified };
  const other = { etag: '"b"', lastModified: null };
  const whole = { conditional: false, hidden: 0 };
  expect(judgeNotModified(same, same, whole)).toBe("hides-news");
  expect(judgeNotModified(dated, dated, whole)).toBe("hides-news");
  expect(judgeNotModified(other, same, whole)).toBeNull();
  expect(judgeNotModified(other, same, { ...whole, hidden: 3 })).toBe("hides-news");
  expect(judgeNotModified(other, same, { conditional: true, hidden: 3 })).toBe("honest");
  expect(judgeNotModified(other, NONE, { ...whole, hidden: 3 })).toBeNull();
});
