// Goal: people see how a page is read, by its address or from a file. Method: the program over a small press.
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newFolder } from "../support/database.ts";
import { answers, openPress, page, writeFiles } from "./press.ts";
import { call, onlyJson } from "./wirewatch.ts";
import type { InspectedPage } from "../../src/articles/inspect-page.ts";
import type { Press } from "./press.ts";

let press: Press;
let folder: string;
const cleanUps: (() => Promise<unknown>)[] = [];
const storm = page("Storm over the harbour", "storm");
const html = answers(storm, "text/html; charset=utf-8");
const extract = (...args: string[]) => call(["extract", "--json", ...args, "--config", join(folder, "config")]);

beforeAll(async () => {
  const made = await newFolder();
  folder = made.folder;
  press = await openPress({
    pages: html,
    moved: (_request, response) => void response.writeHead(302, { location: press.url("pages", "/storm") }).end(),
    leads: (request, response) =>
      answers(`<meta http-equiv="refresh" content="0; url=${press.url("pages", "/storm")}">`, "text/html")(request, response),
    closed: (request, response) =>
      answers(request.url === "/robots.txt" ? "User-agent: *\nDisallow: /" : storm, "text/plain")(request, response),
    pdf: answers("%PDF-1.7 nothing", "application/pdf"),
    forbidden: answers("no", "text/plain", 403),
  });
  cleanUps.push(made.remove, press.close);
  await writeFiles(join(folder, "config"), { "wirewatch.yaml": "fetch: { allow_private: [127.0.0.0/8] }\n" });
});

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

test.each(["pages", "moved", "leads"])("an address is fetched and read, through redirects: %s", async (host) => {
  const ended = await extract(press.url(host, "/storm"));
  expect([ended.code, ended.stderr]).toEqual([0, ""]);
  const read = onlyJson(ended) as InspectedPage;
  expect(read).toMatchObject({
    title: "Storm over the harbour",
    authors: ["Orla Fenwick"],
    canonicalUrl: press.url("pages", "/storm"),
  });
  expect(read.cuts).toContainEqual({ why: "a menu", pieces: ["Home Sport"] });
  expect(read.text).toContain("and the storm went on.");
});

test.each([
  ["closed", "robots", /robots\.txt/],
  ["pdf", "no-text", /The PDF is damaged/],
  ["forbidden", "blocked", /403/],
  ["none", "not-found", /404|not found/],
])("an unreadable page is reported with its reason: %s", async (host, reason, detail) => {
  const ended = await extract(press.url(host, "/storm"));
  expect(ended.code).toBe(1);
  const read = onlyJson(ended) as InspectedPage;
  expect(read).toMatchObject({ text: "", reason });
  expect(read.detail).toMatch(detail);
});

test("a private address that the settings do not allow is refused, with a remedy", async () => {
  const ended = await call(["extract", "--json", press.url("pages", "/storm"), "--config", join(folder, "elsewhere")]);
  expect(ended.code).toBe(1);
  expect(onlyJson(ended)).toMatchObject({
    reason: "private-address",
    detail: expect.stringContaining("allow_private") as string,
  });
});

test("a missing file, and an address of an address, are reported", async () => {
  const none = await extract(join(folder, "none.html"));
  expect([none.code, onlyJson(none)]).toEqual([
    1,
    expect.objectContaining({ error: { code: "unreadable-file", message: expect.any(String) as string } }),
  ]);
  const twice = await extract(press.url("pages", "/storm"), "--url", "http://a.example/");
  expect([twice.code, twice.stdout]).toEqual([2, ""]);
});
