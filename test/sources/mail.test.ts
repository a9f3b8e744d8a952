// Mailboxes as sources. Method: Debian's dovecot, messages that a sender would send, asked as a poll asks for them.
import { chmod, readdir, rm } from "node:fs/promises";
import { once } from "node:events";
import { basename, join } from "node:path";
import type { Duplex } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openHttpClient } from "../../src/http/open-http-client.ts";
import { mail } from "../../src/sources/mail/mail.ts";
import { PASSWORD } from "../support/start-dovecot.ts";
import { closing } from "../support/closing.ts";
import { after, entriesOf, openMailboxes, titlesOf, type Asking, type Mailboxes } from "./open-mailboxes.ts";
import type { Polled } from "../../src/sources/source.ts";
import type { FeedRow } from "../../src/store/feeds.ts";

let boxes: Mailboxes;
beforeAll(async () => {
  boxes = await openMailboxes();
});
afterAll(() => boxes.close());
beforeEach(() => boxes.next());

const keys = (polled: Polled) => new Map(entriesOf(polled).map(({ title, id }) => [title, id]));

const links = (number: number): string =>
  `<ul>${[1, 2, 3].map((index) => `<li><a href="https://click.mailer.example/ct?url=${encodeURIComponent(`https://quay.example/${number}/${index}`)}">Harbour decision number ${index} of ${number} is made</a></li>`).join("")}</ul><p><a href="https://lists.example/unsubscribe">Unsubscribe</a></p>`;

test("a message is an entry, and a newsletter of links is its stories", async () => {
  await boxes.deliver([
    { subject: "A letter", head: ["List-Id: The Harbour Letter <harbour.quay.example>"] },
    { subject: "Ten links", html: links(7) },
  ]);
  const polled = await boxes.poll();
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
  await boxes.deliver([{ subject: "First" }, { subject: "Second" }]);
  const first = await boxes.poll();
  expect(titlesOf(first)).toEqual(["First", "Second"]);
  expect(await boxes.poll({ row: after(first) })).toMatchObject({ kind: "unchanged" });
  await boxes.deliver([{ subject: "Third" }]);
  const second = await boxes.poll({ row: after(first) });
  expect(titlesOf(second)).toEqual(["Third"]);
  const flags = await boxes.asReader(async (client) => {
    await client.mailboxOpen("INBOX", { readOnly: true });
    return (await client.fetchAll("1:*", { flags: true })).map((message) => [...(message.flags ?? [])]);
  });
  expect(flags.map((one) => one.filter((flag) => flag !== "\\Recent"))).toEqual([[], [], []]);
});

test("a mailbox that was made anew is read again, with the same identities", async () => {
  await boxes.deliver([{ subject: "First" }, { subject: "Second" }]);
  const first = await boxes.poll();
  await rm(boxes.dovecot.mailOf(boxes.user), { recursive: true });
  await boxes.deliver(
    [{ subject: "While away" }, { subject: "First" }, { subject: "Second" }].map((one) => ({
      ...one,
      date: new Date(1_796_000_000_000),
    })),
  );
  const again = await boxes.poll({ row: { ...after(first), last_ok_at: new Date(1_796_000_000_000) } });
  expect(titlesOf(again)).toEqual(["While away", "First", "Second"]);
  expect(mail.notes?.({ ...after(again) } as FeedRow)).toEqual([
    expect.stringContaining("the mailbox was made anew on ") as string,
  ]);
  expect(keys(await boxes.poll()).get("First")).toBe(keys(again).get("First"));
});

test("a first poll goes back as far as the backlog", async () => {
  const old = new Date(Date.now() - 10 * 86_400_000);
  await boxes.deliver([{ subject: "Old", date: old }, { subject: "New" }]);
  expect(titlesOf(await boxes.poll({ backlog: { kind: "within", ms: 2 * 86_400_000 } }))).toEqual(["New"]);
  const none = await boxes.poll({ backlog: { kind: "none" } });
  expect(none).toMatchObject({ kind: "fresh", document: { entries: [] } });
  await boxes.deliver([{ subject: "Newer" }]);
  expect(titlesOf(await boxes.poll({ row: after(none), backlog: { kind: "none" } }))).toEqual(["Newer"]);
});

