// Goal: scripts can drive the four engines. Method: each filter with good lines and every kind of bad one in one stream.
import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newFolder } from "../support/database.ts";
import { HARBOUR_FOLLOW_UP, HARBOUR_STORY, article } from "../stories/invented.ts";
import { page, rss, soundConfig, writeFiles } from "./press.ts";
import { call, wirewatch } from "./wirewatch.ts";
import type { Ended } from "./wirewatch.ts";

type Line = Record<string, unknown>;

const feed = rss([{ title: "A storm", link: "http://gullwing.example/storm", description: "It came." }]);
const base64 = (text: string) => Buffer.from(text).toString("base64");
const million = "calm ".repeat(200_000);
const storm = page("A storm came to Gullwing", "storm");
const date = "2026-11-23T08:30:00.000Z";

/** What each filter takes: a good document, one whose text has a million characters, one without what it needs, and one with the wrong type. */
const filters: Record<string, { good: Line; long: Line; lacking: Line | null; mistyped: Line; keys: string[] }> = {
  "parse-feed": {
    good: { base64: base64(feed), url: "http://gullwing.example/feed" },
    long: { base64: base64(feed.replace("It came.", million)) },
    lacking: { url: "http://gullwing.example/feed" },
    mistyped: { base64: 7 },
    keys: ["id", "feed", "entries", "incomplete"],
  },
  extract: {
    good: { url: "http://gullwing.example/storm", html: storm },
    long: { url: "http://gullwing.example/storm", html: storm.replace("</article>", `<p>${million}</p></article>`) },
    lacking: { html: storm },
    mistyped: { url: 7, html: storm },
    keys: ["id", "title", "byline", "publishedAt", "language", "site", "text", "method", "kind", "complete"],
  },
  match: {
    good: { title: "A storm", text: "The Storm came by night." },
    long: { title: "Calm", text: `${million}storm` },
    lacking: null,
    mistyped: { title: ["A storm"], text: "" },
    keys: ["id", "matches"],
  },
  group: {
    good: { title: "A storm", text: "The storm came to Gullwing by night.", publishedAt: date, url: "http://a.example/1" },
    long: { title: "Calm", text: million, publishedAt: date, url: "http://a.example/2" },
    lacking: null,
    mistyped: { title: "Calm", text: 7, publishedAt: date, url: "http://a.example/3" },
    keys: ["id", "story", "relation", "score"],
  },
};

let folder: string;
let remove: () => Promise<void>;

beforeAll(async () => {
  ({ folder, remove } = await newFolder());
  await writeFiles(folder, {
    ...soundConfig(["https://gullwing.example/feed"]),
    "feed.xml": feed,
    "storm.html": storm,
    "list.html": "<p>hello",
  });
});
afterAll(() => remove());

const filter = (name: string, input: string): Promise<Ended> => call([name, "--config", folder], { input });
const linesOf = ({ stdout }: Ended): Line[] =>
  stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
const errorOf = (line: Line | undefined) => line?.["error"] as { code: string; message: string } | undefined;

