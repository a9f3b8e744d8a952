// Goal: whatever a mail server does, each digest's mail ends in its right class, is nowhere twice, and its reader learns of it. Method: a
// real store and a server for each kind of fault; then a repaired server and the next issue.
import pino from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { simpleParser } from "mailparser";
import { openMailer } from "../../src/channels/mail/open-mailer.ts";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { deliverIssue } from "../../src/pipeline/send-digests/deliver-issue.ts";
import { listLedger } from "../../src/store/views/ledger.ts";
import { publicLinks } from "../../src/web/links.ts";
import { issuePage } from "../../src/web/pages/digests/issues-page.ts";
import { startRawSmtpServer } from "../channels/mail/raw-smtp-server.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { inventText, tellStory } from "../pipeline/tell-story.ts";
import { minutesLater } from "../store/seed.ts";
import { AMPLE_MS, isSilent, KINDS, SHORT_MS } from "./smtp-kinds.ts";
import { freePort } from "../support/wait.ts";
import type { LedgerRow } from "../../src/store/views/ledger.ts";
import type { StageDeps } from "../../src/pipeline/stage-deps.ts";
import type { Misbehaviour, RawSmtpServer } from "../channels/mail/raw-smtp-server.ts";
import type { TestStages } from "../pipeline/open-stages.ts";
import type { Kind } from "./smtp-kinds.ts";

/** Nothing that a server says in this time makes a mail late. */
const NEXT_ISSUE_MIN = 29;

let stages: TestStages;
/** The log's lines. */
const logged: string[] = [];
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** What the server has taken, and not refused once it had it. */
const tookOf = ({ kept }: RawSmtpServer, fault?: Kind["fault"]): number =>
  typeof fault === "object" && fault.at === "dot" && "reply" in fault ? 0 : kept.length;

async function serve(fault?: Misbehaviour, capabilities?: string[]): Promise<RawSmtpServer> {
  const server = await startRawSmtpServer(fault, capabilities);
  closers.push(() => server.close());
  return server;
}

function over(url: string, deadlineMs = AMPLE_MS): StageDeps {
  const mailer = openMailer({ kind: "smtp", url, deadlineMs });
  const log = pino({ level: "warn" }, { write: (line: string) => void logged.push(line) });
  return { ...stages.deps, log, mailer: () => mailer };
}

/** The moment's issue of a new story, and its mails' ids. */
async function writeIssue(minute: number, id = "morning"): Promise<number[]> {
  stages.clock.at = minutesLater(minute);
  await tellStory(stages.deps, { title: `Harbour report of minute ${minute}`, text: inventText("harbour") });
  const composed = await composeIssue(stages.deps, id, { atOnce: true });
  if (composed.kind !== "issue") throw new Error(`no issue was written: ${composed.kind}`);
  return composed.deliveries;
}

async function deliver(deps: StageDeps, minute: number, mails: readonly number[]): Promise<string[]> {
  stages.clock.at = minutesLater(minute);
  const ends: string[] = [];
  for (const mail of mails) ends.push((await deliverIssue(deps, mail)).outcome);
  return ends;
}

const ledger = (): Promise<LedgerRow[]> =>
  listLedger(stages.database, { digest: null, recipient: null, state: null, limit: 100 });

/** The pages of all issues, as their owner reads them. */
async function issuePages(): Promise<string> {
  const { issues } = await stages.desk.issues({ digest: null, before: null, limit: 10 });
  const records = await Promise.all(issues.map(({ id }) => stages.desk.issueRecord({ issue: id })));
  return records
    .map((record) => record && issuePage({ ...record, view: "text" }, publicLinks("./")).body.html)
    .join("\n")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"');
}

/** The text of the mails that a server took, each on one line. */
const textsOf = async ({ kept }: RawSmtpServer): Promise<string[]> =>
  Promise.all(kept.map(async (raw) => ((await simpleParser(raw.replaceAll("\r\n..", "\r\n."))).text ?? "").replace(/\s+/g, " ")));