test("of a message with a large file only its words are read", async () => {
  await boxes.deliver([{ subject: "Large", attached: 50_000_000 }, { subject: "Small" }]);
  expect(titlesOf(await boxes.poll())).toEqual(["Large", "Small"]);
});

test("many messages are read over several polls, and none is left out", async () => {
  await boxes.deliver([{ subject: "Before" }]);
  const first = await boxes.poll();
  await boxes.deliver(Array.from({ length: 310 }, (_, index) => ({ subject: `Letter ${index}` })));
  const anew = await boxes.poll();
  expect(entriesOf(anew)).toHaveLength(300);
  const note = "its first poll read the newest messages, and left out 11 older ones that its backlog reaches";
  expect(mail.notes?.(after(anew) as FeedRow)).toEqual([note]);
  expect(mail.notes?.(after(await boxes.poll({ row: after(anew) })) as FeedRow)).toEqual([note]);
  const second = await boxes.poll({ row: after(first) });
  expect(entriesOf(second)).toHaveLength(300);
  expect(mail.notes?.(after(second) as FeedRow)).toEqual(["10 messages wait for the next poll"]);
  const third = await boxes.poll({ row: after(second) });
  expect(titlesOf(third).at(-1)).toBe("Letter 309");
  expect(entriesOf(third)).toHaveLength(10);
});

/** The files of a mailbox, in the order in which they came. */
async function filesOf(user: string): Promise<string[]> {
  const folders = ["cur", "new"].map((name) => join(boxes.dovecot.mailOf(user), name));
  const files = await Promise.all(folders.map(async (folder) => (await readdir(folder)).map((name) => join(folder, name))));
  return files.flat().sort((a, b) => basename(a).localeCompare(basename(b)));
}

test("a message that the server does not give holds up none of the others, and is named", async () => {
  await boxes.deliver([{ subject: "One" }, { subject: "Two" }, { subject: "Three" }]);
  const [first = "", second = ""] = await filesOf(boxes.user);
  await chmod(first, 0);
  const polled = await boxes.poll();
  expect(titlesOf(polled)).toEqual(["Two", "Three"]);
  const note = "its mail server refuses 1 message: it is asked for again for three days";
  expect(mail.notes?.(after(polled) as FeedRow)).toEqual([note]);
  const still = await boxes.poll({ row: after(polled) });
  expect(mail.notes?.(after(still) as FeedRow)).toEqual([note]);
  // It is not asked for at each poll.
  await chmod(first, 0o644);
  expect(await boxes.poll({ row: after(still) })).toMatchObject({ kind: "unchanged" });
  const later = await boxes.poll({ row: after(still) }, boxes.openDeps(6 * 60_000));
  expect(titlesOf(later)).toEqual(["One"]);
  expect(mail.notes?.(after(later) as FeedRow)).toEqual([]);
  expect(await boxes.poll({ row: after(later) })).toMatchObject({ kind: "unchanged" });
  await chmod(first, 0);
  const atLast = await boxes.poll({ row: after(still) }, boxes.openDeps(4 * 86_400_000));
  expect(mail.notes?.(after(atLast) as FeedRow)).toEqual([
    "its mail server did not give us 1 message, which was left out: look into the mailbox",
  ]);
  // A server that gives nothing is at fault itself, and all waits.
  for (const file of await filesOf(boxes.user)) await chmod(file, 0);
  expect(await boxes.poll()).toMatchObject({ kind: "failed" });
  // The last one waits for a later one.
  await chmod(second, 0o644);
  expect(titlesOf(await boxes.poll())).toEqual(["Two"]);
});

