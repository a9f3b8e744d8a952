// Composed mail, read back by another parser: it contains exactly what was given, and nothing else.
import { describe, expect, test } from "vitest";
import { assert, asyncProperty, string } from "fast-check";
import { simpleParser } from "mailparser";
import { composeMessage } from "../../../src/channels/mail/compose-message.ts";
import { headerText } from "../../../src/channels/mail/header-text.ts";
import { messageIdOf } from "../../../src/channels/message-id.ts";
import type { MessageInput } from "../../../src/channels/mail/compose-message.ts";

function message(more: Partial<MessageInput> = {}): MessageInput {
  return {
    from: "Wirewatch <wirewatch@localhost>",
    to: "desk@example.org",
    subject: "3 stories",
    html: "<p>Hello</p>",
    text: "Hello",
    messageId: "<d-0123@localhost>",
    date: new Date("2026-11-23T07:00:00Z"),
    ...more,
  };
}

const headerNames = [
  "auto-submitted",
  "content-type",
  "date",
  "from",
  "list-id",
  "message-id",
  "mime-version",
  "precedence",
  "subject",
  "to",
  "x-auto-response-suppress",
];

function namesIn(bytes: Buffer): string[] {
  const [head = ""] = bytes.toString("latin1").split("\r\n\r\n");
  return [...head.matchAll(/^([^\s:]+):/gm)].map(([, name = ""]) => name.toLowerCase()).sort();
}

test("the same input gives the same bytes", async () => {
  expect(await composeMessage(message())).toEqual(await composeMessage(message()));
  expect(await composeMessage(message())).not.toEqual(await composeMessage(message({ messageId: "<d-4567@localhost>" })));
});

test("text, HTML and headers are read back as given, in any script", async () => {
  const input = message({
    from: "Новости <wirewatch@example.org>",
    subject: "မြန်မာ စစ်ကောင်စီ · الأخبار · 新闻 · Москва 🗞️",
    text: "မြန်မာ\nالأخبار\n新闻\n.\nFrom here\n",
    html: `<p>${"မြန်မာ ".repeat(400)}</p>`,
    listId: 'Утренний "обзор" <morning.wirewatch.localhost>',
    headers: { "List-Unsubscribe": `<https://example.org/u/${"x".repeat(200)}>` },
  });
  const mail = await simpleParser(await composeMessage(input));
  expect(mail.subject).toBe(input.subject);
  expect(mail.text).toBe(input.text);
  expect(String(mail.html).trimEnd()).toBe(input.html);
  expect(mail.from?.value).toEqual([{ name: "Новости", address: "wirewatch@example.org" }]);
  expect(mail.date).toEqual(input.date);
  expect(mail.messageId).toBe("<d-0123@localhost>");
  expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
  expect(mail.headers.get("list")).toMatchObject({
    id: { id: "morning.wirewatch.localhost" },
    unsubscribe: { url: `https://example.org/u/${"x".repeat(200)}` },
  });
});

test("no line of the message is longer than mail allows", async () => {
  const bytes = await composeMessage(message({ html: `<p>${"long ".repeat(5_000)}</p>`, text: "x".repeat(10_000) }));
  expect(
    Math.max(
      ...bytes
        .toString("latin1")
        .split("\r\n")
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(78);
});

test("Burmese is sent as base64 and English as quoted-printable, whichever is shorter", async () => {
  const bytes = await composeMessage(message({ text: "မြန်မာ".repeat(50), html: `<p>${"Hello, world. ".repeat(50)}</p>` }));
  expect(bytes.toString("latin1").match(/Content-Transfer-Encoding: .*/g)).toEqual([
    "Content-Transfer-Encoding: base64",
    "Content-Transfer-Encoding: quoted-printable",
  ]);
});

describe("text that does not belong into a header", () => {
  const naughty = [
    "Subject\r\nBcc: victim@example.org",
    "Subject\nX-Injected: 1",
    "Subject\u2028Bcc: victim@example.org",
    "Subject\u0000\u0085\u000b\u000cBcc: victim@example.org",
    "=?utf-8?B?DQpCY2M6IHg=?=",
    "gnp.exe\u202Efdp",
    "\u2066\u2066unclosed",
    "\u2069closed too often\u2066",
    "\ud800 half a pair",
    "x".repeat(100_000),
    "<script>alert(1)</script>",
    "",
    " ",
    '"; drop',
  ];

  test.each(naughty)("%# adds no header as subject, list name or extra header", async (text) => {
    const bytes = await composeMessage(message({ subject: text, listId: `${text} <id.localhost>`, headers: { "X-Note": text } }));
    const present = namesIn(bytes).filter((name) => name !== "x-note");
    expect(present.filter((name) => name !== "subject")).toEqual(headerNames.filter((name) => name !== "subject"));
    expect((await simpleParser(bytes)).bcc).toBeUndefined();
    expect(bytes.length).toBeLessThan(10_000);
  });

  test("is removed from any text", async () => {
    const anyText = string({ unit: "binary", maxLength: 200 });
    await assert(
      asyncProperty(anyText, anyText, anyText, async (subject, list, note) => {
        const bytes = await composeMessage(
          message({ subject: `s${subject}`, listId: `${list} <id.localhost>`, headers: { "X-Note": `n${note}` } }),
        );
        expect(namesIn(bytes)).toEqual([...headerNames, "x-note"].sort());
        expect((await simpleParser(bytes)).subject).toBe(headerText(`s${subject}`));
      }),
      { numRuns: 300 },
    );
  });

  test("a text that looks encoded is shown literally, not decoded", async () => {
    const mail = await simpleParser(await composeMessage(message({ subject: "=?utf-8?B?DQpCY2M6IHg=?= tail" })));
    expect(mail.subject).toBe("= ?utf-8?B?DQpCY2M6IHg= ?= tail");
  });

  test("isolates stay if every one is closed", () => {
    expect(headerText("a \u2068b\u2069 c")).toBe("a \u2068b\u2069 c");
    expect(headerText("a \u2068b c")).toBe("a b c");
    expect(headerText("a \u2069b\u2068 c")).toBe("a b c");
  });

  test("our own headers cannot be given twice", async () => {
    await expect(composeMessage(message({ headers: { Subject: "again" } }))).rejects.toThrow(/twice/);
    await expect(composeMessage(message({ headers: { "X-A\r\nBcc": "x@example.org" } }))).rejects.toThrow(
      /letters, digits and hyphens/,
    );
  });

  test.each([
    "desk",
    "a@example.org, b@example.org",
    "a@example.org\r\nBcc: b@example.org",
    "a@b@example.org",
    "list: a@example.org;",
  ])("%j is not one address", async (to) => {
    await expect(composeMessage(message({ to }))).rejects.toThrow(/not one mail address/);
  });
});

test("a Message-ID depends only on the delivery's key and the sender's domain", () => {
  const id = messageIdOf("morning|2026-11-23|desk@example.org", "Wirewatch <wirewatch@news.example.org>");
  expect(id).toMatch(/^<d-[0-9a-f]{32}@news\.example\.org>$/);
  expect(messageIdOf("morning|2026-11-23|desk@example.org", "wirewatch@news.example.org")).toBe(id);
  expect(messageIdOf("morning|2026-11-24|desk@example.org", "wirewatch@news.example.org")).not.toBe(id);
});