describe.each(Object.entries(filters))("the filter %s", (name, { good, long, lacking, mistyped, keys }) => {
  let ended: Ended;
  let lines: Line[];
  const sent = [
    JSON.stringify({ id: "first", ...good }),
    "this is no JSON",
    JSON.stringify(["an", "array"]),
    "17",
    "null",
    JSON.stringify({ id: "mistyped", ...mistyped }),
    ...(lacking === null ? [] : [JSON.stringify({ id: "lacking", ...lacking })]),
    ...(lacking === null ? [] : [JSON.stringify({ id: "no-file", url: "http://a.example/", file: "/nowhere/page.html" })]),
    JSON.stringify({ id: "long", ...long }),
    "",
    // JSON may hold U+2028 and U+2029 as they are, and readers that part lines there are wrong.
    JSON.stringify({ ...good, id: "line\u2028and\u2029paragraph" }),
    JSON.stringify({ ...good, id: 17 }),
    JSON.stringify(good),
    // The last line may lack its end.
    JSON.stringify({ ...good, id: "last" }),
  ];

  beforeAll(async () => {
    ended = await filter(name, sent.join("\n"));
    lines = linesOf(ended);
  });

  test("answers every line in order, with its id, and ends with 0", () => {
    const named = lacking === null ? [] : ["lacking", "no-file"];
    expect(lines.map(({ id }) => id)).toEqual([
      "first",
      null,
      null,
      null,
      null,
      "mistyped",
      ...named,
      "long",
      "line\u2028and\u2029paragraph",
      17,
      null,
      "last",
    ]);
    expect([ended.code, ended.stderr]).toEqual([0, ""]);
  });

  test("gives the contract's fields and no others", () => {
    const answered = lines.filter((line) => errorOf(line) === undefined);
    expect(answered).toHaveLength(6);
    for (const line of answered) expect(Object.keys(line).filter((key) => key !== "of" && key !== "origin")).toEqual(keys);
  });

  test("answers a bad line with an error that has a code and a message, and nothing else", () => {
    const failed = lines.filter((line) => errorOf(line) !== undefined);
    for (const line of failed) {
      expect(Object.keys(line)).toEqual(["id", "error"]);
      expect(Object.keys(errorOf(line) ?? {})).toEqual(["code", "message"]);
      expect(errorOf(line)?.message.length).toBeGreaterThan(10);
    }
    const codes = ["bad-json", "bad-document", "bad-document", "bad-document", "bad-document"];
    expect(failed.map((line) => errorOf(line)?.code)).toEqual(
      lacking === null ? codes : [...codes, "bad-document", "unreadable-file"],
    );
  });

  test("ends with 0 and no output if there is no input", async () => {
    const { code, stdout, stderr } = await filter(name, "");
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});

describe("the content of a line", () => {
  test("parse-feed returns the feed, and its entries with every field, dates in UTC", async () => {
    const [line] = linesOf(
      await filter("parse-feed", JSON.stringify({ id: 1, file: join(folder, "feed.xml"), contentType: "text/xml" })),
    );
    expect(line).toEqual({
      id: 1,
      feed: { title: "The Gullwing Post", url: "http://gullwing.localhost/", language: "en" },
      entries: [
        {
          id: "http://gullwing.example/storm",
          url: "http://gullwing.example/storm",
          title: "A storm",
          author: null,
          publishedAt: date,
          updatedAt: null,
          summary: "It came.",
          content: null,
        },
      ],
      incomplete: false,
    });
  });

  test("extract returns title, byline, language and site, and the text in paragraphs with blank lines between them", async () => {
    const [line] = linesOf(
      await filter(
        "extract",
        JSON.stringify({ id: 1, url: "http://www.gullwing.example/storm", file: join(folder, "storm.html") }),
      ),
    );
    expect(line).toMatchObject({
      title: "A storm came to Gullwing",
      byline: "Orla Fenwick",
      publishedAt: null,
      language: "en",
      site: "gullwing.example",
    });
    const paragraphs = String(line?.["text"]).split("\n\n");
    expect(paragraphs).toHaveLength(5);
    expect(paragraphs[4]).toMatch(/^Then .* and the storm went on\.$/);
  });

  test("extract says why a page has no text", async () => {
    const [line] = linesOf(
      await filter("extract", JSON.stringify({ id: 1, url: "http://a.example/", html: "<html><body></body></html>" })),
    );
    expect(line).toMatchObject({ id: 1, text: "", reason: "no-text" });
  });

  test("match returns spans as UTF-16 offsets into the given field", async () => {
    const text = "🌩️ Die Ruhe vor dem Sturm; the STORM came.";
    const [line] = linesOf(await filter("match", JSON.stringify({ id: 1, title: "Of a storm", text })));
    const [found] = (line?.["matches"] ?? []) as {
      watchlist: string;
      spans: { field: string; start: number; end: number; term: string }[];
    }[];
    expect(found?.watchlist).toBe("weather");
    expect(
      found?.spans.map(({ field, start, end, term }) => [field, { title: "Of a storm", text }[field]?.slice(start, end), term]),
    ).toEqual([
      ["title", "storm", "storm"],
      ["text", "STORM", "storm"],
    ]);
  });

  test("match returns an empty list for an article without matches", async () => {
    const [line] = linesOf(await filter("match", JSON.stringify({ id: 1, title: "Calm", text: "" })));
    expect(line).toEqual({ id: 1, matches: [] });
  });

  test("group returns the first as original, and the same text elsewhere as a copy of its story", async () => {
    const text = page("", "storm").replaceAll(/<[^>]+>/g, " ");
    const documents = ["a", "b"].map((id) => ({
      id,
      title: `A storm, says ${id}`,
      text,
      publishedAt: date,
      url: `http://${id}.example/`,
    }));
    const [first, second] = linesOf(await filter("group", documents.map((document) => JSON.stringify(document)).join("\n")));
    expect(first).toMatchObject({ id: "a", relation: "original" });
    expect(first).not.toHaveProperty("of");
    expect(second).toMatchObject({ id: "b", relation: "copy", story: first?.["story"] });
    expect(second?.["score"]).toBeGreaterThan(0.5);
  });

  test('group: ids are given back as they came, and 1 and "1" are two articles', async () => {
    const sent = ([1, "1", { n: 1 }] as const).map((id) => ({
      id,
      title: "A storm",
      text: page("", "storm"),
      publishedAt: date,
    }));
    const [first, ...copies] = linesOf(await filter("group", sent.map((document) => JSON.stringify(document)).join("\n")));
    expect(first).toMatchObject({ id: 1, relation: "original" });
    expect(copies.map(({ id, relation }) => [id, relation])).toEqual([
      ["1", "copy"],
      [{ n: 1 }, "copy"],
    ]);
    expect(copies[0]?.["of"]).toBe(1);
  });

  test("group names the story that a follow-up follows", async () => {
    const sent = [HARBOUR_STORY, HARBOUR_FOLLOW_UP].map((text, id) => ({ ...article(text), id }));
    const [story, followUp] = linesOf(await filter("group", sent.map((document) => JSON.stringify(document)).join("\n")));
    expect(followUp).toMatchObject({ id: 1, relation: "follow-up", of: story?.["story"] });
    expect(followUp?.["story"]).not.toBe(story?.["story"]);
  });
});

describe("files given by name, into a pipe", () => {
  test("parse-feed FILE… prints a line for each file, in order, and an error for one that is not a feed", async () => {
    const [feedFile, noFeed] = [join(folder, "feed.xml"), join(folder, "list.html")];
    const ended = await call(["parse-feed", noFeed, feedFile]);
    expect([ended.code, ended.stderr]).toEqual([1, ""]);
    const [first, second, ...more] = linesOf(ended);
    expect([first?.["id"], Object.keys(errorOf(first) ?? {}), more]).toEqual([noFeed, ["code", "message"], []]);
    expect(errorOf(first)?.message).toContain("this address answers with");
    expect(second).toMatchObject({ id: feedFile, entries: [{ title: "A storm" }] });
  });

  test("extract FILE --url URL prints the filter's line, and gives exit code 1 for a page without text", async () => {
    const file = join(folder, "storm.html");
    const url = "http://www.gullwing.example/storm";
    const byHand = await call(["extract", file, "--url", url]);
    expect([byHand.code, byHand.stderr]).toEqual([0, ""]);
    expect(linesOf(byHand)).toEqual(linesOf(await filter("extract", JSON.stringify({ id: file, file, url }))));
    const empty = await call(["extract", join(folder, "feed.xml"), "--json"]);
    expect(empty.code).toBe(1);
    expect(linesOf(empty)).toMatchObject([{ id: join(folder, "feed.xml"), text: "" }]);
  });

  test("extract reads a pipe, which has no size, like a file, and says that an empty file is not a page", async () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    const url = "http://www.gullwing.example/storm";
    const [piped] = await Promise.all([wirewatch(["extract", pipe, "--url", url]), writeFile(pipe, storm)]);
    expect(linesOf(piped)).toMatchObject([{ title: "A storm came to Gullwing", method: "readability" }]);
    await writeFile(join(folder, "empty.html"), "");
    const empty = await call(["extract", join(folder, "empty.html"), "--url", url]);
    expect(linesOf(empty)).toMatchObject([{ text: "", reason: "not-html" }]);
  });
});
