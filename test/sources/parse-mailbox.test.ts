// Addresses of mailboxes, and where their passwords come from.
import { expect, test } from "vitest";
import { parseMailbox } from "../../src/sources/mail/parse-mailbox.ts";
import { configFolder, load } from "../config/config-folder.ts";

test.each([
  ["imaps://news@mail.example.org/Newsletters", "imaps://news@mail.example.org/Newsletters"],
  ["imaps://news@example.org@mail.example.org", "imaps://news%40example.org@mail.example.org/INBOX"],
  ["imaps://news@MAIL.example.org:993/Lists/Asia desk", "imaps://news@mail.example.org/Lists/Asia%20desk"],
  ["imap://news@mail.example.org/", "imap://news@mail.example.org/INBOX"],
])("%s names a mailbox", (text, value) => {
  expect(parseMailbox(text)).toEqual({ kind: "value", value });
});

test.each([
  ["https://mail.example.org/", "is no address of a mailbox"],
  ["imaps://news:secret@mail.example.org/", "has a password in it"],
  ["imaps://mail.example.org/", "names no user"],
  ["imaps://news@mail.example.org/?a=b", "has a ? or #"],
])("%s names none, and the message says why", (text, message) => {
  const reading = parseMailbox(text);
  expect(reading).toMatchObject({ kind: "fault", message: expect.stringContaining(message) as string });
  expect(JSON.stringify(reading)).not.toContain("secret");
});

test("the password comes from the item, else from the environment, and a missing one is a warning", async () => {
  const feeds = "feeds:\n  - mail: imaps://news@mail.example.org/Lists\n";
  const dir = configFolder({ "feeds.yaml": feeds });
  expect((await load(dir, { MAIL_PASSWORD: "from-outside" })).config?.feeds).toMatchObject([
    { kind: "mail", url: "imaps://news@mail.example.org/Lists", options: { password: "from-outside" } },
  ]);
  const { config, lines } = await load(dir);
  expect(lines).toEqual([
    "feeds.yaml:2:11: mail: has no password: set MAIL_PASSWORD or MAIL_PASSWORD_FILE, or write password: into this item",
  ]);
  expect(config?.feeds).toHaveLength(1);
});
