// DKIM signatures, verified like a receiving server does (RFC 6376, 6.1), without the signer's code.
import { createHash, createVerify, generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { composeMessage } from "../../../src/channels/mail/compose-message.ts";
import { signMessage } from "../../../src/channels/mail/sign-message.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const key = { domain: "example.org", selector: "news", key: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };

const message = () =>
  composeMessage({
    from: "Wirewatch <wire@example.org>",
    to: "desk@example.net",
    subject: "Москва, မြန်မာ and a subject that is folded since it is longer than a line of a mail may be",
    html: "<p>News  of the day</p>",
    text: "News  of the day\n\n\n",
    messageId: "<1@example.org>",
    date: new Date("2026-03-02T10:00:00Z"),
    listId: "Morning <morning.wirewatch>",
    headers: { "List-Unsubscribe": "<https://example.org/unsubscribe/x>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" },
  });

/** The two canonical forms called "relaxed" (3.4.2, 3.4.4). */
const relaxedHeader = (line: string): string => {
  const [name = "", ...rest] = line.split(":");
  return `${name.toLowerCase().trim()}:${rest
    .join(":")
    .replace(/\r\n/g, "")
    .replace(/[ \t]+/g, " ")
    .trim()}`;
};
const relaxedBody = (body: string): string =>
  `${body
    .split("\r\n")
    .map((line) => line.replace(/[ \t]+/g, " ").replace(/ $/, ""))
    .join("\r\n")
    .replace(/(\r\n)+$/, "")}\r\n`;

function verify(signed: Buffer): { isGenuine: boolean; covered: string[] } {
  const text = signed.toString("latin1");
  const [head = ""] = text.split("\r\n\r\n", 1);
  const lines = head.split(/\r\n(?![ \t])/);
  const signature = lines.find((line) => /^DKIM-Signature:/i.test(line)) ?? "";
  const tags = new Map(
    signature
      .slice(signature.indexOf(":") + 1)
      .replace(/\s+/g, "")
      .split(";")
      .map((tag) => [tag.slice(0, tag.indexOf("=")), tag.slice(tag.indexOf("=") + 1)] as const),
  );
  const bodyHash = createHash("sha256")
    .update(relaxedBody(text.slice(head.length + 4)), "latin1")
    .digest("base64");
  const covered = (tags.get("h") ?? "").split(":");
  const headers = covered.flatMap((name) =>
    lines.filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`)).slice(-1),
  );
  const bare = relaxedHeader(signature.replace(/([;\s]b=)[^;]*/, "$1"));
  const data = [...headers.map(relaxedHeader), bare].join("\r\n");
  const holds = createVerify("sha256")
    .update(data, "latin1")
    .verify(publicKey, tags.get("b") ?? "", "base64");
  return {
    isGenuine: holds && bodyHash === tags.get("bh") && tags.get("d") === "example.org" && tags.get("s") === "news",
    covered,
  };
}

test("a signed mail verifies, and its signature covers the unsubscribe headers", async () => {
  const plain = await message();
  const signed = await signMessage(plain, key);
  const { isGenuine, covered } = verify(signed);
  expect(isGenuine).toBe(true);
  expect(covered.map((name) => name.toLowerCase())).toEqual(
    expect.arrayContaining([
      "from",
      "to",
      "subject",
      "date",
      "message-id",
      "list-id",
      "list-unsubscribe",
      "list-unsubscribe-post",
    ]),
  );
  expect(signed.subarray(signed.length - plain.length).equals(plain)).toBe(true);
});

test.each([
  ["its text", "News", "Lies"],
  ["its subject", "Subject:", "Subject: !"],
  ["its link", "unsubscribe/x", "unsubscribe/y"],
])("a signed mail no longer verifies if %s was changed", async (_, from, to) => {
  const signed = await signMessage(await message(), key);
  const changed = Buffer.from(signed.toString("latin1").replace(from, to), "latin1");
  expect(changed.equals(signed)).toBe(false);
  expect(verify(changed).isGenuine).toBe(false);
});
