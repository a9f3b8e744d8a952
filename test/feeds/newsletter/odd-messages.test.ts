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

const entriesIn = async (mail: string | Uint8Array) =>
  readMessage(Buffer.from(mail), { receivedAt: "2026-11-29T06:00:00.000Z", isNew: true, servers: ["desk.example"] });

test.each([
  ["iso-8859-1", "latin1", "Élection à Köln"],
  ["utf-8", "latin1", "Élections générales à Zürich: les résultats"],
] as const)("a subject in plain bytes is read in the encoding of a mail in %s", async (charset, bytes, subject) => {
  const mail = mailOf(`text/html; charset=${charset}`, "<p>Words.</p>", subject);
  expect((await entriesIn(Buffer.from(mail, bytes))).subject).toBe(subject);
});

test("a message that lists one story alone leads to its page, and a letter with a link in its headline is read as it is", async () => {
  const story = `<h2><a href="${urlOf(1)}">${TITLES[1]}</a></h2><p>The council sold it on Monday.</p><p><a href="${urlOf(1)}">Read more</a></p>`;
  expect((await entriesIn(mailOf("text/html", story))).entries).toMatchObject([
    { title: TITLES[1], url: urlOf(1), summary: "The council sold it on Monday." },
  ]);
  const letter = story.replace("Monday.", `Monday. ${"This is what it said of that. ".repeat(60)}`);
  expect((await entriesIn(mailOf("text/html", letter))).entries).toMatchObject([{ title: "Daily", url: null, isWhole: true }]);
});

test("a message without words names its files, and one that was sent on with a long note is read with it", async () => {
  const file =
    "--b\r\nContent-Type: application/pdf; name=report.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r\n--b--\r\n";
  const { entries } = await entriesIn(mailOf('multipart/mixed; boundary="b"', file));
  expect(entries).toMatchObject([{ title: "Daily", summary: "Attached: report.pdf" }]);
  expect(await read(within("This matters to all of us. ".repeat(30), "multipart/mixed"))).toEqual([
    ...WANTED,
    ["Fwd: Daily", null],
  ]);
});

test("a name that is somebody else's address is not the outlet, and each result of the own server counts", async () => {
  const mail = mailOf("text/html", "<p>Words.</p>").replace("Daily <a@b.example>", '"news@quay.example" <x@evil.example>');
  expect(await entriesIn(mail)).toMatchObject({ outlet: "x@evil.example", forged: null });
  const results = ["dkim=pass header.d=other.example", "dmarc=fail header.from=evil.example"];
  const head = results.map((result) => `Authentication-Results: mx.desk.example; ${result}\r\n`).join("");
  expect(await entriesIn(head + mail)).toMatchObject({ forged: "dmarc=fail" });
});

const resultOf = (said: string): string => `Authentication-Results: mx.desk.example; ${said}\r\n`;

test.each([
  ["the uppermost says that the sender is proven", ["dmarc=pass"], null],
  ["the uppermost names a signature alone", ["dkim=pass header.d=evil.example"], null],
  ["the uppermost says nothing of the sender", ["auth=pass smtp.auth=kay"], "dmarc=fail"],
])(
  "of a mail that passed its own server twice, the uppermost result that judges the sender counts: %s",
  async (_, upper, forged) => {
    const received = "Received: from other.example by mx.desk.example; Sun, 29 Nov 2026 06:00:00 +0000\r\n";
    const mail = mailOf("text/html", "<p>Words.</p>").replace("a@b.example", "x@evil.example");
    const head = `${received}${upper.map(resultOf).join("")}${received}${resultOf("dmarc=fail header.from=evil.example")}`;
    expect(await entriesIn(head + mail)).toMatchObject({ forged });
  },
);
