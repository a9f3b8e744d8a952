// Mailboxes as sources. Method: Debian's dovecot, messages that a sender would send, asked as a poll asks for them.
import { rm } from "node:fs/promises";
import { ImapFlow } from "imapflow";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openHttpClient } from "../../src/http/open-http-client.ts";
import { mail } from "../../src/sources/mail/mail.ts";
import { openThreads } from "../../src/threads/pool.ts";
import { PASSWORD, startDovecot, type Dovecot } from "../support/start-dovecot.ts";
import { closing } from "../support/closing.ts";
import type { Polled } from "../../src/sources/source.ts";
import type { Backlog } from "../../src/feeds/poll/backlog.ts";
import type { FeedRow } from "../../src/store/feeds.ts";
import type { Threads } from "../../src/threads/pool.ts";

let dovecot: Dovecot;
let threads: Threads;
let user = "";
let count = 0;
const USERS = Array.from({ length: 20 }, (_, index) => `desk${index}`);
beforeAll(async () => {
  threads = openThreads({ size: 1, deadlineMs: 10_000, heapMb: 256 });
  dovecot = await startDovecot({ ...Object.fromEntries(USERS.map((name) => [name, null])), small: 200 });
});
afterAll(async () => {
  await threads.close();
  await dovecot.stop();
});
beforeEach(() => void (user = USERS[count++] ?? ""));

interface Asking {
  row?: Partial<FeedRow>;
  options?: { password?: string; authenticated_by?: string };
  backlog?: Backlog;
  url?: string;
}

const addressOf = (folder = "INBOX"): string => `imaps://${user}@localhost:${dovecot.port}/${folder}`;

const never = () => Promise.reject(new Error("nothing is asked"));

async function poll({
  row = {},
  options = { password: PASSWORD },
  backlog = { kind: "all" },
  ...asking
}: Asking = {}): Promise<Polled> {
  const url = asking.url ?? addressOf();
  const http = closing(
    openHttpClient({
      userAgent: "Wirewatch/test",
      allowPrivate: [],
      authorities: [dovecot.authority],
    }),
  );
  const deps = {
    client: () => ({ get: never, hold: never, render: never, reachMailServer: http.reachMailServer }),
    threads,
    now: () => new Date(),
    config: () => ({ dir: "", path: "" }),
    log: { warn: () => undefined },
  };
  const asked = { url, cursor: null, first_polled_at: null, last_ok_at: null, ...row } as FeedRow;
  return mail.poll(deps, { row: asked, setting: url, options, browser: false, backlog });
}

/** The row after this poll. */
const after = (polled: Polled): Partial<FeedRow> => ({
  cursor: "cursor" in polled ? polled.cursor : null,
  first_polled_at: new Date(),
  last_ok_at: new Date(),
});
const entriesOf = (polled: Polled) => (polled.kind === "fresh" ? polled.document.entries : []);
const keys = (polled: Polled) => new Map(entriesOf(polled).map(({ title, id }) => [title, id]));
const titlesOf = (polled: Polled) => entriesOf(polled).map(({ title }) => title);

