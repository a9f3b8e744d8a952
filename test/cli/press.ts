// A small press on loopback: feeds and pages on as many hosts as a test wants, and the folder that configures Wirewatch for them.
import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

export interface Press {
  port: number;
  /** An address on a host of its own; hosts are asked one at a time, and do not wait for each other. */
  url(host: string, path?: string): string;
  close(): Promise<void>;
}

/** Every host has its own listener, found by its first label. */
export async function openPress(hosts: Record<string, RequestListener>): Promise<Press> {
  const server = createServer((request, response) => {
    const listener = hosts[request.headers.host?.split(".", 1)[0] ?? ""];
    if (listener === undefined) response.writeHead(404).end();
    else listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: (host, path = "/") => `http://${host}.localhost:${port}${path}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers every request with these words. */
export const answers =
  (body: string | Buffer, type: string, status = 200): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { "content-type": type }).end(body);

export interface Item {
  title: string;
  link: string;
  description?: string;
}

export const rss = (items: readonly Item[]): string => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>The Gullwing Post</title><link>http://gullwing.localhost/</link><language>en</language>
${items
  .map(
    ({ title, link, description = "" }) => `<item><title>${title}</title><link>${link}</link>
<guid>${link}</guid><pubDate>Mon, 23 Nov 2026 08:30:00 GMT</pubDate><description>${description}</description></item>`,
  )
  .join("\n")}
</channel></rss>`;

export const servesFeed =
  (items: () => readonly Item[]): RequestListener =>
  (request, response) =>
    answers(rss(items()), "application/rss+xml; charset=utf-8")(request, response);

const who = [
  "the harbour master",
  "a retired cook",
  "both ferrymen",
  "the night nurse",
  "her cousin",
  "the council",
  "a surveyor",
  "two students",
];
const did = [
  "counted",
  "painted",
  "refused",
  "remembered",
  "weighed",
  "returned",
  "sold",
  "described",
  "photographed",
  "measured",
  "hid",
];
const what = [
  "eleven lanterns",
  "the old ledger",
  "a crate of pears",
  "their bicycle",
  "the broken bell",
  "six letters",
  "a brass key",
];
const where = ["near the mill", "after supper", "behind the school", "on the second pier", "without a word", "as the rain began"];

/** An article of some length about a subject: long enough to be read as one, and unlike any other subject's. */
export function page(title: string, subject: string): string {
  let chance = Buffer.from(subject).reduce((sum, byte) => (sum * 31 + byte) % 99_991, 7);
  const pick = (from: readonly string[]): string => from[(chance = (chance * 48_271) % 2_147_483_647) % from.length] ?? "";
  const sentence = () => `${pick(who)} ${pick(did)} ${pick(what)} ${pick(where)}, and the ${subject} went on.`;
  const paragraphs = Array.from({ length: 5 }, () => `<p>Then ${sentence()} Later ${sentence()} At last ${sentence()}</p>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>${title}</h1>
<p class="byline">By Orla Fenwick</p>${paragraphs.join("\n")}</article></body></html>`;
}

export async function writeFiles(dir: string, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), text);
  }
}

/** A sound configuration over these feeds, with one watchlist for "storm" and one digest; loopback may be fetched. */
export const soundConfig = (feeds: readonly string[]): Record<string, string> => ({
  "wirewatch.yaml": "fetch: { allow_private: [127.0.0.0/8] }\nweb: { listen: 127.0.0.1:0 }\n",
  "feeds.yaml": `defaults: { backlog: all }\nfeeds:\n${feeds.map((url) => `  - url: ${url}\n`).join("")}`,
  "watchlists/weather.yaml":
    "watchlists:\n  - id: weather\n    any: [storm]\n    tests: { match: [a storm came], no_match: [calm] }\n",
  "digests.yaml": 'digests:\n  - { id: morning, to: [desk@example.org], schedule: "0 7 * * *", timezone: UTC }\n',
});