const configure = (uncertain: "hold" | "resend", to = ["desk@example.org"]) =>
  stages.configure({
    mail: { ...stages.deps.config().mail, uncertain },
    watchlists: watchlists("harbour"),
    digests: [digest("morning", { to }), digest("evening", { to: ["night@example.org"] })],
  });

async function urlOf({ fault, far, user, capabilities }: Kind): Promise<{ url: string; server: RawSmtpServer | null }> {
  if (fault === "nobody") return { url: `smtp://127.0.0.1:${await freePort()}`, server: null };
  if (fault === "no such host") return { url: "smtp://mail.invalid:25", server: null };
  const server = await serve(fault, capabilities);
  const there = far === true ? server.url.replace("127.0.0.1", "0.0.0.0") : server.url;
  return { url: user === true ? there.replace("smtp://", "smtp://desk:pass@") : there, server };
}

/** A first issue, and the attempt at it. On a busy machine a deadline may be over before the server does what it is to do: then once more, with a longer one. */
async function attempt(kind: Kind, uncertain: "hold" | "resend") {
  for (let deadlineMs = isSilent(kind) ? SHORT_MS : AMPLE_MS; ; deadlineMs *= 2) {
    await stages.wipe();
    logged.length = 0;
    await configure(uncertain);
    const { url, server } = await urlOf(kind);
    const first = await writeIssue(0);
    const ends = await deliver(over(url, deadlineMs), 0, first);
    if (!isSilent(kind) || server === null || server.misbehaved() || deadlineMs > AMPLE_MS) return { first, ends, server };
  }
}