async function asReader<T>(work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const client = new ImapFlow({
    host: "localhost",
    port: dovecot.port,
    secure: true,
    auth: { user, pass: PASSWORD },
    logger: false,
    tls: { rejectUnauthorized: false },
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.logout();
  }
}

interface Letter {
  subject: string;
  html?: string;
  head?: string[];
  date?: Date;
  id?: string;
  /** Bytes of a file that is sent along. */
  attached?: number;
}

function letter({
  subject,
  html = "<p>Words of the letter.</p>",
  head = [],
  date = new Date(),
  id = subject,
  attached = 0,
}: Letter): string {
  const headers = [
    ...head,
    "From: Quay Courier <daily@quay.example>",
    `Subject: ${subject}`,
    `Date: ${date.toUTCString()}`,
    `Message-ID: <${encodeURIComponent(id)}@quay.example>`,
    "MIME-Version: 1.0",
  ];
  if (attached === 0) return [...headers, "Content-Type: text/html; charset=utf-8", "", html].join("\r\n");
  const parts = [
    "--part",
    "Content-Type: text/html; charset=utf-8",
    "",
    html,
    "--part",
    "Content-Type: application/octet-stream",
    "",
  ];
  return [
    ...headers,
    'Content-Type: multipart/mixed; boundary="part"',
    "",
    ...parts,
    `${"A".repeat(76)}\r\n`.repeat(attached / 78),
    "--part--",
  ].join("\r\n");
}

const deliver = (letters: Letter[], folder = "INBOX") =>
  asReader(async (client) => {
    for (const one of letters) await client.append(folder, letter(one), [], one.date ?? new Date());
  });

const links = (number: number): string =>
  `<ul>${[1, 2, 3].map((index) => `<li><a href="https://click.mailer.example/ct?url=${encodeURIComponent(`https://quay.example/${number}/${index}`)}">Harbour decision number ${index} of ${number} is made</a></li>`).join("")}</ul><p><a href="https://lists.example/unsubscribe">Unsubscribe</a></p>`;

test("a message is an entry, and a newsletter of links is its stories", async () => {
  await deliver([
    { subject: "A letter", head: ["List-Id: The Harbour Letter <harbour.quay.example>"] },
    { subject: "Ten links", html: links(7) },
  ]);
  const polled = await poll();
  expect(polled).toMatchObject({ kind: "fresh", web: null, missed: false });
  expect(entriesOf(polled)).toMatchObject([
    {
      title: "A letter",
      url: null,
      isWhole: true,
      content: expect.stringContaining("<p>Words of the letter.</p>") as string,
      source: { name: "The Harbour Letter" },
    },
    { title: "Harbour decision number 1 of 7 is made", url: "https://quay.example/7/1", source: { name: "Quay Courier" } },
    { title: "Harbour decision number 2 of 7 is made", url: "https://quay.example/7/2" },
    { title: "Harbour decision number 3 of 7 is made", url: "https://quay.example/7/3" },
  ]);
});

test("nothing is read twice, nothing is deleted, and nothing is marked as seen", async () => {
  await deliver([{ subject: "First" }, { subject: "Second" }]);
  const first = await poll();
  expect(titlesOf(first)).toEqual(["First", "Second"]);
  expect(await poll({ row: after(first) })).toMatchObject({ kind: "unchanged" });
  await deliver([{ subject: "Third" }]);
  const second = await poll({ row: after(first) });
  expect(titlesOf(second)).toEqual(["Third"]);
  const flags = await asReader(async (client) => {
    await client.mailboxOpen("INBOX", { readOnly: true });
    return (await client.fetchAll("1:*", { flags: true })).map((message) => [...(message.flags ?? [])]);
  });
  expect(flags.map((one) => one.filter((flag) => flag !== "\\Recent"))).toEqual([[], [], []]);
});

test("a mailbox that was made anew is read again, with the same identities", async () => {
  await deliver([{ subject: "First" }, { subject: "Second" }]);
  const first = await poll();
  await rm(dovecot.mailOf(user), { recursive: true });
  await deliver(
    [{ subject: "While away" }, { subject: "First" }, { subject: "Second" }].map((one) => ({
      ...one,
      date: new Date(1_796_000_000_000),
    })),
  );
  const again = await poll({ row: { ...after(first), last_ok_at: new Date(1_796_000_000_000) } });
  expect(titlesOf(again)).toEqual(["While away", "First", "Second"]);
  expect(mail.notes?.({ ...after(again) } as FeedRow)).toEqual([
    expect.stringContaining("the mailbox was made anew on ") as string,
  ]);
  expect(keys(await poll()).get("First")).toBe(keys(again).get("First"));
});

test("a first poll goes back as far as the backlog", async () => {
  const old = new Date(Date.now() - 10 * 86_400_000);
  await deliver([{ subject: "Old", date: old }, { subject: "New" }]);
  expect(titlesOf(await poll({ backlog: { kind: "within", ms: 2 * 86_400_000 } }))).toEqual(["New"]);
  const none = await poll({ backlog: { kind: "none" } });
  expect(none).toMatchObject({ kind: "fresh", document: { entries: [] } });
  await deliver([{ subject: "Newer" }]);
  expect(titlesOf(await poll({ row: after(none), backlog: { kind: "none" } }))).toEqual(["Newer"]);
});

test("of a message with a large file only its words are read", async () => {
  await deliver([{ subject: "Large", attached: 50_000_000 }, { subject: "Small" }]);
  expect(titlesOf(await poll())).toEqual(["Large", "Small"]);
});

test("many messages are read over several polls, and none is left out", async () => {
  await deliver([{ subject: "Before" }]);
  const first = await poll();
  await deliver(Array.from({ length: 310 }, (_, index) => ({ subject: `Letter ${index}` })));
  const second = await poll({ row: after(first) });
  expect(entriesOf(second)).toHaveLength(300);
  expect(mail.notes?.(after(second) as FeedRow)).toEqual(["10 messages wait for the next poll"]);
  const third = await poll({ row: after(second) });
  expect(titlesOf(third).at(-1)).toBe("Letter 309");
  expect(entriesOf(third)).toHaveLength(10);
});

const result = (server: string, dmarc: string): string =>
  `Authentication-Results: ${server};\r\n dmarc=${dmarc} header.from=quay.example`;

test("a forged sender is marked by the server's own result, and a sender's own result never counts", async () => {
  await deliver([
    { subject: "Sound", head: [result("mx.desk.example", "pass")] },
    { subject: "Forged", head: [result("mx.desk.example", "fail"), result("mx.desk.example", "pass")] },
    { subject: "Foreign", head: [result("mx.evil.example", "fail")] },
  ]);
  const polled = await poll({ options: { password: PASSWORD, authenticated_by: "mx.desk.example" } });
  expect(entriesOf(polled).map(({ source }) => source?.name)).toEqual([
    "Quay Courier",
    "Quay Courier (forged sender: dmarc=fail)",
    "Quay Courier",
  ]);
  expect(mail.notes?.(after(polled) as FeedRow)).toEqual([
    'a message came from a sender that its mail server calls forged; the last: Quay Courier, "Forged" (dmarc=fail)',
  ]);
});

test("a full mailbox is named", async () => {
  user = "small";
  await deliver([{ subject: "Large", html: `<p>${"Words. ".repeat(28_000)}</p>` }]);
  const polled = await poll();
  expect(mail.notes?.(after(polled) as FeedRow)?.[0]).toMatch(/^its mailbox is (?:nearly )?full \(1 MB of 1 MB\)/);
});

test.each<[string, () => Asking, RegExp]>([
  [
    "a wrong password",
    () => ({ options: { password: "wrong" } }),
    /^the mail server refuses the user desk\d+ or the password .*: correct password: or MAIL_PASSWORD$/,
  ],
  ["no password", () => ({ options: {} }), /^this mailbox has no password: set MAIL_PASSWORD/],
  [
    "a mailbox that is gone",
    () => ({ url: addressOf("Newsletters") }),
    /^there is no mailbox "Newsletters" at localhost; it has INBOX$/,
  ],
  [
    "a port that is not that of IMAP with TLS",
    () => ({ url: `imaps://${user}@localhost:${dovecot.plainPort}/INBOX` }),
    /^the mail server localhost:\d+: /,
  ],
])("%s is a fault that says what to do, without the password", async (_, asking, message) => {
  await deliver([]);
  const polled = await poll(asking());
  expect(polled.kind === "failed" ? polled.fault : polled.kind).toMatch(message);
  expect(JSON.stringify(polled)).not.toContain(PASSWORD);
});

test("a certificate that nobody vouches for is refused", async () => {
  const http = closing(openHttpClient({ userAgent: "Wirewatch/test", allowPrivate: [] }));
  const asked = http.reachMailServer({ host: "localhost", port: dovecot.port, secure: true }, addressOf());
  await expect(asked).rejects.toThrow(/certificate|issuer/);
});

test("imap:// begins TLS before the password is sent", async () => {
  await deliver([{ subject: "Letter" }]);
  expect(titlesOf(await poll({ url: `imap://${user}@localhost:${dovecot.plainPort}/INBOX` }))).toEqual(["Letter"]);
});
