// Unsubscribed and refused recipients get no mail, the ledger says why, and they can return; a held mail waits for a person.
import { simpleParser } from "mailparser";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openMailer } from "../../src/channels/mail/open-mailer.ts";
import { openUnsubscribeHeaders } from "../../src/channels/mail/unsubscribe.ts";
import { changeLedger } from "../../src/desk/change-ledger.ts";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { deliverIssue } from "../../src/pipeline/send-digests/deliver-issue.ts";
import { listLedger } from "../../src/store/views/ledger.ts";
import { openWeb } from "../../src/web/open-web.ts";
import { startRawSmtpServer } from "../channels/mail/raw-smtp-server.ts";
import { STORES } from "../store/open-test-store.ts";
import { minutesLater, NOW } from "../store/seed.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { inventText, tellStory } from "../pipeline/tell-story.ts";
import type { Misbehaviour } from "../channels/mail/raw-smtp-server.ts";
import type { Web } from "../../src/web/open-web.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

const PAGES = "https://news.example.org/watch/";
const to = ["Desk <desk@example.org>", "night@example.org"];

describe.each(STORES)("with the ledger on %s", (kind) => {
  let stages: TestStages;
  let web: Web;
  beforeAll(async () => {
    stages = await openStages(kind);
    web = await openWeb({ ...stages.deps, desk: stages.desk });
  });
  beforeEach(async () => {
    await stages.wipe();
    await stages.configure({ digests: [digest("hourly", { to })], watchlists: watchlists("alpha") });
  });
  afterAll(async () => {
    await web.close();
    await stages.close();
  });

  let hour = 0;
  /** A story, and an issue that tells it: its deliveries. */
  async function issue(pages: string | null = PAGES): Promise<number[]> {
    await tellStory(stages.deps, { text: inventText("alpha") });
    stages.clock.at = minutesLater(61 * ++hour);
    const composed = await composeIssue({ ...stages.deps, pagesUrl: () => pages }, "hourly");
    if (composed.kind !== "issue") throw new Error(composed.kind);
    return composed.deliveries;
  }
  const ledger = () => listLedger(stages.database, { digest: null, recipient: null, state: null, limit: 100 });
  const headersOf = async (delivery: number) => {
    const { message } = await stages.database.one<{ message: Uint8Array }>("select message from deliveries where id = $1", [
      delivery,
    ]);
    return (await simpleParser(Buffer.from(message))).headerLines.map(({ line }) => line.replace(/\r?\n\s+/g, " "));
  };
  const thread = async (delivery: number) =>
    (await headersOf(delivery)).filter((line) => /^(References|In-Reply-To):/.test(line));
  async function linkOf(delivery: number): Promise<string> {
    const line = (await headersOf(delivery)).find((header) => header.startsWith("List-Unsubscribe:")) ?? "";
    return /<(.*)>/.exec(line)?.[1]?.replace(PAGES, web.url) ?? "";
  }
  async function over<T>(
    misbehaviour: Misbehaviour | undefined,
    work: (deps: TestStages["deps"], kept: string[]) => Promise<T>,
  ): Promise<T> {
    const server = await startRawSmtpServer(misbehaviour);
    try {
      return await work(
        { ...stages.deps, mailer: () => openMailer({ kind: "smtp", url: server.url, deadlineMs: 2_000 }) },
        server.kept,
      );
    } finally {
      await server.close();
    }
  }
  const hold = () =>
    stages.configure({
      digests: [digest("hourly", { to })],
      watchlists: watchlists("alpha"),
      mail: {
        from: "Wirewatch <wirewatch@localhost>",
        smtp: { kind: "outbox", dir: stages.outbox },
        uncertain: "hold",
        dkim: null,
      },
    });

  const names = async (id: number) => (await headersOf(id)).map((line) => line.split(":", 1)[0]);

  test("a mail has exactly these headers, with a one-click link if the page is public", async () => {
    const [first = 0, second = 0] = await issue();
    const all = [
      "Auto-Submitted",
      "Content-Type",
      "Date",
      "From",
      "List-ID",
      "List-Unsubscribe",
      "List-Unsubscribe-Post",
      "MIME-Version",
      "Message-ID",
      "Precedence",
      "Subject",
      "To",
      "X-Auto-Response-Suppress",
    ];
    expect(new Set(await names(first))).toEqual(new Set(all));
    expect(await names(first)).toHaveLength(all.length);
    const [later = 0] = await issue();
    expect(new Set(await names(later))).toEqual(new Set([...all, "In-Reply-To", "References"]));
    expect(await headersOf(first)).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    expect(await linkOf(first)).not.toBe(await linkOf(second));
  });

  const idOf = async (mail: number) =>
    (await stages.database.one<{ message_id: string }>("select message_id from deliveries where id = $1", [mail])).message_id;
  const sendOf = async (id: string, ...tellings: { word: string; text?: string }[]) => {
    for (const { word, text = inventText(word) } of tellings) await tellStory(stages.deps, { title: word, text });
    const composed = await composeIssue(stages.deps, id, { atOnce: true });
    return composed.kind === "issue" ? (composed.deliveries[0] ?? 0) : 0;
  };

  test("all mails of a digest with times are one thread: each answers the one before, and names the first", async () => {
    await stages.configure({ digests: [digest("hourly", { to })], watchlists: watchlists("alpha", "beta") });
    const mails = [
      await sendOf("hourly", { word: "alpha" }),
      await sendOf("hourly", { word: "beta" }),
      await sendOf("hourly", { word: "alpha" }),
    ];
    const [first, second, third] = await Promise.all(mails.map(idOf));
    expect(await thread(mails[0] ?? 0)).toEqual([]);
    expect(await thread(mails[1] ?? 0)).toEqual([`In-Reply-To: ${first}`, `References: ${first}`]);
    expect((await thread(mails[2] ?? 0)).join("\n").replace(/\s+/g, " ")).toBe(
      `In-Reply-To: ${second} References: ${first} ${second}`,
    );
    expect(third).not.toBe(second);
  });

  test("the mails of an immediate digest are a thread for each story", async () => {
    await stages.configure({
      digests: [digest("alerts", { to, schedule: { kind: "immediately" } })],
      watchlists: watchlists("alpha", "beta"),
    });
    const text = inventText("alpha");
    const one = await sendOf("alerts", { word: "alpha", text });
    const other = await sendOf("alerts", { word: "beta" });
    const update = await sendOf("alerts", {
      word: "alpha",
      text: `Correction: it is 13 ships, not 31 as this story said.\n\n${text}`,
    });
    expect(await thread(other)).toEqual([]);
    expect(await thread(update)).toEqual([`In-Reply-To: ${await idOf(one)}`, `References: ${await idOf(one)}`]);
  });

  test.each([null, "http://news.example.org/", "https://localhost:8080/"])(
    "where the page is %s no link is promised, and a mail to the sender ends it if it can arrive",
    async (pages) => {
      const [first = 0] = await issue(pages);
      expect((await headersOf(first)).filter((line) => line.startsWith("List-Unsubscribe"))).toEqual([]);
      const { plain } = await stages.database.one<{ plain: string }>("select plain from issues order by id desc limit 1");
      expect(plain.replace(/\s+/g, " ")).toContain("ask the person who runs this Wirewatch to take your address out.");
      const headersFor = await openUnsubscribeHeaders(stages.database, pages, "Desk <desk@news.example.org>");
      expect(headersFor("hourly", "a@example.org")).toEqual({
        "List-Unsubscribe": "<mailto:desk@news.example.org?subject=unsubscribe%20hourly>",
      });
    },
  );

  test("reading the link changes nothing; a POST ends the digest for this recipient alone, and the ledger says so", async () => {
    const [first = 0] = await issue();
    const link = await linkOf(first);
    const asked = await fetch(link);
    expect([asked.status, await asked.text()]).toEqual([
      200,
      expect.stringMatching(/desk@example\.org.*gets the digest.*Unsubscribe<\/button>/s),
    ]);
    expect(await issue()).toHaveLength(2);
    const clicked = await fetch(link, { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) });
    expect([clicked.status, await clicked.text()]).toEqual([200, expect.stringContaining("no longer gets")]);
    await fetch(link, { method: "POST" });
    expect(await issue()).toHaveLength(1);
    const [, suppressed] = (await ledger()).map(({ recipient, state, reply }) => ({ recipient, state, reply }));
    expect(suppressed).toMatchObject({
      recipient: "Desk <desk@example.org>",
      state: "suppressed",
      reply: expect.stringMatching(/^unsubscribed on .*; to send again: wirewatch digest resume desk@example\.org$/),
    });
  });

  test("an unsubscribed recipient returns by the page or by a person's command", async () => {
    const [first = 0] = await issue();
    const link = await linkOf(first);
    await fetch(link, { method: "POST" });
    await fetch(link.replace("/unsubscribe/", "/subscribe/"), { method: "POST" });
    expect(await issue()).toHaveLength(2);
    await fetch(link, { method: "POST" });
    const change = { kind: "resume", recipient: "Desk@Example.org", digest: null } as const;
    expect(await changeLedger(stages.deps, change)).toMatchObject({ kind: "resumed", count: 1 });
    expect(await issue()).toHaveLength(2);
    expect(await changeLedger(stages.deps, change)).toMatchObject({ kind: "refused" });
  });

  test("a link that was cut, or made by somebody else, changes nothing", async () => {
    const [first = 0] = await issue();
    const link = await linkOf(first);
    const [payload = ""] = link.split("/").at(-1)?.split(".") ?? [];
    for (const token of ["x", payload, `${payload}.`, `${payload}.${"A".repeat(43)}`, `${link.split("/").at(-1)}x`])
      expect((await fetch(`${web.url}unsubscribe/${token}`, { method: "POST" })).status).toBe(404);
    expect(await issue()).toHaveLength(2);
  });

  test("three final refusals end the mails to a recipient, with the server's reply, and to no other", async () => {
    for (let time = 0; time < 3; time++) {
      const [first = 0, second = 0] = await issue();
      await over({ at: "RCPT", reply: "550 5.1.1 no such user" }, (deps) => deliverIssue(deps, first));
      await over(undefined, (deps) => deliverIssue(deps, second));
    }
    expect(await issue()).toHaveLength(1);
    const [, suppressed] = await ledger();
    expect(suppressed).toMatchObject({ state: "suppressed", reply: expect.stringContaining("550 5.1.1 no such user") });
  });

  test("with hold a mail that may have arrived waits for a person, and is sent once more on request", async () => {
    await hold();
    const [first = 0] = await issue();
    const outcome = await over({ at: "dot", drop: true }, async (deps, kept) => [
      (await deliverIssue(deps, first)).outcome,
      kept.length,
    ]);
    expect(outcome).toEqual(["uncertain", 1]);
    stages.clock.at = minutesLater(60 * 24 * 7);
    await over(undefined, async (deps, kept) => {
      expect((await deliverIssue(deps, first)).outcome).toBe("already-done");
      expect(await changeLedger(deps, { kind: "release", delivery: first })).toMatchObject({ kind: "released" });
      expect((await deliverIssue(deps, first)).outcome).toBe("sent");
      expect(kept).toHaveLength(1);
    });
    expect((await ledger()).find(({ id }) => id === first)).toMatchObject({ state: "sent", uncertain: 1 });
  });

  test("with hold a mail whose worker died after the body began is not sent again by itself", async () => {
    await hold();
    const [first = 0] = await issue();
    await stages.database.run(
      "update deliveries set state = 'sending', fence = 1, lease_until = $2, not_before = $2, body_started_at = $2 where id = $1",
      [first, NOW],
    );
    await over(undefined, async (deps, kept) => {
      expect((await deliverIssue(deps, first)).outcome).toBe("uncertain");
      expect(kept).toEqual([]);
    });
    expect((await ledger()).find(({ id }) => id === first)).toMatchObject({
      state: "uncertain",
      next_at: null,
      reply: expect.stringContaining("is held"),
    });
  });

  test("what is not held, failed or suppressed cannot be released", async () => {
    expect(await changeLedger(stages.deps, { kind: "release", delivery: 4_711 })).toMatchObject({ kind: "refused" });
  });
});
