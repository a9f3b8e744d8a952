// Goal: whoever wonders about a feed sees how it stands. Method: the program over a folder of YAML, before a round and after it.
import { join } from "node:path";
import { expect, test } from "vitest";
import { configFolder } from "../config/config-folder.ts";
import { serve } from "../http/serve.ts";
import { onlyJson, wirewatch } from "./wirewatch.ts";

const item = (n: number) =>
  `<item><guid>${n}</guid><title>Item ${n}</title><link>http://127.0.0.1/${n}</link><pubDate>${new Date(Date.now() - n * 3_600_000).toUTCString()}</pubDate></item>`;

test("each feed has its line: not polled yet, then read, damaged, muted or failing, and why", async () => {
  const { port } = await serve((request, response) => {
    const items = [1, 2, 3].map(item).join("");
    if (request.url === "/gone") return void response.writeHead(410).end();
    if (request.url === "/lost") return void response.writeHead(404).end();
    response.end(
      `<rss version="2.0"><channel><title>Served</title>${items}${request.url === "/cut" ? "<item><title>Ite" : "</channel></rss>"}`,
    );
  });
  const names = ["good", "gone", "lost", "cut"];
  const dir = configFolder({
    "feeds.yaml": `defaults: { backlog: none }\nfeeds:\n${names.map((name) => `  - { url: "http://127.0.0.1:${port}/${name}", name: ${name} }\n`).join("")}`,
    "wirewatch.yaml": "fetch: { allow_private: [127.0.0.0/8] }\n",
  });
  const options = ["--config", dir, "--data", join(dir, "data")];
  const states = async () => {
    const feeds = onlyJson(await wirewatch(["feeds", "status", "--json", ...options])) as { name: string; state: string }[];
    return Object.fromEntries(feeds.map(({ name, state }) => [name, state]));
  };
  expect(await states()).toEqual({ good: "not polled", gone: "not polled", lost: "not polled", cut: "not polled" });
  await wirewatch(["once", ...options]);
  expect(await states()).toEqual({ good: "good", gone: "muted", lost: "failing", cut: "damaged" });
  const { code, stdout } = await wirewatch(["feeds", "status", ...options]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^gone +muted +– +– +– +– +muted: gone for good.*410/m);
  expect(stdout).toMatch(/^lost +failing +– +20\d\d-\d\d-\d\d \d\d:\d\d +– +– +not found, since 20/m);
  expect(stdout).toMatch(/^cut +damaged .* damaged: entries may be missing$/m);
}, 120_000);
