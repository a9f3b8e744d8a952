// Mailboxes that say themselves that mail came. Method: Debian's dovecot, and mail that is put into it while a connection waits.
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { testSource } from "../../src/desk/test-source.ts";
import { mail } from "../../src/sources/mail/mail.ts";
import { PASSWORD } from "../support/start-dovecot.ts";
import { until } from "../support/wait.ts";
import { after, openMailboxes, titlesOf, type Mailboxes } from "./open-mailboxes.ts";
import type { Polled } from "../../src/sources/source.ts";
import type { FeedRow } from "../../src/store/feeds.ts";

let boxes: Mailboxes;
beforeAll(async () => {
  boxes = await openMailboxes();
});
afterAll(() => boxes.close());
beforeEach(() => boxes.next());

/** Waits at the mailbox as after this poll; `news` counts how often it said that something came. */
function watch(polled: Polled, { password = PASSWORD } = {}) {
  const stop = new AbortController();
  const watched = { news: 0, stop: () => stop.abort(), ended: Promise.resolve() };
  const told = { onNews: () => void watched.news++, signal: stop.signal };
  const url = boxes.addressOf();
  const row = { url, ...after(polled) } as FeedRow;
  watched.ended = mail.watch?.(boxes.openDeps(), { row, setting: url, options: { password } }, told) ?? Promise.resolve();
  return watched;
}

test("a mailbox says at once that mail came, and says nothing about mail that was read", async () => {
  await boxes.deliver([{ subject: "First" }]);
  const first = await boxes.poll();
  const watched = watch(first);
  // The mail that nobody waited for is read by polls: only what comes now is news.
  await boxes.deliver([{ subject: "Second" }]);
  await until(() => watched.news > 0, "the server says that mail came");
  const second = await boxes.poll({ row: after(first) });
  expect(titlesOf(second)).toEqual(["Second"]);
  watched.stop();
  await watched.ended;
  const later = watch(second);
  await boxes.deliver([{ subject: "Third" }]);
  await until(() => later.news > 0, "the server says that mail came");
  expect(later.news).toBe(1);
  later.stop();
  await later.ended;
});

test("mail that came while nobody waited is news as soon as the mailbox is open again", async () => {
  const empty = await boxes.poll();
  await boxes.deliver([{ subject: "While away" }]);
  const watched = watch(empty);
  await until(() => watched.news > 0, "what came meanwhile is noticed");
  watched.stop();
  await watched.ended;
});

test("a mail server that ends while it is waited for loses no mail, and is named until it is back", async () => {
  await boxes.deliver([{ subject: "Before" }]);
  const first = await boxes.poll();
  const watched = watch(first);
  await boxes.deliver([{ subject: "Noticed" }]);
  await until(() => watched.news > 0, "the server says that mail came");
  await boxes.dovecot.restart(async () => {
    await watched.ended;
    await expect(watch(first).ended).rejects.toThrow();
    expect(await boxes.poll({ row: after(first) })).toMatchObject({
      kind: "failed",
      fault: expect.stringContaining(`the mail server localhost:${boxes.dovecot.port}`) as string,
    });
    const file = join(boxes.dovecot.mailOf(boxes.user), "new", "1.away.example");
    await writeFile(file, "From: a@quay.example\r\nSubject: While away\r\nMessage-ID: <away@quay.example>\r\n\r\nWords.\r\n");
    await chmod(file, 0o666);
  });
  const again = watch(first);
  await until(() => again.news > 0, "what came meanwhile is noticed");
  expect(titlesOf(await boxes.poll({ row: after(first) }))).toEqual(["Noticed", "While away"]);
  again.stop();
  await again.ended;
});

test("a mailbox that refuses the password is not waited at", async () => {
  await boxes.deliver([]);
  await expect(watch(await boxes.poll(), { password: "wrong" }).ended).rejects.toThrow();
});

test("a mailbox is tried before it is followed, the newest message first", async () => {
  await boxes.deliver([
    { subject: "Old", date: new Date(Date.now() - 20 * 86_400_000) },
    { subject: "Monday", date: new Date(Date.now() - 3_600_000) },
    { subject: "Tuesday" },
  ]);
  const { client, ...deps } = boxes.openDeps();
  const visit = { ...deps, client: client(), now: new Date() };
  const { chosen } = await testSource(boxes.addressOf(), visit, PASSWORD);
  expect(chosen).toMatchObject({
    key: "mail",
    url: boxes.addressOf(),
    title: `INBOX of ${boxes.user}`,
    count: 2,
    entries: [{ title: "Tuesday" }, { title: "Monday" }],
  });
  const refused = await testSource(boxes.addressOf(), visit, "wrong");
  expect(refused).toMatchObject({
    chosen: null,
    tried: [{ key: "mail", reason: expect.stringContaining("refuses the user") as string }],
  });
});
