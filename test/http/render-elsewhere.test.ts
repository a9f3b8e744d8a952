// Pages that a Chromium renders which runs elsewhere. Method: Debian's Chromium, started as its owner would, and joined by its ws:// address.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { openRender } from "../../src/http/browser/open-render.ts";
import { openRenderer } from "../../src/http/browser/open-renderer.ts";
import { openHttpClient } from "../../src/http/open-http-client.ts";
import { closing } from "../support/closing.ts";
import { bringChromium } from "../support/open-chromium.ts";
import { serve } from "./serve.ts";
import type { Answered } from "../../src/http/answer.ts";

let path: string;

beforeAll(async () => {
  path = await bringChromium();
});

/** As with `chromium --remote-debugging-port`. */
async function startDevTools(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "wirewatch-chromium-"));
  const switches = ["--headless", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--remote-debugging-port=0"];
  const child = spawn(path, [...switches, `--user-data-dir=${folder}`], { stdio: ["ignore", "ignore", "pipe"] });
  // Not "close": its children may hold its output open a while longer.
  const ended = new Promise((resolve) => child.once("exit", resolve));
  closing({
    async close() {
      child.kill("SIGKILL");
      await ended;
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  });
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const at = /ws:\/\/\S+/.exec(said)?.[0];
      if (at !== undefined) resolve(at);
    });
    void ended.then(() => reject(new Error(`Chromium ended: ${said}`)));
  });
}

/** As with `playwright run-server`. */
async function startServer(): Promise<string> {
  const server = await chromium.launchServer({ executablePath: path, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  closing(server);
  return server.wsEndpoint();
}

test.each([
  ["of Chromium's own tools", startDevTools],
  ["of a server of playwright", startServer],
])("a page is rendered at an address %s, and its requests are still asked by us", async (_, start) => {
  const asked: string[] = [];
  const { port } = await serve((request, response) => {
    asked.push(`${request.url} ${request.headers["user-agent"]}`);
    const html = `<body><script>fetch("/data.json").then((a) => a.json()).then(({ title }) => { document.body.innerHTML = "<h1>" + title + "</h1>"; });</script>`;
    const isData = request.url === "/data.json";
    response.writeHead(200, { "content-type": isData ? "application/json" : "text/html" });
    response.end(isData ? '{"title":"The harbour council resigns"}' : html);
  });
  const site = `http://127.0.0.1:${port}`;
  const client = closing(openHttpClient({ userAgent: "Wirewatch/test", allowPrivate: ["127.0.0.1"] }));
  const renderer = closing(openRenderer({ at: await start(), userAgent: "Wirewatch/test" }));
  const page = await client.get(`${site}/app`, { bodyBytesMax: 1e6, deadlineMs: 10_000 });
  const shown = await openRender({ renderer, client, mayAsk: () => true })(page as Answered, [site]);
  expect(shown.kind === "answer" ? Buffer.from(shown.body).toString() : shown.message).toContain(
    "<h1>The harbour council resigns</h1>",
  );
  expect(asked).toEqual(["/app Wirewatch/test", "/data.json Wirewatch/test"]);
});

test("a Chromium that is not there is named by its host alone, and nothing waits for it", async () => {
  const renderer = closing(openRenderer({ at: "ws://me:word@127.0.0.1:1/secret-token?key=word", userAgent: "Wirewatch/test" }));
  const page = {
    kind: "answer",
    url: "http://127.0.0.1/",
    status: 200,
    headers: {},
    body: new Uint8Array(),
  } as unknown as Answered;
  const shown = await renderer.render(page, () => Promise.reject(new Error("nothing is asked")));
  expect(shown).toMatchObject({
    kind: "failed",
    message: expect.stringContaining("the Chromium at 127.0.0.1:1 does not start") as string,
  });
  expect(JSON.stringify(shown)).not.toMatch(/secret-token|word/);
});
