// Bytes as servers send them, HTML or not.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readPage } from "../../src/articles/read-page.ts";

const url = "https://a.example/story";
const SENTENCE =
  "Совет снова собрался во вторник вечером и после долгого спора отложил дело до весны, что никого не удивило, как сообщил секретарь.";
const page = (charset: string) =>
  `<html><head><meta charset="${charset}"><title>Совет</title></head><body><article>${`<p>${SENTENCE}</p>`.repeat(5)}</article></body></html>`;
const windows1251 = (text: string) =>
  Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0);
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
  });

test("a page is read in the encoding that it declares", () => {
  const read = readPage(windows1251(page("windows-1251")), { url, contentType: "text/html" });
  expect(read).toMatchObject({ title: "Совет", reason: null });
  expect(read.text.startsWith(SENTENCE)).toBe(true);
});

test("a page is read in UTF-16", () => {
  const bytes = Buffer.from(`\ufeff${page("utf-8")}`, "utf16le");
  expect(readPage(bytes, { url, contentType: null }).title).toBe("Совет");
});

test.each([
  ["a PDF document", "%PDF-1.7\n%âãÏÓ", "text/html"],
  ["a picture", "\x89PNG\r\n\x1a\n", null],
  ["application/json", '{"a":"<p>b</p>"}', "application/json; charset=utf-8"],
  ["a feed", "<?xml version='1.0'?><rss version='2.0'><channel></channel></rss>", "text/xml"],
  ["binary data", "\x01\x02\x03\x04\x05\x06".repeat(50), null],
])("%s is recognised as not a page", (found, start, contentType) => {
  const read = readPage(Buffer.from(start, "latin1"), { url, contentType });
  expect(read).toMatchObject({ text: "", reason: "not-html", detail: expect.stringContaining(found) as string });
});

test("a page with a wrong content type is read anyway", () => {
  expect(readPage(Buffer.from(`<!doctype html>${page("utf-8")}`), { url, contentType: "application/json" }).reason).toBeNull();
});

test("empty and oversized documents are labelled", () => {
  expect(readPage(new Uint8Array(), { url, contentType: "application/pdf" })).toMatchObject({
    reason: "not-html",
    detail: "The address answers with nothing.",
  });
  expect(readPage(new Uint8Array(0), { url, contentType: null }).reason).toBe("not-html");
  expect(readPage(new Uint8Array(21 * 1024 * 1024), { url, contentType: null }).reason).toBe("too-large");
});

test("reading a damaged page never throws", () => {
  const whole = Buffer.from(page("utf-8"));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 40 }),
      fc.nat(whole.length),
      (edits, end) => {
        const bytes = Uint8Array.from(whole.subarray(0, end));
        for (const [at, value] of edits) if (at < end) bytes[at] = value;
        const read = readPage(bytes, { url, contentType: "text/html" });
        return (read.text === "") === (read.reason !== null);
      },
    ),
    { numRuns: 60 },
  );
});
