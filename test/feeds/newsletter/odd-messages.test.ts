// Newsletters of odd shapes: broken addresses, forwarded mails, pictures, and encodings that are not what the mail says.
import { expect, test } from "vitest";
import { readMessage } from "../../../src/feeds/newsletter/read-message.ts";
import { correctUtf8 } from "../../../src/feeds/newsletter/correct-utf8.ts";

const TITLES = ["Bridge over the Elva closes for a year", "Council sells the old tannery", "Ferry sinks at its moorings"];
const urlOf = (index: number): string => `https://paper.example/2026/11/story-${index}`;
const WANTED = TITLES.map((title, index) => [title, urlOf(index)]);

const mailOf = (type: string, body: string, subject = "Daily"): string =>
  `From: Daily <a@b.example>\r\nSubject: ${subject}\r\nMessage-ID: <1@b.example>\r\nContent-Type: ${type}\r\n\r\n${body}`;
async function read(mail: string | Uint8Array): Promise<(string | null)[][]> {
  const { entries } = await readMessage(Buffer.from(mail), { receivedAt: "2026-11-29T06:00:00.000Z", isNew: true, servers: [] });
  return entries.map(({ title, url }) => [title, url]);
}
const plain = (body: string) => read(mailOf("text/plain; charset=utf-8", body));
const html = TITLES.map((title, index) => `<h3><a href="${urlOf(index)}">${title}</a></h3>`).join("");

const long = (index: number) => `${urlOf(index)}-of-a-town-by-the-river-that-nobody-knows-${index}`;

test("an address that breaks at the end of a row goes on in the next one", async () => {
  const rows = TITLES.map((title, index) => `${title}\r\n${long(index).slice(0, 72)}\r\n${long(index).slice(72)}\r\n`);
  expect(long(0).length).toBeGreaterThan(73);
  expect(await plain(rows.join("\r\n"))).toEqual(TITLES.map((title, index) => [title, long(index)]));
  const words = TITLES.map((title, index) => `${title}\r\n${long(index).slice(0, 72)}\r\nUnhappily\r\n`);
  expect((await plain(words.join("\r\n"))).every(([, url]) => url?.endsWith("Unhappily") !== true)).toBe(true);
});

test("an address may stand above its headline, or in brackets behind it", async () => {
  const above = TITLES.map((title, index) => `${urlOf(index)}\r\n${title}\r\nThis is what it says of it.\r\n\r\n`);
  expect(await plain(above.join(""))).toEqual(WANTED);
  const marked = TITLES.map((title, index) => `* [${title}](${urlOf(index)}) - what it says\r\n`);
  expect(await plain(marked.join(""))).toEqual(WANTED);
});

const within = (note: string, type: string): string =>
  mailOf(
    `${type}; boundary="b"`,
    `--b\r\nContent-Type: text/plain\r\n\r\n${note}\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${mailOf("text/html", html)}\r\n--b--\r\n`,
    "Fwd: Daily",
  );

test("a newsletter that was sent on with a note is read, and one that a mail server sends back is not", async () => {
  expect(await read(within("Have a look, Kay", "multipart/mixed"))).toEqual([...WANTED, ["Fwd: Daily", null]]);
  expect(await read(within("It could not be delivered", "multipart/report"))).toEqual([["Fwd: Daily", null]]);
});

test("headlines that are pictures are read by their names, if there are no others", async () => {
  const pictures = TITLES.map((title, index) => `<a href="${urlOf(index)}"><img alt="${title}"></a>`).join("");
  expect(await read(mailOf("text/html", pictures))).toEqual(WANTED);
  expect(
    await read(mailOf("text/html", html.replaceAll("<h3>", `<a href="${urlOf(9)}"><img alt="A picture of the town"></a><h3>`))),
  ).toEqual(WANTED);
});

test.each(["us-ascii", "iso-8859-1", "x-unknown"])(
  "a mail in UTF-8 that is said to be in %s is read in UTF-8",
  async (charset) => {
    const mail = mailOf(`text/html; charset=${charset}`, html.replaceAll("Council", "Gemeinderat in Zürich –"));
    expect((await read(mail))[1]).toEqual(["Gemeinderat in Zürich – sells the old tannery", urlOf(1)]);
  },
);

test("text that was read as it should be stays as it is", () => {
  for (const text of ["Zürich", "plain", "Ünïcødé €", "Київ", "Ã", ""]) expect(correctUtf8(text)).toBe(text);
  expect(correctUtf8("ZÃ¼rich â€“ KÃ¶ln")).toBe("Zürich – Köln");
});