test("a fault in reading a message is not the mail server's, and leaves no message out", async () => {
  await boxes.deliver([{ subject: "One" }, { subject: "Two" }]);
  const deps = boxes.openDeps();
  const threads = { ...deps.threads, run: () => Promise.reject(new Error("the disk is full")) };
  await expect(boxes.poll({}, { ...deps, threads })).rejects.toThrow("the disk is full");
  expect(titlesOf(await boxes.poll())).toEqual(["One", "Two"]);
});

test("a message at which the connection is lost is asked for again, and not left out", async () => {
  await boxes.deliver([{ subject: "One" }, { subject: "Two" }, { subject: "Three" }]);
  const deps = boxes.openDeps();
  const { reachMailServer } = deps.client();
  const sockets: Duplex[] = [];
  const client = () => ({
    ...deps.client(),
    reachMailServer: async (...asked: Parameters<typeof reachMailServer>) => {
      const opened = await reachMailServer(...asked);
      sockets.push(opened.socket);
      return opened;
    },
  });
  const run: typeof deps.threads.run = async (...work) => {
    const done = await deps.threads.run(...work);
    const [socket] = sockets;
    if (sockets.length === 1 && socket?.destroyed === false) {
      const isClosed = once(socket, "close");
      socket.destroy();
      await isClosed;
      // Until the client has heard of it, too.
      await setImmediate();
    }
    return done;
  };
  const polled = await boxes.poll({}, { ...deps, client, threads: { ...deps.threads, run } });
  expect(titlesOf(polled)).toEqual(["One", "Two", "Three"]);
  expect(mail.notes?.(after(polled) as FeedRow)).toEqual([]);
});

const result = (server: string, dmarc: string): string =>
  `Authentication-Results: ${server};\r\n dmarc=${dmarc} header.from=quay.example`;

test("a forged sender is marked by the server's own result, and a sender's own result never counts", async () => {
  await boxes.deliver([
    { subject: "Sound", head: [result("mx.desk.example", "pass")] },
    { subject: "Forged", head: [result("mx.desk.example", "fail"), result("mx.desk.example", "pass")] },
    { subject: "Foreign", head: [result("mx.evil.example", "fail")] },
  ]);
  const polled = await boxes.poll({ options: { password: PASSWORD, authenticated_by: "mx.desk.example" } });
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
  boxes.user = "small";
  await boxes.deliver([{ subject: "Large", html: `<p>${"Words. ".repeat(28_000)}</p>` }]);
  const polled = await boxes.poll();
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
    () => ({ url: boxes.addressOf("Newsletters") }),
    /^there is no mailbox "Newsletters" at localhost; it has INBOX$/,
  ],
  [
    "a port that is not that of IMAP with TLS",
    () => ({ url: `imaps://${boxes.user}@localhost:${boxes.dovecot.plainPort}/INBOX` }),
    /^the mail server localhost:\d+: /,
  ],
])("%s is a fault that says what to do, without the password", async (_, asking, message) => {
  await boxes.deliver([]);
  const polled = await boxes.poll(asking());
  expect(polled.kind === "failed" ? polled.fault : polled.kind).toMatch(message);
  expect(JSON.stringify(polled)).not.toContain(PASSWORD);
});

test("a certificate that nobody vouches for is refused", async () => {
  const http = closing(openHttpClient({ userAgent: "Wirewatch/test", allowPrivate: [] }));
  const asked = http.reachMailServer({ host: "localhost", port: boxes.dovecot.port, secure: true }, boxes.addressOf());
  await expect(asked).rejects.toThrow(/certificate|issuer/);
});

test("imap:// begins TLS before the password is sent", async () => {
  await boxes.deliver([{ subject: "Letter" }]);
  expect(titlesOf(await boxes.poll({ url: `imap://${boxes.user}@localhost:${boxes.dovecot.plainPort}/INBOX` }))).toEqual([
    "Letter",
  ]);
});
