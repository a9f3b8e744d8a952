// One issue to one recipient: sent once, and what became of each attempt stands in the ledger.
import { readdir, rm } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PermanentError } from "../../../src/errors.ts";
import { openMailer } from "../../../src/channels/mail/open-mailer.ts";
import { deliverIssue } from "../../../src/pipeline/send-digests/deliver-issue.ts";
import { sendDigests } from "../../../src/pipeline/send-digests/send-digests.ts";
import { beginBody, claimDelivery, endDelivery, retryDeliveriesNow } from "../../../src/store/deliveries/deliveries.ts";
import { startRawSmtpServer } from "../../channels/mail/raw-smtp-server.ts";
import { STORES } from "../../store/open-test-store.ts";
import { addDigest, addIssue, addMail, minutesLater, NOW } from "../../store/seed.ts";
import { readOutbox } from "../../support/read-mails.ts";
import { freePort } from "../../support/wait.ts";
import { openStages } from "../open-stages.ts";
import type { Mailer } from "../../../src/channels/mail/mailer.ts";
import type { StageDeps } from "../../../src/pipeline/stage-deps.ts";
import type { Database } from "../../../src/store/engine/database.ts";
import type { ClaimedDelivery } from "../../../src/store/deliveries/deliveries.ts";
import type { Misbehaviour, RawSmtpServer } from "../../channels/mail/raw-smtp-server.ts";
import type { TestStages } from "../open-stages.ts";

const LEASE_MS = 120_000;
const MESSAGE = Buffer.from("Message-ID: <1@wirewatch.example>\r\nSubject: news\r\n\r\nA story.\r\n");

