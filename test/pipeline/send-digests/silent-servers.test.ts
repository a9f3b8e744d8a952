// Goal: a mail server that says nothing holds up neither the writing of issues nor other channels. Method: a whole Wirewatch against one.
import { createServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { openApp } from "../../../src/app/open-app.ts";
import { openLog } from "../../../src/log.ts";
import { PIPELINE } from "../../../src/pipeline/pipeline.ts";
import { newFolder } from "../../support/database.ts";
import { until } from "../../support/wait.ts";
import { digest, plainConfig, watchlists } from "../open-stages.ts";
import { inventText, tellStory } from "../tell-story.ts";

const closers: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** Takes connections and never greets. */
async function silentMailServer(): Promise<{ url: string; sockets: Set<Socket> }> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => void server.close());
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, sockets };
}

/** Counts the posts that it gets; those to /silent are never answered. */
async function postServer(): Promise<{ url: string; posts: string[]; cut: () => void }> {
  const posts: string[] = [];
  const server = createServer((request, response) => {
    posts.push(request.url ?? "");
    if (request.url !== "/silent") request.resume().on("end", () => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, posts, cut: () => server.closeAllConnections() };
}

test("with mails for a silent server waiting, another digest is written and its webhook gets it", async () => {
  const { folder, remove } = await newFolder();
  closers.push(remove);
  const [smtp, hook] = [await silentMailServer(), await postServer()];
  const plain = plainConfig(folder);
  const config = {
    ...plain,
    mail: { ...plain.mail, smtp: { kind: "smtp" as const, url: smtp.url } },
    digests: [
      digest("mailed", {
        to: Array.from({ length: 20 }, (_, index) => `reader-${index}@example.org`),
        webhooks: [{ url: `${hook.url}/silent` }],
        watchlists: ["alpha"],
        schedule: { kind: "immediately" },
      }),
      digest("posted", {
        to: [],
        webhooks: [{ url: `${hook.url}/good` }],
        watchlists: ["beta"],
        schedule: { kind: "immediately" },
      }),
    ],
    watchlists: watchlists("alpha", "beta"),
  };
  const app = await openApp({ config, log: openLog("silent", false) });
  closers.push(async () => {
    // What is under way ends at once when its server goes.
    const closing = app.close();
    const cutting = setInterval(() => {
      for (const socket of smtp.sockets) socket.destroy();
      hook.cut();
    }, 20);
    await closing.finally(() => clearInterval(cutting));
  });
  app.start(["send-digests"]);
  await tellStory(app.deps, { text: inventText("alpha") });
  const { mail: connections } = PIPELINE["send-digests"].lanes;
  await until(() => smtp.sockets.size === connections && hook.posts.length === 1, "the silent servers hold all that they get");
  await tellStory(app.deps, { text: inventText("beta") });
  await until(() => hook.posts.includes("/good"), "the other digest's webhook has its post");
  const { ended } = await app.deps.database.one<{ ended: number }>(
    "select count(*)::int as ended from deliveries where channel = 'mail' and (attempts > 1 or state not in ('sending', 'pending'))",
  );
  // None had ended by then, so nothing waited for the silence to end.
  expect(ended).toBe(0);
  expect(smtp.sockets.size).toBe(connections);
});
