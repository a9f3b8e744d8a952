// What a reload replaces: it leaves no connection behind, and ends nothing that is under way.
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSettings } from "../../src/app/open-settings.ts";
import { startRawSmtpServer } from "../channels/mail/raw-smtp-server.ts";
import { plainConfig } from "../pipeline/open-stages.ts";
import { until } from "../support/wait.ts";
import type { OpenedSettings } from "../../src/app/open-settings.ts";
import type { Server } from "node:http";

const shelf = { find: () => Promise.resolve(null), save: () => Promise.resolve() };
const asked = { bodyBytesMax: 1_000, deadlineMs: 30_000 };

let server: Server;
let url: string;
const sockets = new Set<Socket>();
let settings: OpenedSettings;
/** Answers that the test keeps back. */
let held: (() => void)[] = [];

beforeEach(async () => {
  held = [];
  server = createServer((request, response) => {
    const answer = () => void response.end("here");
    if (request.url === "/slow") held.push(answer);
    else answer();
  });
  server.keepAliveTimeout = 0;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  settings = openSettings(plainConfig("/nowhere"), { lease: null, heldUntil: new Map() }, shelf);
});
afterEach(async () => {
  await settings.close();
  server.closeAllConnections();
  server.close();
});

const reload = (number: number) => {
  const { config } = settings.current;
  settings.replace({ ...config, fetch: { ...config.fetch, userAgent: `Wirewatch/${number}` } });
};
const get = async (path: string) => {
  const answer = await settings.current.client.get(`${url}${path}`, asked);
  return answer.kind === "answer" ? new TextDecoder().decode(answer.body) : answer;
};

test("twenty reloads leave no connection but that of the last client", async () => {
  for (let number = 0; number < 20; number += 1) {
    expect(await get("/")).toBe("here");
    reload(number);
  }
  expect(await get("/")).toBe("here");
  await until(() => sockets.size === 1, "one connection is left");
});

test("a request that is under way at a reload is answered, and its connection closed then", async () => {
  const slow = get("/slow");
  await until(() => held.length === 1, "the server has the request");
  reload(1);
  for (const answer of held) answer();
  expect(await slow).toBe("here");
  await until(() => sockets.size === 0, "its connection is closed");
});

test("a client that somebody kept over a reload still asks", async () => {
  const { client } = settings.current;
  reload(1);
  expect(await client.get(`${url}/`, asked)).toMatchObject({ kind: "answer", status: 200 });
});

test("a mail that is under way at a reload is sent to its end", async () => {
  const smtp = await startRawSmtpServer();
  const { config } = settings.current;
  const setMailer = (more: string) =>
    settings.replace({ ...config, mail: { ...config.mail, smtp: { kind: "smtp", url: `${smtp.url}${more}` } } });
  setMailer("");
  const sending = settings.current.mailer.deliver({
    from: "a@example.org",
    to: "b@example.org",
    bytes: Buffer.from("Subject: news\r\n\r\nA story.\r\n"),
    fileName: "news",
    onBodyStart: () => Promise.resolve(setMailer("?tls=off")),
  });
  expect(await sending).toMatchObject({ kind: "sent" });
  expect(smtp.kept).toHaveLength(1);
  await smtp.close();
});
