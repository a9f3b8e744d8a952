// Goal: no article is lost to a bad page. Method: one round over a feed whose entries lead to a bad page each.
import { join } from "node:path";
import type { RequestListener } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answers, openPress, page, servesFeed, soundConfig, writeFiles } from "../cli/press.ts";
import { call, onlyJson, seedData } from "../cli/wirewatch.ts";
import { newFolder } from "../support/database.ts";
import { readOutbox } from "../support/read-mails.ts";
import type { RoundSummary } from "../../src/desk/run-round.ts";
import type { Press } from "../cli/press.ts";
import type { Ended } from "../cli/wirewatch.ts";

const html = "text/html; charset=utf-8";
const nested = page("Nested", "storm in a nest").replace(
  /<article>[\s\S]*<\/article>/,
  `${"<div>".repeat(500)}$&${"</div>".repeat(500)}`,
);
const link = (number: number) => `<a href="/${number}">Story number ${number}</a>`;
const links = Array.from({ length: 20_000 }, (_, number) => link(number));
const listOfLinks = `<!doctype html><html><head><title>All</title></head><body><ul><li>${links.join("</li><li>")}</li></ul></body></html>`;
const rowOfLinks = `<!doctype html><html><head><title>All</title></head><body>${links.slice(0, 1_000).join(" | ")}</body></html>`;

/** It may well be the article, with words of its own: a false alarm costs its text, never the story. */
const otherWords =
  "<!doctype html><title>Curtain up</title><main><h1>Curtain up</h1><p>Nobody sat down for a quarter of an hour, and the singers came back nine times.</p><p>Tickets for Friday were gone before breakfast, says the box office.</p></main>";
const teaser = (number: number) =>
  `<h2><a href="/${number}">A storm in the section ${number}</a></h2><p>A storm passed over the section of the day, report ${number} says.</p>`;
const section = `<!doctype html><title>Weather</title><main><h1>Weather</h1>${[1, 2, 3, 4, 5].map(teaser).join("")}</main>`;

const endless: RequestListener = (request, response) => {
  if (request.url === "/robots.txt") return void response.writeHead(404).end();
  response.writeHead(200, { "content-type": html }).write("<!doctype html><body>");
  const paragraphs = "<p>And another thing about the storm.</p>".repeat(10_000);
  const more = () => {
    while (response.write(paragraphs));
  };
  response.on("drain", more);
  more();
};

/** Which page, the words of its entry, what its host answers, and the reason that has to be told. */
const bad: [string, string, RequestListener, RegExp][] = [
  ["endless", "The storm that would not end", endless, /the body is larger than 5 MB/],
  ["missing", "A storm nobody kept", answers("no", html, 404), /not found/],
  ["gone", "A storm taken back", answers("no", html, 410), /gone/],
  ["forbidden", "A storm for members", answers("<h1>Forbidden</h1>", html, 403), /forbidden \(403\)/],
  ["pdf", "The storm in a document", answers("%PDF-1.7\n", "application/pdf"), /The PDF is damaged/],
  ["empty", "A storm without words", answers("", html), /holds no HTML/],
  [
    "private",
    "A storm next door",
    (_request, response) => void response.writeHead(302, { location: "http://10.255.255.1/admin" }).end(),
    /private address/,
  ],
  ["list", "A storm among twenty thousand links", answers(listOfLinks, html), /no text that reads as an article/],
  ["mistaken", "A storm of applause", answers(otherWords, html), /has almost none of the words/],
  ["section", "A storm in the section", answers(section, html), /a list, not an article/],
];

let press: Press;
let outbox: string;
let ended: Ended;
const cleanUps: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const { folder, remove } = await newFolder();
  press = await openPress({
    ...Object.fromEntries(bad.map(([host, , listener]) => [host, listener])),
    nested: answers(nested, html),
    feed: servesFeed(() => [
      ...bad.map(([host, title]) => ({
        title,
        link: press.url(host, "/article"),
        description: `${title}: the ${host} report of the day, in the feed's own words.`,
      })),
      { title: "Nested: a storm in a nest", link: press.url("nested", "/article"), description: "A storm in a nest." },
    ]),
  });
  cleanUps.push(remove, press.close);
  await writeFiles(join(folder, "config"), soundConfig([press.url("feed")]));
  outbox = join(folder, "data/outbox");
  seedData(join(folder, "data"));
  ended = await call(["once", "--now", "--json", "--config", join(folder, "config"), "--data", join(folder, "data")]);
}, 90_000);

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

test.each(bad)(
  "the article of a page that is %s is named with the reason why its page was not read",
  (host, _title, _listener, reason) => {
    const { errors } = onlyJson(ended) as RoundSummary;
    const found = errors.filter(({ subject }) => subject === press.url(host, "/article"));
    expect(found).toEqual([
      { stage: "fetch-articles", subject: press.url(host, "/article"), message: expect.stringMatching(reason) },
    ]);
  },
);

test("each article continues with the feed's words, and its story is sent", async () => {
  const [mail] = await readOutbox(outbox);
  for (const [host, title] of bad) {
    expect(mail?.text).toContain(title);
    expect(mail?.text).toContain(press.url(host, "/article"));
  }
});

test("500 nested boxes are read all the same, in paragraphs", async () => {
  const { errors } = onlyJson(ended) as RoundSummary;
  expect(errors.filter(({ subject }) => subject === press.url("nested", "/article"))).toEqual([]);
  const read = await call(["extract"], { input: JSON.stringify({ url: press.url("nested"), html: nested }) });
  const { text } = onlyJson(read) as { text: string };
  expect(text.split("\n\n").map((paragraph) => paragraph.slice(0, 5))).toEqual(["Then ", "Then ", "Then ", "Then ", "Then "]);
});

test("a row of links is not an article, however many there are", async () => {
  const read = await call(["extract"], { input: JSON.stringify({ url: press.url("row"), html: rowOfLinks }) });
  const { text, reason } = onlyJson(read) as { text: string; reason?: string };
  expect({ length: text.length, reason }).toEqual({ length: 0, reason: "no-text" });
});

test("every article is counted once, read or not", () => {
  const { articles, matches } = onlyJson(ended) as RoundSummary;
  expect({ articles, matches }).toEqual({ articles: { extracted: 1, summaryOnly: bad.length }, matches: bad.length + 1 });
});

test("the round ends with 0", () => {
  expect(ended.code).toBe(0);
});
