// The metrics in Prometheus' text format: a page for those who may read the others, and a port of its own for a collector.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { builtFile, readVersion } from "../built-file.ts";
import { CONTENT_TYPE, expose } from "../meter.ts";
import { listen } from "./listen.ts";
import type { Context } from "hono";
import type { Desk } from "../desk/desk.ts";
import type { Config } from "../config/config.ts";
import type { Logger } from "../log.ts";

/** The database is asked this often at most, however often a collector asks. */
const FRESH_MS = 10_000;

export type Metrics = () => Promise<string>;

/** Rejects if the database or the queue does not answer. Questions at the same time share one answer. */
export function openMetrics(desk: Pick<Desk, "figures">, nowMs: () => number = () => performance.now()): Metrics {
  const build = readBuild();
  let asked: { atMs: number; figures: ReturnType<Desk["figures"]> } | null = null;
  return async () => {
    if (asked === null || nowMs() - asked.atMs >= FRESH_MS) asked = { atMs: nowMs(), figures: desk.figures() };
    const mine = asked;
    try {
      return await expose(await mine.figures, await build);
    } catch (error) {
      if (asked === mine) asked = null;
      throw error;
    }
  };
}

export const metricsPage = (desk: Desk): ((c: Context) => Promise<Response>) => {
  const metrics = openMetrics(desk);
  return async (c) => c.body(await metrics(), 200, { "content-type": CONTENT_TYPE });
};

/** Serves nothing else, to anyone who reaches the port: no name, address or title is in it. */
export async function openMetricsPort(
  { host, port }: NonNullable<Config["metrics"]>,
  { desk, log }: { desk: Desk; log: Logger },
): Promise<{ url: string; close(): Promise<void> }> {
  const metrics = openMetrics(desk);
  const server = createServer((request, response) => {
    const isAsked = request.url?.split("?", 1)[0] === "/metrics";
    if (!isAsked || (request.method !== "GET" && request.method !== "HEAD")) {
      response.writeHead(isAsked ? 405 : 404, { allow: "GET, HEAD" }).end("ask for /metrics\n");
      return;
    }
    metrics().then(
      (text) => response.writeHead(200, { "content-type": CONTENT_TYPE }).end(text),
      (error: unknown) => {
        log.warn({ err: error }, "the metrics could not be read");
        response.writeHead(503).end("the database or the queue does not answer\n");
      },
    );
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 10_000;
  await listen(server, { host, port, name: "the port of the metrics", setting: "metrics.listen" });
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBuild(): Promise<{ version: string; commit: string; node: string }> {
  const built = await readFile(builtFile("build.json"), "utf8").catch(() => "{}");
  // Only a build leaves its commit.
  const { commit = "unknown" } = JSON.parse(built) as { commit?: string };
  return { version: await readVersion(), commit, node: process.version };
}
