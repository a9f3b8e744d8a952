// The outbox: whole files, one a delivery.
import { afterEach, beforeEach, expect, test } from "vitest";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMailer } from "../../../src/channels/mail/open-mailer.ts";

let dir = "";
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "outbox-"));
});
afterEach(() => rm(dir, { recursive: true }));

const started = (): Promise<void> => Promise.resolve();

test("a delivery is one .eml file, and its repetition replaces it", async () => {
  const mailer = openMailer({ kind: "outbox", dir: join(dir, "new", "outbox") });
  const outgoing = { from: "a@localhost", to: "b@localhost", fileName: "issue-1.b", onBodyStart: started };
  const first = await mailer.deliver({ ...outgoing, bytes: Buffer.from("first") });
  expect(first).toEqual({
    kind: "sent",
    filed: true,
    reply: `written to ${join(dir, "new", "outbox", "issue-1.b.eml")}, as no mail server is set`,
  });
  await mailer.deliver({ ...outgoing, bytes: Buffer.from("second") });
  expect(await readdir(join(dir, "new", "outbox"))).toEqual(["issue-1.b.eml"]);
  expect(await readFile(join(dir, "new", "outbox", "issue-1.b.eml"), "utf8")).toBe("second");
  await mailer.close();
});

test("an unwritable folder is reported, and the delivery is retried", async () => {
  await writeFile(join(dir, "file"), "");
  const mailer = openMailer({ kind: "outbox", dir: join(dir, "file") });
  expect(await mailer.verify()).toMatchObject({ ok: false, detail: expect.stringContaining("cannot be written") });
  const delivery = await mailer.deliver({
    from: "a@localhost",
    to: "b@localhost",
    fileName: "1",
    bytes: Buffer.from("x"),
    onBodyStart: started,
  });
  expect(delivery).toMatchObject({ kind: "retry", reply: expect.stringContaining("could not write") });
});

test("nothing is written if the start of the body cannot be recorded", async () => {
  const mailer = openMailer({ kind: "outbox", dir });
  expect((await mailer.verify()).ok).toBe(true);
  const lost = new Error("the lease is another's");
  const delivery = mailer.deliver({
    from: "a@localhost",
    to: "b@localhost",
    fileName: "1",
    bytes: Buffer.from("x"),
    onBodyStart: () => Promise.reject(lost),
  });
  await expect(delivery).rejects.toBe(lost);
  expect(await readdir(dir)).toEqual([]);
});

test.each(["../../1", "a/b", "", ".hidden", "a\0b"])("a file name %j cannot leave the folder", async (fileName) => {
  const mailer = openMailer({ kind: "outbox", dir });
  const delivery = mailer.deliver({
    from: "a@localhost",
    to: "b@localhost",
    fileName,
    bytes: Buffer.from("x"),
    onBodyStart: started,
  });
  await expect(delivery).rejects.toThrow(/file name/);
  expect(await readdir(dir)).toEqual([]);
});