describe.each(STORES)("with the ledger on %s", (kind) => {
  let stages: TestStages;
  let delivery: number;
  const closers: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(async () => {
    await stages.wipe();
    await rm(stages.outbox, { recursive: true, force: true });
    await addDigest(stages.database, "morning");
    const issue = await addIssue(stages.database, "morning");
    delivery = await addMail(stages.database, issue, { message: MESSAGE });
  });
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });
  afterAll(() => stages.close());

  const ledger = () => stages.database.one<Record<string, unknown>>("select * from deliveries where id = $1", [delivery]);
  const claim = async (at: Date): Promise<ClaimedDelivery> => {
    const claimed = await claimDelivery(stages.database, delivery, at, LEASE_MS);
    if (claimed === null) throw new Error("the delivery could not be claimed");
    return claimed;
  };

  async function mailServer(misbehaviour?: Misbehaviour): Promise<RawSmtpServer> {
    const server = await startRawSmtpServer(misbehaviour);
    closers.push(() => server.close());
    return server;
  }
  const over = (server: { url: string }): StageDeps => ({
    ...stages.deps,
    mailer: () => openMailer({ kind: "smtp", url: server.url }),
  });
  /** Delivers at a moment and says how that ended. */
  const deliver = async (at: Date, deps: StageDeps = stages.deps) => {
    stages.clock.at = at;
    return (await deliverIssue(deps, delivery)).outcome;
  };

  test("a mail that was sent is not sent again", async () => {
    const server = await mailServer();
    expect(await deliver(NOW, over(server))).toBe("sent");
    expect(await deliver(minutesLater(60), over(server))).toBe("already-done");
    expect(server.kept).toHaveLength(1);
    expect(server.kept[0]).toContain("A story.");
    expect(await ledger()).toMatchObject({ state: "sent", attempts: 1, sent_at: NOW, reply: "250 2.0.0 queued as 7" });
  });

  test("the server's answer is kept although the database is away when it comes", async () => {
    const server = await mailServer();
    const answers: string[] = [];
    const run: Database["run"] = (text, values) => {
      if (server.kept.length === 0 || answers.push(text) > 1) return stages.database.run(text, values);
      return Promise.reject(new Error("the database is away"));
    };
    expect(await deliver(NOW, { ...over(server), database: { ...stages.database, run } })).toBe("sent");
    expect(answers.length).toBeGreaterThan(1);
    expect(await ledger()).toMatchObject({ state: "sent", reply: "250 2.0.0 queued as 7" });
  });

  test("a failed mail counts as failed although the database is away when its channel is told", async () => {
    const server = await mailServer({ at: "RCPT", reply: "550 5.1.1 no such user" });
    let asked = 0;
    const one: Database["one"] = (text, values) =>
      text.includes("as refused") && ++asked === 1 ? Promise.reject(new Error("away")) : stages.database.one(text, values);
    expect(await deliver(NOW, { ...over(server), database: { ...stages.database, one } })).toBe("failed");
    expect(asked).toBe(2);
    expect(await ledger()).toMatchObject({ state: "failed", reply: "550 5.1.1 no such user" });
  });

  test("of several workers at once one sends", async () => {
    const server = await mailServer();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => deliver(NOW, over(server))));
    expect(outcomes.sort()).toEqual([...Array.from({ length: 7 }, () => "already-done"), "sent"]);
    expect(server.kept).toHaveLength(1);
  });

  test("a mail that the server won't take for now is tried again after 1, 5, 15 and 60 minutes, then hourly", async () => {
    const server = await mailServer({ at: "RCPT", reply: "450 4.2.1 greylisted" });
    let at = 0;
    for (const pause of [1, 5, 15, 60, 60]) {
      expect(await deliver(minutesLater(at), over(server))).toBe("retry");
      expect(await deliver(minutesLater(at + pause - 0.5), over(server))).toBe("already-done");
      expect((await ledger())["not_before"]).toEqual(minutesLater(at + pause));
      at += pause;
    }
    expect(await deliver(minutesLater(at), over(await mailServer()))).toBe("sent");
    expect(await ledger()).toMatchObject({ attempts: 6, uncertain: 0 });
  });

  test("a mail waits for as long as there is no server or no signing in, and goes out when there is", async () => {
    const nobody = { url: `smtp://127.0.0.1:${await freePort()}` };
    const locked = await mailServer({ at: "MAIL", reply: "530 5.7.0 sign in first" });
    for (const hours of [1, 23, 25, 49]) {
      expect(await deliver(minutesLater(hours * 60), over(nobody))).toBe("retry");
      expect(await deliver(minutesLater((hours + 1) * 60), over(locked))).toBe("retry");
    }
    expect(await ledger()).toMatchObject({ attempts: 8, not_before: minutesLater(51 * 60) });
    expect(await deliver(minutesLater(51 * 60), over(await mailServer()))).toBe("sent");
  });

  test("a mail that the server puts off for a day is given up, with the server's last words", async () => {
    const server = await mailServer({ at: "RCPT", reply: "450 4.2.1 mailbox busy" });
    expect(await deliver(NOW, over(server))).toBe("retry");
    expect(await deliver(minutesLater(24 * 60), over(server))).toBe("retry");
    expect(await deliver(minutesLater(25 * 60), over(server))).toBe("failed");
    const ended = { reply: "450 4.2.1 mailbox busy (given up after a day)", ended_at: minutesLater(25 * 60) };
    expect(await ledger()).toMatchObject(ended);
    expect(await deliver(minutesLater(30 * 60), over(await mailServer()))).toBe("already-done");
  });

  test("the day counts from the first refusal, not from a time without a server", async () => {
    const nobody = { url: `smtp://127.0.0.1:${await freePort()}` };
    const greylisting = await mailServer({ at: "RCPT", reply: "450 4.2.1 greylisted" });
    expect(await deliver(minutesLater(48 * 60), over(nobody))).toBe("retry");
    expect(await deliver(minutesLater(49 * 60), over(greylisting))).toBe("retry");
    expect(await deliver(minutesLater(50 * 60), over(await mailServer()))).toBe("sent");
  });

  test("a round that someone asks for does not wait for the next try", async () => {
    const server = await mailServer({ at: "MAIL", reply: "451 try later" });
    await deliver(NOW, over(server));
    await retryDeliveriesNow(stages.database, NOW);
    expect(await deliver(NOW, over(await mailServer()))).toBe("sent");
  });

  test("a mail that the server refuses for good is given up at once", async () => {
    const refusing = await mailServer({ at: "RCPT", reply: "550 5.1.1 no such user" });
    expect(await deliver(NOW, over(refusing))).toBe("failed");
    const server = await mailServer();
    expect(await deliver(minutesLater(600), over(server))).toBe("already-done");
    expect(server.kept).toEqual([]);
    expect(await ledger()).toMatchObject({ state: "failed", reply: "550 5.1.1 no such user" });
  });

  test("a mail whose end is not known is sent once more after ten minutes, and then left to a person", async () => {
    const server = await mailServer({ at: "dot", drop: true });
    expect(await deliver(NOW, over(server))).toBe("uncertain");
    expect(await deliver(minutesLater(9), over(server))).toBe("already-done");
    await retryDeliveriesNow(stages.database, minutesLater(9));
    expect(await deliver(minutesLater(9), over(server))).toBe("already-done");
    expect(await deliver(minutesLater(10), over(server))).toBe("failed");
    expect(await deliver(minutesLater(600), over(server))).toBe("already-done");
    expect(server.kept).toHaveLength(2);
    expect(server.kept[0]).toBe(server.kept[1]);
    expect((await ledger())["reply"]).toMatch(/twice; it may have arrived/);
  });

  test("a mail that was uncertain and is then refused for now stays counted as uncertain", async () => {
    const silent = await mailServer({ at: "dot", drop: true });
    await deliver(NOW, over(silent));
    const busy = await mailServer({ at: "RCPT", reply: "450 later" });
    expect(await deliver(minutesLater(10), over(busy))).toBe("retry");
    expect(await ledger()).toMatchObject({ uncertain: 1, state: "retry" });
    expect(await deliver(minutesLater(60), over(silent))).toBe("failed");
    expect(silent.kept).toHaveLength(2);
  });

  test("a worker that died before the body began costs nothing but its lease", async () => {
    await claim(NOW);
    const server = await mailServer();
    expect(await deliver(minutesLater(1.9), over(server))).toBe("already-done");
    expect(await deliver(minutesLater(2), over(server))).toBe("sent");
    expect(await ledger()).toMatchObject({ attempts: 2, uncertain: 0 });
  });

  test("workers that died after the body began are counted: once more, and not a third time", async () => {
    await beginBody(stages.database, await claim(NOW), NOW);
    await beginBody(stages.database, await claim(minutesLater(2)), minutesLater(2));
    const server = await mailServer();
    expect(await deliver(minutesLater(4), over(server))).toBe("failed");
    expect(server.kept).toEqual([]);
    expect(await ledger()).toMatchObject({ state: "failed", uncertain: 2 });
    expect((await ledger())["reply"]).toMatch(/it may have arrived, and is not sent again/);
  });

  test("with the outbox the same file is written again, so that it doubles nothing however often workers died", async () => {
    for (const minute of [0, 2, 4]) await beginBody(stages.database, await claim(minutesLater(minute)), minutesLater(minute));
    expect(await deliver(minutesLater(6))).toBe("sent");
    expect((await readOutbox(stages.outbox)).map(({ subject }) => subject)).toEqual(["news"]);
    expect(await ledger()).toMatchObject({ attempts: 4, uncertain: 0 });
    await stages.database.run("update deliveries set state = 'uncertain'");
    expect(await deliver(minutesLater(60))).toBe("sent");
    expect(await readOutbox(stages.outbox)).toHaveLength(1);
  });

  test("a worker that slept past its lease sends nothing any more and writes nothing into the ledger", async () => {
    const late = await claim(NOW);
    const next = await claim(minutesLater(3));
    await expect(beginBody(stages.database, late, minutesLater(3))).rejects.toThrow("taken over by another worker");
    await endDelivery(
      stages.database,
      late,
      { state: "failed", reply: "late", notBefore: NOW, refusedSince: null, uncertain: 0 },
      minutesLater(3),
    );
    expect(await ledger()).toMatchObject({ state: "sending", fence: next.fence, reply: null });
    await endDelivery(
      stages.database,
      next,
      { state: "sent", reply: "250 ok", notBefore: NOW, refusedSince: null, uncertain: 0 },
      minutesLater(4),
    );
    expect(await ledger()).toMatchObject({ state: "sent", reply: "250 ok" });
  });

  test("a mail that was taken over on its way to the server does not leave", async () => {
    const server = await mailServer();
    const real = openMailer({ kind: "smtp", url: server.url });
    const slow: Mailer = {
      ...real,
      async deliver(outgoing) {
        await claim(minutesLater(3));
        return real.deliver(outgoing);
      },
    };
    expect(await deliver(NOW, { ...stages.deps, mailer: () => slow })).toBe("already-done");
    expect(server.kept).toEqual([]);
    expect(await ledger()).toMatchObject({ state: "sending", reply: null });
  });

  test.each([
    ["before the body", "retry", 1, async () => {}],
    ["after the body began", "uncertain", 10, (begin: () => Promise<void>) => begin()],
  ])("a mailer that breaks %s leaves nothing under way: the mail is %s", async (_when, state, minutes, before) => {
    const broken: Mailer = {
      ...openMailer({ kind: "smtp", url: (await mailServer()).url }),
      async deliver({ onBodyStart }) {
        await before(onBodyStart);
        throw new Error("a fault of our own");
      },
    };
    expect(await deliver(NOW, { ...stages.deps, mailer: () => broken })).toBe(state);
    const kept = { state, reply: "a fault of our own", lease_until: null, not_before: minutesLater(minutes) };
    expect(await ledger()).toMatchObject(kept);
    expect(await deliver(minutesLater(minutes), over(await mailServer()))).toBe("sent");
  });

  test.each([
    ["Burmese", "မြန်မာ".repeat(15)],
    ["Russian", "утро"],
    ["of letters beyond the first plane", "𐒀".repeat(50)],
  ])("a digest whose id is %s goes out", async (_script, id) => {
    await addDigest(stages.database, id);
    const issue = await addIssue(stages.database, id);
    delivery = await addMail(stages.database, issue, { messageId: "<2@wirewatch.example>", message: MESSAGE });
    expect(await deliver(NOW)).toBe("sent");
    const [file] = await readdir(stages.outbox);
    expect(file).toContain(Array.from(id).slice(0, 4).join(""));
  });

  test("a mail is not given up for a fault of ours that nobody knows, and is given up for one that trying again cannot fix", async () => {
    const handler = sendDigests(stages.deps);
    await handler.giveUp({ delivery }, new Error("a bug of ours"));
    expect(await ledger()).toMatchObject({ state: "retry", reply: "a bug of ours", fault: "a bug of ours" });
    expect(await deliver(minutesLater(5))).toBe("already-done");
    expect(await deliver(minutesLater(11))).toBe("sent");
    const issue = await addIssue(stages.database, "morning");
    const mail = { recipient: "b@example.org", messageId: "<b@wirewatch.example>", message: MESSAGE };
    const other = await addMail(stages.database, issue, mail);
    await handler.giveUp({ delivery: other }, new PermanentError("hopeless"));
    const { state } = await stages.database.one<{ state: string }>("select state from deliveries where id = $1", [other]);
    expect(state).toBe("failed");
  });

  test("a job that is put off or given up late undoes no mail that was sent", async () => {
    await deliver(NOW);
    const handler = sendDigests(stages.deps);
    await handler.postpone({ delivery }, minutesLater(5), "late");
    await handler.giveUp({ delivery }, new Error("late"));
    expect(await ledger()).toMatchObject({ state: "sent" });
    expect(await deliver(minutesLater(60))).toBe("already-done");
  });
});
