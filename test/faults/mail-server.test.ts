// Goal: a digest reaches each reader once, whatever the mail server does. Method: rounds without a server, with one, and with a refusal.
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { answers, openPress, page, servesFeed, soundConfig, writeFiles } from "../cli/press.ts";
import { call, onlyJson, seedData } from "../cli/wirewatch.ts";
import { newFolder } from "../support/database.ts";
import { openSmtpSink } from "../support/smtp-sink.ts";
import { freePort } from "../support/wait.ts";
import type { RoundSummary } from "../../src/desk/run-round.ts";
import type { Ended } from "../cli/wirewatch.ts";

const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

/** A feed with one story for the digest, and rounds over it that mail to this server. */
async function rounds(to: string, smtp: string) {
  const { folder, remove } = await newFolder();
  const press = await openPress({
    feed: servesFeed(() => [{ title: "Storm over the harbour", link: press.url("pages", "/storm") }]),
    pages: answers(page("Storm over the harbour", "storm"), "text/html"),
  });
  cleanUps.push(remove, press.close);
  const sound = soundConfig([press.url("feed")]);
  await writeFiles(join(folder, "config"), {
    ...sound,
    "digests.yaml": sound["digests.yaml"]?.replace("desk@example.org", to) ?? "",
  });
  seedData(join(folder, "data"));
  const folders = ["--config", join(folder, "config"), "--data", join(folder, "data")];
  const env = { SMTP_URL: smtp };
  return Object.assign(
    (...options: string[]): Promise<Ended> => call(["once", "--log-level", "silent", ...options, ...folders], { env }),
    { ledger: () => call(["digest", "log", ...folders], { env }) },
  );
}

const summaryOf = (ended: Ended) => onlyJson(ended) as RoundSummary;

test("without a server the digest waits, reports it, and is sent once when there is one", { timeout: 180_000 }, async () => {
  const port = await freePort();
  const once = await rounds("desk@example.org", `smtp://127.0.0.1:${port}`);

  const first = await once("--now");
  expect([first.code, first.stderr]).toEqual([1, ""]);
  expect(first.stdout).toMatch(/^Digests +0 sent, 1 not delivered$/m);
  expect(first.stdout).toMatch(
    new RegExp(
      ` ! send-digests +morning to desk@example\\.org\n +kept; tried again at .* UTC: .*127\\.0\\.0\\.1:${port} \\(ECONNREFUSED\\)`,
    ),
  );

  // Still no server, and nothing new: it goes on waiting, and goes on saying so.
  const waiting = await once("--json");
  expect(waiting.code).toBe(1);
  expect(summaryOf(waiting)).toMatchObject({
    entries: { new: 0 },
    digests: { sent: 0, failed: 1 },
    errors: [{ stage: "send-digests", subject: "morning to desk@example.org" }],
  });

  const sink = await openSmtpSink(port);
  cleanUps.push(sink.close);
  const second = await once("--json");
  expect(second.code).toBe(0);
  expect(summaryOf(second)).toMatchObject({ digests: { sent: 1, failed: 0 }, errors: [] });
  expect(sink.mails.map(({ text }) => text?.includes("Storm over the harbour"))).toEqual([true]);
  // What kept it back stays in the ledger.
  expect((await once.ledger()).stdout).toMatch(/ {2}250 .*\n {2}before: .*ECONNREFUSED.*\n {2}3 attempts/);

  const third = await once("--json", "--now");
  expect(third.code).toBe(0);
  expect(summaryOf(third)).toMatchObject({ digests: { sent: 0, failed: 0 }, errors: [] });
  expect(sink.mails).toHaveLength(1);
});

test(
  "where one of two readers is refused for good, the other gets the digest once, and the refusal is told",
  { timeout: 180_000 },
  async () => {
    const server = await openRefusingServer("gone@example.org");
    const once = await rounds("gone@example.org, desk@example.org", server.url);

    const first = await once("--json", "--now");
    expect(first.code).toBe(1);
    expect(summaryOf(first)).toMatchObject({
      digests: { sent: 1, failed: 1 },
      errors: [
        {
          stage: "send-digests",
          subject: "morning to gone@example.org",
          message: expect.stringContaining("550 5.1.1 nobody of that name"),
        },
      ],
    });
    expect(server.taken).toEqual(["desk@example.org"]);

    const second = await once("--json", "--now");
    expect(second.code).toBe(0);
    expect(summaryOf(second)).toMatchObject({ digests: { sent: 0, failed: 0 }, errors: [] });
    expect(server.taken).toEqual(["desk@example.org"]);
    expect(server.refused).toBe(1);
  },
);

interface RefusingServer {
  url: string;
  /** Whose mail was taken whole, in order. */
  taken: string[];
  /** How often the refused address was tried. */
  refused: number;
}

async function openRefusingServer(refusedAddress: string): Promise<RefusingServer> {
  const state: RefusingServer = { url: "", taken: [], refused: 0 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo({ address }, _session, callback) {
      if (address !== refusedAddress) return callback();
      state.refused++;
      callback(Object.assign(new Error("5.1.1 nobody of that name"), { responseCode: 550 }));
    },
    onData(stream, { envelope }, callback) {
      stream.resume();
      stream.on("end", () => {
        state.taken.push(...envelope.rcptTo.map(({ address }) => address));
        callback();
      });
    },
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  cleanUps.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  state.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return state;
}
