// Pages in every encoding, declared in every way and in none; with contradictions, and cut off.
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readPage } from "../../src/articles/read-page.ts";
import { encode, HEADLINES, UNDECLARED } from "../text/headlines.ts";

const url = "https://paper.example/2026/11/bridge";
const bodyOf = (headline: string) => `<article><h1>A title</h1>${`<p>${`${headline}. `.repeat(12)}</p>`.repeat(3)}</article>`;
const page = (headline: string, head = "") =>
  `<!doctype html><html><head>${head}<title>A title</title></head><body>${bodyOf(headline)}</body></html>`;
const META = (charset: string) => `<meta charset="${charset}">`;
const HTTP_EQUIV = (charset: string) => `<meta http-equiv="Content-Type" content="text/html; charset=${charset}">`;
const firstLine = (bytes: Uint8Array, contentType: string | null) =>
  readPage(bytes, { url, contentType }).text.split("\n", 1)[0]?.slice(0, -1) ?? "";

describe.each(Object.entries(HEADLINES))("%s", (encoding, headline) => {
  const wanted = `${headline}. `.repeat(12).trim().slice(0, -1);
  test.each([
    { by: "a meta tag", head: META(encoding), contentType: "text/html" },
    { by: "http-equiv", head: HTTP_EQUIV(encoding), contentType: null },
    { by: "the server", head: "", contentType: `text/html; charset=${encoding}` },
    { by: "a meta tag, and the server says UTF-8", head: META(encoding), contentType: "text/html; charset=utf-8" },
  ])("declared by $by", ({ head, contentType }) => {
    expect(firstLine(encode(page(headline, head), encoding), contentType)).toBe(wanted);
  });
});

test.each(UNDECLARED)("undeclared %s is recognised", (encoding) => {
  const headline = HEADLINES[encoding] ?? "";
  expect(firstLine(encode(page(headline), encoding), "text/html; charset=utf-8")).toBe(
    `${headline}. `.repeat(12).trim().slice(0, -1),
  );
});

test("of two contradicting declarations, the one that fits the bytes wins", () => {
  const [cyrillic, burmese] = [HEADLINES["windows-1251"] ?? "", HEADLINES["utf-8"] ?? ""];
  const both = META("utf-8") + HTTP_EQUIV("windows-1251");
  expect(firstLine(encode(page(cyrillic, both), "windows-1251"), null)).toContain(cyrillic);
  expect(firstLine(encode(page(burmese, META("windows-1252")), "utf-8"), "text/html; charset=iso-8859-1")).toContain(burmese);
});

test("UTF-8 cut within a letter is read up to there", () => {
  const headline = HEADLINES["utf-8"] ?? "";
  const whole = encode(page(headline, META("utf-8")), "utf-8");
  const cut = whole.subarray(0, whole.lastIndexOf(0x2e) - 1);
  expect(firstLine(cut, "text/html")).toContain(headline);
});

test("a page in a gzip file is read, and a damaged one is called what it is", () => {
  const zipped = gzipSync(encode(page("A headline in a file"), "utf-8"));
  expect(firstLine(zipped, "application/gzip")).toContain("A headline in a file");
  expect(readPage(zipped.subarray(0, 12), { url, contentType: null })).toMatchObject({ reason: "not-html" });
});

test("zero bytes do no harm", () => {
  const bytes = encode(page("A headline with\0 a hole").replaceAll("<p>", "<p>\0"), "utf-8");
  const { text, reason } = readPage(bytes, { url, contentType: "text/html" });
  expect(reason).toBeNull();
  expect(text).not.toContain("\0");
  expect(text.replaceAll("\ufffd", "")).toContain("A headline with a hole.");
});