// What a server does has nothing to do with the store; the ledger on each is held by deliver-issue.test.ts.
describe.each(["pglite"] as const)("on %s", (store) => {
  beforeAll(async () => {
    stages = await openStages(store);
  });
  beforeEach(() => stages.wipe());
  afterAll(() => stages.close());

  test.each(Object.entries(KINDS))(
    "a mail is in its class, sent once and told of, whatever its server does: %s",
    async (_name, kind) => {
      const { first, ends: firstEnds, server } = await attempt(kind, "hold");
      expect(firstEnds).toEqual([kind.end]);
      expect(await ledger()).toMatchObject([{ state: kind.end, attempts: 1 }]);

      const second = await writeIssue(NEXT_ISSUE_MIN);
      const repaired = await serve();
      const ends = await deliver(over(repaired.url), NEXT_ISSUE_MIN, [...first, ...second]);
      expect(ends).toEqual([kind.end === "retry" ? "sent" : "already-done", "sent"]);
      const took = (server === null ? 0 : tookOf(server, kind.fault)) + tookOf(repaired) - 1;
      expect(took).toBe(kind.end === "failed" ? 0 : 1);

      const next = (await textsOf(repaired)).at(-1) ?? "";
      if (kind.end === "sent") {
        expect(next).not.toContain("Mails that went wrong");
        return;
      }
      const told = { retry: "not taken yet, and tried again", failed: "not delivered", uncertain: "may or may not have arrived" };
      expect(next).toContain(`“morning” of Mon 2 Mar, 10:00 to desk@example.org: ${told[kind.end]}: `);
      expect(next).toMatch(kind.words);
      expect(logged.map((line) => (JSON.parse(line) as Record<string, unknown>)["msg"])).toEqual(["a digest did not go out"]);
      expect(logged[0]).toMatch(kind.words);
      const [, row] = await ledger();
      expect(row?.fault).toMatch(kind.words);
      expect(row?.state).toBe(kind.end === "retry" ? "sent" : kind.end);
      expect(await issuePages()).toMatch(kind.words);
    },
  );

  test("if one of three recipients is refused, the others get their mail once, and all learn of it in the next issue", async () => {
    await configure("resend", ["a@example.org", "gone@example.org", "b@example.org"]);
    const server = await serve({ at: "RCPT", to: "gone@", reply: "550 5.1.1 <gone@example.org>: no such user" });
    expect(await deliver(over(server.url), 0, await writeIssue(0))).toEqual(["sent", "failed", "sent"]);
    expect(server.kept).toHaveLength(2);

    const next = await serve();
    await deliver(over(next.url), 60, await writeIssue(60));
    for (const text of await textsOf(next))
      expect(text).toContain("“morning” of Mon 2 Mar, 10:00: not delivered: 550 5.1.1 <(an address)>: no such user");

    const last = await serve();
    await deliver(over(last.url), 120, await writeIssue(120));
    for (const text of await textsOf(last)) expect(text).not.toContain("Mails that went wrong");
  });

  test("a failure is reported to its reader however many issues fail, and no longer to the others once they know", async () => {
    await configure("resend", ["a@example.org", "full@example.org"]);
    const full = await serve({ at: "RCPT", to: "full@", reply: "552 5.2.2 mailbox full" });
    await deliver(over(full.url), 0, await writeIssue(0));
    await deliver(over(full.url), 60, await writeIssue(60));
    const repaired = await serve();
    await deliver(over(repaired.url), 120, await writeIssue(120));
    const [, toFull] = await textsOf(repaired);
    expect(toFull).toContain("2 mails of “morning”, the last of Mon 2 Mar, 11:00: not delivered: 552 5.2.2 mailbox full");
  });

  test("another digest's failure is reported without its recipient", async () => {
    await configure("resend");
    const server = await serve({ at: "RCPT", to: "night@", reply: "550 5.1.1 <night@example.org>... user unknown" });
    expect(await deliver(over(server.url), 0, await writeIssue(0, "evening"))).toEqual(["failed"]);
    await deliver(over(server.url), 5, await writeIssue(5));
    const [text] = await textsOf(server);
    expect(text).toContain("“evening” of Mon 2 Mar, 10:00: not delivered: 550 5.1.1 <(an address)>... user unknown");
    expect(text).not.toContain("night@");
  });

  test("a late mail says so in the next issue, with the cause", async () => {
    await configure("resend");
    const locked = await serve({ at: "AUTH", reply: "535 5.7.8 credentials invalid" }, ["AUTH PLAIN"]);
    const first = await writeIssue(0);
    await deliver(over(locked.url.replace("//", "//desk:wrong@")), 0, first);
    const repaired = await serve();
    expect(await deliver(over(repaired.url), 45, first)).toEqual(["sent"]);
    await deliver(over(repaired.url), 60, await writeIssue(60));
    expect((await textsOf(repaired)).at(-1)).toContain(
      "“morning” of Mon 2 Mar, 10:00 to desk@example.org: came late, Mon 2 Mar, 10:45: 535 5.7.8 credentials invalid",
    );
  });

  test.each(["silent after the body", "dropped after the body"])(
    "%s, a mail is sent once more with the same Message-ID where that is wished, and the next issue says that it may be there twice",
    async (name) => {
      const { first, ends, server } = await attempt(KINDS[name] as Kind, "resend");
      expect(ends).toEqual(["uncertain"]);
      const repaired = await serve();
      expect(await deliver(over(repaired.url), 10, first)).toEqual(["sent"]);
      expect(repaired.kept).toEqual(server?.kept);
      await deliver(over(repaired.url), 60, await writeIssue(60));
      expect((await textsOf(repaired)).at(-1)).toMatch(
        /“morning” of Mon 2 Mar, 10:00 to desk@example\.org: may be there twice: /,
      );
      expect(await issuePages()).toContain("sent, perhaps twice");
    },
  );

  test("mails filed for want of a mail server are reported once there is one", async () => {
    await configure("resend");
    expect(await deliver(stages.deps, 0, await writeIssue(0))).toEqual(["sent"]);
    await deliver(stages.deps, 60, await writeIssue(60));
    expect((await ledger())[0]?.reply).toMatch(/^written to .*\.eml, as no mail server is set$/);
    const server = await serve();
    await stages.configure({
      ...stages.deps.config(),
      mail: { ...stages.deps.config().mail, smtp: { kind: "smtp", url: server.url } },
    });
    await deliver(over(server.url), 120, await writeIssue(120));
    await deliver(over(server.url), 180, await writeIssue(180));
    const [first, second] = await textsOf(server);
    expect(first).toContain("2 issues of “morning” to desk@example.org, the last of Mon 2 Mar, 11:00: only a file: written to ");
    expect(second).not.toContain("Mails that went wrong");
  });
});
