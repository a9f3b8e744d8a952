// Goal: a mail server or a service that says nothing holds up neither the writing of issues nor other channels. Method: a whole Wirewatch against them.
import { createServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import type { DigestChannel } from "../../../src/digests/digest.ts";
import type { FakeService } from "../../channels/fake-services.ts";
import { afterEach, expect, test } from "vitest";
import { openApp } from "../../../src/app/open-app.ts";
import { openLog } from "../../../src/log.ts";
import { PIPELINE } from "../../../src/pipeline/pipeline.ts";
import { listLedger } from "../../../src/store/views/ledger.ts";
import { SERVICES, WEBHOOK } from "../../channels/fake-services.ts";
import { startService } from "../../channels/start-service.ts";
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

const ofId = (id: string, channels: DigestChannel[]) =>
  digest(id, { channels, watchlists: [id], schedule: { kind: "immediately" } });

test(
  "services that take a message and answer nothing delay no other, and what they may have had is listed",
  { timeout: 120_000 },
  async () => {
    const { folder, remove } = await newFolder();
    closers.push(remove);
    const kinds = Object.entries({ ...SERVICES, webhook: WEBHOOK });
    const silent = await Promise.all(
      kinds.map(async ([kind, service]) => {
        const opened = await startService(kind, service);
        opened.faults.push("silent");
        return opened;
      }),
    );
    const good = await startService("slack", SERVICES["slack"] as FakeService);
    const config = {
      ...plainConfig(folder),
      digests: [
        ofId(
          "alpha",
          silent.flatMap(({ channels }) => channels),
        ),
        ofId("beta", good.channels),
      ],
      watchlists: watchlists("alpha", "beta"),
    };
    const pauses = { leaseMs: 60_000, retryMs: [10_000], resendMs: 10_000, answerMs: 15_000 };
    const app = await openApp({ config, log: openLog("silent", false), deliveryPauses: pauses });
    closers.push(() => app.close());
    app.start(["send-digests"]);
    const ledger = () => listLedger(app.deps.database, { digest: "alpha", recipient: null, state: null, limit: 100 });
    await tellStory(app.deps, { text: inventText("alpha") });
    await until(() => silent.every(({ taken }) => taken.length === 1), "each silent service has its message");
    await tellStory(app.deps, { text: inventText("beta") });
    await until(() => good.taken.length === 1, "the other digest's service has its message");
    // Nothing had ended by then, so nothing waited for the silence to end.
    expect(new Set((await ledger()).map(({ state }) => state))).toEqual(new Set(["sending"]));

    const ended = async () => (await ledger()).filter(({ state }) => state !== "sending");
    await until(async () => (await ended()).length === kinds.length, "the silence is over", 60_000);
    const knowsIds = new Set(["ntfy", "matrix", "webhook"]);
    const expected = (of: (isKnown: boolean) => object) =>
      Object.fromEntries(
        silent.flatMap(({ channels }) => channels.map(({ kind, recipient }) => [recipient, of(knowsIds.has(kind))])),
      );
    const listed = async () =>
      Object.fromEntries(
        (await ledger()).map(({ recipient, state, uncertain, reply }) => [recipient, { state, uncertain, reply }]),
      );
    expect(await listed()).toEqual(
      expected((isKnown) => ({
        state: isKnown ? "retry" : "uncertain",
        uncertain: 0,
        reply: expect.stringMatching(/^took longer than 15 s \(while waiting for headers\)$/),
      })),
    );

    // Each is tried once more, and users of services that know a message by its id see one.
    await until(() => silent.every(({ taken }) => taken.length === 2), "each service has its message again", 60_000);
    await until(async () => (await ledger()).every(({ state }) => state === "sent"), "all are sent", 60_000);
    expect(await listed()).toMatchObject(expected((isKnown) => ({ state: "sent", uncertain: isKnown ? 0 : 1 })));
  },
);
