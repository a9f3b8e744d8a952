import { expect, test } from "vitest";
import { conditionalHeaders, readAnswer, type FeedResponse } from "../../src/feeds/conditional-get.ts";

const NOW = new Date("2026-03-03T10:00:00Z");
const SENT = { etag: 'W/"a-gzip"', lastModified: "Tue, 03 Mar 2026 09:00:00 GMT" };
const NONE = { etag: null, lastModified: null };
const answer = (status: number, headers: Record<string, string> = {}, rest: Partial<FeedResponse> = {}) =>
  readAnswer({ status, headers, url: "https://x.example.org/feed", redirects: [], ...rest }, SENT, NOW);

test("validators go back byte for byte", () => {
  expect(conditionalHeaders(SENT)).toEqual({
    "if-none-match": 'W/"a-gzip"',
    "if-modified-since": "Tue, 03 Mar 2026 09:00:00 GMT",
  });
  expect(conditionalHeaders(NONE)).toEqual({});
});

test("a document brings its own validators and no old ones", () => {
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

test("a 304 to a request without validators is a fault of the server's", () => {
  expect(readAnswer({ status: 304, headers: {}, url: "x", redirects: [] }, NONE, NOW)).toMatchObject({
    kind: "failed",
    message: /304/,
  });
});

test("a feed has moved where every redirect was permanent", () => {
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

test.each([
  [{ "retry-after": "120" }, "2026-03-03T10:02:00.000Z"],
  [{ "retry-after": "Tue, 03 Mar 2026 11:00:00 GMT" }, "2026-03-03T11:00:00.000Z"],
  [{ "retry-after": "999999999" }, "2026-03-05T10:00:00.000Z"],
  [{ "retry-after": "Mon, 02 Mar 2026 11:00:00 GMT" }, "2026-03-03T11:00:00.000Z"],
  [{}, "2026-03-03T11:00:00.000Z"],
])("429 with %j holds us off until %s", (headers, until) => {
  expect(answer(429, headers as Record<string, string>)).toMatchObject({ kind: "retry-after", until: new Date(until) });
});

test("other failures are told in words, and 503 may say when to come back", () => {
  expect(answer(503, { "retry-after": "60" })).toMatchObject({ kind: "retry-after" });
  expect(answer(503)).toMatchObject({ kind: "failed" });
  expect(answer(404)).toMatchObject({ kind: "failed", message: /no feed at this address/ });
  expect(answer(403, { server: "cloudflare" })).toMatchObject({ kind: "failed", message: /Cloudflare/ });
  expect(answer(520)).toMatchObject({ kind: "failed", message: /fault of its own \(520\)/ });
  expect(answer(302)).toMatchObject({ kind: "failed", message: /redirects/ });
});
