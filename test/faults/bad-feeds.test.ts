// Goal: whatever a feed's address answers, its reason is told and no other feed is harmed. Method: one round over a dozen of them.
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { RequestListener } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answers, openPress, page, servesFeed, soundConfig, writeFiles } from "../cli/press.ts";
import { onlyJson, wirewatch } from "../cli/wirewatch.ts";
import { newFolder } from "../support/database.ts";
import { readOutbox } from "../support/read-mails.ts";
import { freePort } from "../support/wait.ts";
import type { RoundSummary } from "../../src/cli/run-round.ts";
import type { Press } from "../cli/press.ts";
import type { Ended } from "../cli/wirewatch.ts";

const megabyte = Buffer.alloc(1024 * 1024, "<item>storm</item>");
/** Gzip members follow each other (RFC 1952): 256 KB that unfold to 256 MB. */
const bomb = Buffer.concat(Array.from({ length: 256 }, () => gzipSync(megabyte)));

const endless: RequestListener = (_request, response) => {
  response.writeHead(200, { "content-type": "application/rss+xml" });
  const more = () => {
    while (response.write(megabyte));
  };
  response.on("drain", more);
  more();
};

/** Which feed, what its host answers, and the reason that has to be told. */
const bad: [string, RequestListener, RegExp][] = [
  ["html", answers(page("Gullwing Post", "harbour"), "text/html"), /answers with a web page \("Gullwing Post"\), not a feed/],
  ["empty", answers("", "application/rss+xml"), /answers with an empty document/],
  ["pdf", answers("%PDF-1.7\n%\u00e2", "application/pdf"), /answers with a PDF file, not a feed/],
  ["missing", answers("no", "text/plain", 404), /^not found/],
  ["gone", answers("no", "text/plain", 410), /gone for good.*\(410\); take it out of feeds\.yaml/],
  ["broken", answers("no", "text/plain", 500), /^server error/],
  ["endless", endless, /the body is larger than 16 MB/],
  [
    "bomb",
    (_request, response) =>
      void response.writeHead(200, { "content-encoding": "gzip", "content-type": "application/rss+xml" }).end(bomb),
    /the body is larger than 16 MB/,
  ],
  ["hang", () => undefined, /took longer than 30 s/],
  [
    "loop",
    (request, response) => void response.writeHead(302, { location: `http://${request.headers.host}/` }).end(),
    /redirect/,
  ],
];

let press: Press;
let outbox: string;
let ended: Ended;
let refused: string;
const cleanUps: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const { folder, remove } = await newFolder();
  press = await openPress({
    ...Object.fromEntries(bad.map(([host, listener]) => [host, listener])),
    good: servesFeed(() => [{ title: "Storm over the harbour", link: press.url("pages") }]),
    other: servesFeed(() => [{ title: "A storm far away", link: press.url("pages", "/far") }]),
    pages: (request, response) =>
      answers(page("Storm over the harbour", request.url === "/" ? "storm" : "storm far away"), "text/html")(request, response),
  });
  cleanUps.push(remove, press.close);
  refused = `http://refused.localhost:${await freePort()}/`;
  const feeds = ["good", ...bad.map(([host]) => host), "other"].map((host) => press.url(host));
  await writeFiles(
    join(folder, "config"),
    soundConfig([...feeds, refused, "http://10.255.255.1/feed", "http://no-such-host.invalid/feed"]),
  );
  outbox = join(folder, "data/outbox");
  ended = await wirewatch(["once", "--now", "--json", "--config", join(folder, "config"), "--data", join(folder, "data")]);
}, 90_000);

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

const reasonOf = (url: string) => (onlyJson(ended) as RoundSummary).errors.find(({ subject }) => subject === url);

test.each(bad)("a feed that is %s is named with its reason", (host, _listener, reason) => {
  expect(reasonOf(press.url(host))).toEqual({
    stage: "poll-feeds",
    subject: press.url(host),
    message: expect.stringMatching(reason),
  });
});

test("a feed where nothing listens, on a private network, or without a host is named with its reason", () => {
  expect(reasonOf(refused)?.message).toMatch(/^connection refused by 127\.0\.0\.1:\d+$/);
  expect(reasonOf("http://10.255.255.1/feed")?.message).toMatch(/is a private address .*add it to fetch\.allow_private$/);
  expect(reasonOf("http://no-such-host.invalid/feed")?.message).toMatch(/^(no such host|the name server did not answer)/);
});

test("the other feeds are read, and their stories are mailed once each", async () => {
  const { feeds, entries, articles, digests } = onlyJson(ended) as RoundSummary;
  expect(feeds).toEqual({ polled: bad.length + 5, failed: bad.length + 3 });
  expect([entries.new, articles.extracted, digests.sent]).toEqual([2, 2, 1]);
  expect((await readOutbox(outbox)).map(({ subject }) => subject)).toHaveLength(1);
});

test("feeds that fail are no fault of the round: it is 0, and takes no longer than the slowest of them", () => {
  expect(ended.code).toBe(0);
  expect(ended.ms).toBeLessThan(60_000);
});
