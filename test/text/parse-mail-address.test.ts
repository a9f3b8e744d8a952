// Goal: an address that passes `check` can be written to, and hides nothing else. Method: good and bad spellings, and those of fast-check.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { simpleParser } from "mailparser";
import { parseEmailAddress } from "../../src/channels/mail/parse-email-address.ts";
import { composeMessage } from "../../src/channels/mail/compose-message.ts";
import { parseMailAddress } from "../../src/text/parse-mail-address.ts";
import { expectLinear } from "../support/processor-time.ts";

const composed = (to: string) =>
  composeMessage({
    from: "wirewatch@localhost",
    to,
    subject: "s",
    html: "h",
    text: "t",
    messageId: "<1@localhost>",
    date: new Date("2026-03-02T10:00:00Z"),
  });

describe("good addresses", () => {
  test.each([
    ["desk@example.org", "", "desk@example.org"],
    ["  Desk <desk@example.org> ", "Desk", "desk@example.org"],
    ["<desk@example.org>", "", "desk@example.org"],
    ["Desk<desk@example.org>", "Desk", "desk@example.org"],
    ["Desk: East <desk@example.org>", "Desk: East", "desk@example.org"],
    ["Desk (East) Jr. <first.last+news@example.org>", "Desk (East) Jr.", "first.last+news@example.org"],
    ['"Desk, The" <desk@example.org>', "Desk, The", "desk@example.org"],
    ['"The \\"Desk\\"" <desk@example.org>', 'The "Desk"', "desk@example.org"],
    ["Утренний стол <стол@пример.example>", "Утренний стол", "стол@xn--e1afmkfd.example"],
    ["wirewatch@localhost", "", "wirewatch@localhost"],
  ])("%j is read, and is the one recipient of its mail", async (text, name, address) => {
    expect(parseMailAddress(text)).toEqual({ name, address });
    const { to } = await simpleParser(await composed(text));
    const [field, ...others] = [to ?? []].flat().flatMap(({ value }) => value);
    expect(others).toEqual([]);
    expect(field?.name).toBe(name);
    expect(field?.address?.split("@")[0]).toBe(address.split("@")[0]);
  });
});

test.each([
  "",
  "desk",
  "desk@",
  "@example.org",
  "a..b@example.org",
  "desk.@example.org",
  ".desk@example.org",
  "desk@example..org",
  "desk@-example.org",
  "desk@example.org/path",
  "desk@exam ple.org",
  "a@example.org, b@example.org",
  "a@example.org <b@example.org>",
  "One, a@example.org, Two <b@example.org>",
  "East, Desk <desk@example.org>",
  "group: a@example.org;",
  "Desk <a@example.org> <b@example.org>",
  "Desk <a@example.org>\r\nBcc: b@example.org",
  "Desk\u2028<a@example.org>",
  '"unclosed <desk@example.org>',
  `${"x".repeat(65)}@example.org`,
  `desk@${"x".repeat(64)}.org`,
  `${"x".repeat(600)} <desk@example.org>`,
])("%j is refused, by check and by mail alike", async (text) => {
  expect(parseMailAddress(text)).toBeNull();
  expect(parseEmailAddress(text).kind).toBe("fault");
  await expect(composed(text)).rejects.toThrow(/not one mail address/);
});

test("an address that passes check can be written to, and names one recipient", async () => {
  const pieces = [
    "desk@example.org",
    "Desk",
    "<",
    ">",
    '"',
    "\\",
    ",",
    ";",
    ":",
    " ",
    "@",
    "a.b",
    "(",
    ")",
    "ь",
    "မ",
    "=?utf-8?q?x?=",
  ];
  const written = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join("")),
    fc.string().map((name) => `${name} <desk@example.org>`),
  );
  let passed = 0;
  await fc.assert(
    fc.asyncProperty(written, async (text) => {
      if (parseEmailAddress(text).kind === "fault") return;
      passed += 1;
      const { to } = await simpleParser(await composed(text));
      expect([to ?? []].flat().flatMap(({ value }) => value)).toHaveLength(1);
    }),
    { numRuns: 1_000 },
  );
  expect(passed).toBeGreaterThan(100);
});

test.each<[string, (count: number) => string]>([
  ["quotes", (count) => '"'.repeat(count)],
  ["dots", (count) => "a.".repeat(count / 2)],
  ["backslashes", (count) => `${"\\".repeat(count - 2)}<>`],
  ["escapes in quotes", (count) => `"${"\\a".repeat(count / 2 - 1)}`],
  ["angle brackets", (count) => "<".repeat(count)],
  ["at signs", (count) => "@".repeat(count)],
])("a text of %s is refused in linear time", async (_, make) => {
  expect(parseMailAddress(make(600))).toBeNull();
  await expectLinear(150, make, (text) => {
    for (let time = 0; time < 2_000; time += 1) parseMailAddress(text);
  });
});
