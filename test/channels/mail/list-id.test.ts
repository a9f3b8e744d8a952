// A List-Id is a header for sorting mail: well formed, constant, and different for each digest.
import { expect, test } from "vitest";
import { simpleParser } from "mailparser";
import { composeMessage } from "../../../src/channels/mail/compose-message.ts";
import { listIdOf } from "../../../src/channels/mail/list-id.ts";

const ids = [
  "morning",
  "a_b",
  "ab",
  "a.b",
  "a..b",
  "a.",
  "утро",
  "вечер",
  "မြန်မာ",
  "မြန်မာ-2",
  "𐒀".repeat(100),
  "x".repeat(1_000),
];

async function identifierOf(digest: string): Promise<string> {
  const bytes = await composeMessage({
    from: "wirewatch@localhost",
    to: "desk@example.org",
    subject: "s",
    html: "<p>h</p>",
    text: "t",
    messageId: "<1@localhost>",
    date: new Date("2026-03-02T10:00:00Z"),
    listId: listIdOf(digest),
  });
  const list = (await simpleParser(bytes)).headers.get("list") as unknown as { id: { id: string } };
  return list.id.id;
}

test.each(ids)("the digest %j has a list identifier of ASCII words with dots between them", async (digest) => {
  expect(await identifierOf(digest)).toMatch(/^[\w-]{1,100}(\.[\w-]+)*\.wirewatch$/);
});

test("no two digests share a list, and a plain id is used unchanged", async () => {
  const lists = await Promise.all(ids.map(identifierOf));
  expect(new Set(lists).size).toBe(ids.length);
  expect(lists.slice(0, 4)).toEqual(["morning.wirewatch", "a_b.wirewatch", "ab.wirewatch", "a.b.wirewatch"]);
});
