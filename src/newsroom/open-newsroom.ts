// The invented newsroom: a dozen outlets on one loopback port, for the demo, the tests and the benches.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Server } from "node:http";
import { createAnswerer } from "./answer-request.ts";
import type { Answer } from "./answer-request.ts";
import type { NewsroomFeed } from "./config-files.ts";
import { digestsYaml, feedsOf, feedsYamlOf, watchlistsYaml } from "./config-files.ts";
import { inventedArticles, publish } from "./edition.ts";
import type { Expected } from "./expectations.ts";
import { expectationsOf } from "./expectations.ts";
import { generateArticles } from "./generate-articles.ts";
import { deadOutlet, outlets } from "./outlets.ts";

export interface NewsroomOptions {
  /** Articles are dated back from here, over two days. */
  startedAt: Date;
  /** By default a free one. */
  port?: number;
  /** How many generated single stories to add, each with its own token in title and text. */
  moreArticles?: number;
  /** The least weight of pages, like real ones: menus and scripts are added. */
  pageBytesMin?: number;
}

/** Requests answered so far. `byUrl` counts each address, whatever the answer. */
interface RequestCounts {
  feeds: number;
  notModified: number;
  pages: number;
  other: number;
  byUrl: Record<string, number>;
}

export interface Newsroom {
  port: number;
  outlets: { id: string; name: string; url: string; language: string }[];
  feeds: NewsroomFeed[];
  /** Ready files for a config folder; the feeds are on loopback, so `fetch.allow_private` must allow 127.0.0.1. */
  feedsYaml: string;
  watchlistsYaml: string;
  digestsYaml: string;
  expected: Expected;
  requests(): RequestCounts;
  close(): Promise<void>;
}

/**
 * Serves the newsroom on 127.0.0.1 as virtual hosts, `http://<outlet>.localhost:PORT/`. Everything in it follows from
 * `startedAt`, the port and `moreArticles`. Rejects with the system's error if the port is taken.
 */
export async function openNewsroom({
  startedAt,
  port: wantedPort = 0,
  moreArticles = 0,
  pageBytesMin = 0,
}: NewsroomOptions): Promise<Newsroom> {
  const server = createServer();
  const port = await listen(server, wantedPort);
  const edition = publish([...inventedArticles, ...generateArticles(moreArticles)], startedAt, port);
  const counts = answerFrom(server, createAnswerer(edition, pageBytesMin), port);
  const feeds = feedsOf(edition);
  return {
    port,
    outlets: outlets.map(({ id, name, language }) => ({ id, name, language, url: `${edition.originOf(id)}/` })),
    feeds,
    feedsYaml: feedsYamlOf(feeds),
    watchlistsYaml,
    digestsYaml,
    expected: expectationsOf(edition, deadOutlet.feedUrl),
    requests: () => ({ ...counts, byUrl: { ...counts.byUrl } }),
    close: () => close(server),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

const countedAs = { feed: "feeds", "not-modified": "notModified", page: "pages", other: "other" } as const;

function answerFrom(server: Server, answer: ReturnType<typeof createAnswerer>, port: number): RequestCounts {
  const counts: RequestCounts = { feeds: 0, notModified: 0, pages: 0, other: 0, byUrl: {} };
  server.on("request", (request, response) => {
    const { host } = request.headers;
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const answered: Answer = answer({ host: host?.replace(/:\d+$/, ""), path, headers: request.headers });
    const url = `http://${host ?? `127.0.0.1:${port}`}${path}`;
    counts[countedAs[answered.kind]] += 1;
    counts.byUrl[url] = (counts.byUrl[url] ?? 0) + 1;
    response.writeHead(answered.status, answered.headers);
    response.end(request.method === "HEAD" ? undefined : answered.body);
  });
  return counts;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
