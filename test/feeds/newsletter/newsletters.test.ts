// Newsletters: which stories they list, which links are none, and where counted links lead.
import { expect, test } from "vitest";
import { cutMessage } from "../../../src/feeds/newsletter/cut-message.ts";
import { judgeSender } from "../../../src/feeds/newsletter/judge-sender.ts";
import { isUnwanted, unwrapCounted } from "../../../src/feeds/newsletter/mail-link.ts";
import { readLines } from "../../../src/feeds/newsletter/read-lines.ts";
import { readPlainLines } from "../../../src/feeds/newsletter/read-plain-lines.ts";
import { readMessage } from "../../../src/feeds/newsletter/read-message.ts";
import { splitNewsletter } from "../../../src/feeds/newsletter/split-newsletter.ts";
import { SHAPE_NAMES } from "./invent-newsletter.ts";
import { scoreNewsletters } from "./score-newsletters.ts";

test("of newsletters of twenty shapes 95 % of the stories have their headline and link, and no other link becomes one", () => {
  const scores = scoreNewsletters(0, 200);
  expect([...scores.keys()]).toEqual(SHAPE_NAMES);
  expect(SHAPE_NAMES).toHaveLength(20);
  for (const [shape, { stories, right, invented, forbidden }] of scores) {
    expect([shape, right / stories >= 0.95, forbidden]).toEqual([shape, true, 0]);
    expect([shape, invented / stories <= 0.02]).toEqual([shape, true]);
  }
});

const split = (html: string) => splitNewsletter(readLines(html), new Set());

test("an essay with references is one message", () => {
  const paragraph = `<p>${"The harbour was built by people who never thought that it would be used by anybody else, and so it was. ".repeat(4)}</p>`;
  const essay = `${paragraph}<p>As <a href="https://a.example/1">the ministry of transport wrote</a> last week, this changes.</p>${paragraph}
    <p>Others see it <a href="https://b.example/2">quite differently</a>.</p>${paragraph}`;
  expect(split(essay)).toEqual({ stories: [], rest: "", single: null });
});

test("words apart from the stories are kept", async () => {
  const intro = "Dear readers, this week we looked at the harbour again, and at all those who live from it. ".repeat(6);
  const html = `<p>${intro}</p><h2><a href="https://a.example/1">The harbour council resigns</a></h2><p>All five.</p><h2><a href="https://a.example/2">Ferries stand still on Monday</a></h2>`;
  const bytes = new TextEncoder().encode(
    `From: a@b.example\r\nSubject: Weekly\r\nMessage-ID: <1@b.example>\r\nContent-Type: text/html\r\n\r\n${html}`,
  );
  const { entries } = await readMessage(bytes, { receivedAt: "2026-11-29T06:00:00.000Z", isNew: true, servers: [] });
  expect(entries.map(({ title, url }) => [title, url])).toEqual([
    ["The harbour council resigns", "https://a.example/1"],
    ["Ferries stand still on Monday", "https://a.example/2"],
    ["Weekly", null],
  ]);
  expect(entries.at(-1)?.summary).toContain("Dear readers, this week");
});

test("outlets at the end of a line are where its story leads", () => {
  const html = `<p>Port of Elvanta is closed (<a href="https://a.example/1">Quay Courier</a>)</p>
    <p>Ferries are cancelled until Friday (<a href="https://a.example/2">Delta News</a>, <a href="https://a.example/3">Harbour Post</a>)</p>`;
  expect(split(html).stories.map(({ title, url }) => [title, url])).toEqual([
    ["Port of Elvanta is closed", "https://a.example/1"],
    ["Ferries are cancelled until Friday", "https://a.example/2"],
  ]);
});

test("a link below a heading and its teaser is the heading's, whatever it says", () => {
  const html = `<h2>Harbour council sells the crane</h2><p>For one crown.</p><p><a href="https://a.example/1">Here is the whole report of it</a></p>
    <h2>No ferry sails until Friday</h2><p>A storm.</p><p><a href="https://a.example/2">All about the ferries in detail</a></p>`;
  expect(split(html).stories.map(({ title, url }) => [title, url])).toEqual([
    ["Harbour council sells the crane", "https://a.example/1"],
    ["No ferry sails until Friday", "https://a.example/2"],
  ]);
});

test("headlines about browsers, privacy and leaving are headlines", () => {
  const titles = [
    "Parliament votes on the privacy policy of the two largest search engines",
    "Schools may opt out of the new lunch plan, ministers say",
    "Ministry changes the terms of the ferry contract again",
  ];
  const html = titles.map((title, index) => `<h3><a href="https://a.example/n${index}">${title}</a></h3>`).join("");
  expect(split(html).stories.map(({ title }) => title)).toEqual(titles);
});

test.each([
  ["Unsubscribe", "https://a.example/x"],
  ["Hier können Sie den Newsletter abbestellen", "https://a.example/x"],
  ["click here", "https://lists.example/unsubscribe/4711"],
  ["Share", "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fa.example%2F1"],
  ["Harbour news on Facebook this week", "https://www.facebook.com/harbour"],
  ["A picture of the harbour", "https://a.example/harbour.jpg"],
  ["Flag as irrelevant", "https://www.google.com/alerts/feedback?x=1"],
  ["The front page of the Quay Courier", "https://quay.example/"],
])("the link %s to %s is no story", (text, url) => {
  expect(isUnwanted(text, url, new Set())).toBe(true);
});

test("an address that the head names for leaving the list is no story, whatever its words say", () => {
  expect(isUnwanted("The harbour council resigns", "https://l.example/q/1", new Set(["https://l.example/q/1"]))).toBe(true);
});

test.each([
  ["https://click.mailer.example/?u=https%3A%2F%2Fa.example%2F1%3Fb%3D2", "https://a.example/1?b=2"],
  ["https://x.r.eu-west-1.awstrack.me/L0/https:%2F%2Fa.example%2F1/1/0102/abc=", "https://a.example/1"],
  [`https://track.m.example/r/${Buffer.from("https://a.example/1").toString("base64")}`, "https://a.example/1"],
  [
    "https://eu.safelinks.protection.outlook.com/?url=https%3A%2F%2Fclick.m.example%2Fct%3Furl%3Dhttps%253A%252F%252Fa.example%252F1&data=1",
    "https://a.example/1",
  ],
  ["https://lists.example/track/click/1/2", "https://lists.example/track/click/1/2"],
  ["https://web.archive.org/web/2026/https://a.example/1", "https://web.archive.org/web/2026/https://a.example/1"],
  ["https://a.example/story?about=https%3A%2F%2Fb.example%2F1", "https://a.example/story?about=https%3A%2F%2Fb.example%2F1"],
  ["mailto:a@b.example", null],
  ["javascript:alert(1)", null],
])("%s leads to %s", (href, url) => {
  expect(unwrapCounted(href)).toBe(url);
});

test.each([
  ["the uppermost result of the own server counts", ["mx.a.example; dmarc=fail", "mx.a.example; dmarc=pass"], "forged"],
  ["a result of another server does not count", ["mx.evil.example; dmarc=pass"], "unknown"],
  ["a result in a comment does not count", ["mx.a.example (x; dmarc=pass); spf=neutral"], "unknown"],
  ["a result about another sender does not count", ["mx.a.example; dmarc=pass header.from=evil.example"], "unknown"],
  ["a signature of the sender's domain is enough", ["mx.a.example; dkim=pass header.d=mail.quay.example; spf=fail"], "confirmed"],
  ["a signature of another domain is not", ["mx.a.example; dkim=pass header.d=evil.example"], "unknown"],
  [
    "a failed signature without any that passes is forged",
    ["mx.a.example; dkim=fail header.d=quay.example; spf=softfail"],
    "forged",
  ],
  ["a server with a similar name does not count", ["evil-a.example; dmarc=pass"], "unknown"],
])("%s", (_, results, kind) => {
  expect(judgeSender([results], ["a.example"], "quay.example").kind).toBe(kind);
});

test("a message without end, and one of nothing but tags, are read in time that grows with their length", () => {
  expect(split(`${"<div>".repeat(20_000)}<a href="https://a.example/1">The harbour council resigns</a>`).stories).toEqual([]);
  expect(split("<a href=https://a.example/x>".repeat(30_000)).stories).toEqual([]);
  expect(readPlainLines("https://a.example/1 ".repeat(20_000))).toHaveLength(1);
});

const mail = (body: string | Buffer, type = "text/html", more = "") =>
  Buffer.concat([
    Buffer.from(`From: a@b.example\r\nSubject: Weekly\r\nMessage-ID: <1@b.example>\r\n${more}Content-Type: ${type}\r\n\r\n`),
    Buffer.from(body),
  ]);
const entriesOf = async (bytes: Uint8Array) => {
  const { entries } = await readMessage(bytes, { receivedAt: "2026-11-29T06:00:00.000Z", isNew: true, servers: [] });
  return entries.map(({ title, url }) => [title, url]);
};
const TWO = [
  ["The harbour council resigns", "https://a.example/1"],
  ["Ferries stand still on Monday", "https://a.example/2"],
] as const;

test("addresses that stand as notes at the end of a mail belong to the lines that name them", async () => {
  const stories = TWO.map(([title], index) => `${title} [${index + 1}]\r\nAll of them said so on Tuesday.\r\n`);
  const notes = TWO.map(([, url], index) => `[${index + 1}] ${url}`);
  expect(await entriesOf(mail(`${stories.join("\r\n")}\r\nLinks:\r\n${notes.join("\r\n")}`, "text/plain"))).toEqual(TWO);
  const anew = TWO.map(([title, url]) => `${title} [1]\r\nAll of them said so on Tuesday.\r\n\r\n[1] ${url}\r\n`);
  expect(await entriesOf(mail(anew.join("\r\n"), "text/plain"))).toEqual(TWO);
  const unnamed = TWO.map(([title, url], index) => `${title}\r\n[${index + 1}] ${url}\r\n`);
  expect(await entriesOf(mail(unnamed.join("\r\n"), "text/plain"))).toEqual(TWO);
  const law = "The court names paragraph [7] of the old law.";
  expect(readPlainLines(law)[0]?.text).toBe(law);
});

test("a short headline with its source behind a dash is a story, and not what is said of the one above", async () => {
  const [first, second] = [TWO[0], ["Court frees two dockers", "https://a.example/3"]] as const;
  const lines = [first, second].map(
    ([title, url]) => `• <a href="${url}">${title}</a> <span>— Quay Times, 4 min read</span><br>`,
  );
  expect(await entriesOf(mail(`<p>${lines.join("\n")}</p>`))).toEqual([first, second]);
});

test("offers of an app are no story, and nothing is read where a mail nests without end", async () => {
  const links = TWO.map(([title, url]) => `<p><a href="${url}">${title}</a></p>`).join("");
  const app = `<p><a href="https://c.example/1">Download on the App Store</a> <a href="https://c.example/2">Get it on Google Play</a></p>`;
  expect(await entriesOf(mail(`${links}${app}`))).toEqual(TWO);
  expect(
    await entriesOf(mail(`${links}${"<div>".repeat(90_000)}<a href="https://a.example/3">Nobody reads so deep</a>`)),
  ).toEqual(TWO);
  expect(await entriesOf(mail(`${"<p>".repeat(5_000)}${links}`))).toEqual(TWO);
});

const part = (type: string, body: string) => `--b\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`;

test("a message of line breaks or parts without end is read as far as messages go", async () => {
  const links = TWO.map(([title, url]) => `<p><a href="${url}">${title}</a></p>`).join("\r\n");
  expect(await entriesOf(mail(`${links}${"\n".repeat(3_000_000)}`))).toEqual(TWO);
  const parts = `${part("text/html", links)}${part("text/x-none", "-").repeat(50_000)}--b--\r\n`;
  expect(await entriesOf(mail(parts, 'multipart/mixed; boundary="b"'))).toEqual(TWO);
  expect(cutMessage(Buffer.from(parts)).length).toBeLessThan(100_000);
  const rules = Buffer.from(`${"-".repeat(70)}\n`.repeat(5_000));
  expect(cutMessage(rules)).toBe(rules);
  expect(cutMessage(Buffer.from("a\n".repeat(300_000))).length).toBe(80_000);
});

test("headlines that stand alone above their paragraphs are headlines in plain text too", async () => {
  const stories = TWO.map(([title, url], index) => `${index + 1}. ${title}\r\n\r\nAll of them said so on Tuesday.\r\n${url}\r\n`);
  const text = `${stories.join("\r\n")}\r\n--\r\nTo leave the list: https://b.example/unsubscribe\r\n`;
  expect(await entriesOf(mail(text, "text/plain"))).toEqual(TWO);
  const empty = `--b\r\nContent-Type: text/plain\r\n\r\n${text}\r\n--b\r\nContent-Type: text/html\r\n\r\n<html><body></body></html>\r\n--b--\r\n`;
  expect(await entriesOf(mail(empty, 'multipart/alternative; boundary="b"'))).toEqual(TWO);
});

test("a message that does not name its encoding is read by what its bytes are", async () => {
  const html = `<p><a href="https://a.example/1">Der Hafen in München bleibt geschlossen</a></p><p><a href="https://a.example/2">Die Fähre nach Norden fährt wieder</a></p>`;
  expect((await entriesOf(mail(Buffer.from(html, "latin1")))).map(([title]) => title)).toEqual([
    "Der Hafen in München bleibt geschlossen",
    "Die Fähre nach Norden fährt wieder",
  ]);
});

test.each([
  ["=?koi8-r?Q?=F0=CF=D2=D4?= <port.example.org>", "Порт"],
  ["=?windows-1251?B?z+7w8g==?= =?windows-1251?B?6CDsz+7w8g==?= <port.example.org>", "Порти мПорт"],
  ["=?utf-8*fr?Q?C=C3=B4te_ouest?= <port.example.org>", "Côte ouest"],
  ["=?x-unknown-9?Q?abc?= <port.example.org>", "=?x-unknown-9?Q?abc?="],
])("a list's name in encoded words is read in any encoding: %s", async (id, name) => {
  const bytes = mail("<p>Words.</p>", "text/html", `List-Id: ${id}\r\n`);
  const { outlet } = await readMessage(bytes, { receivedAt: "2026-11-29T06:00:00.000Z", isNew: true, servers: [] });
  expect(outlet).toBe(name);
});

test("the messages of a digest are read one by one", async () => {
  const inner = ["One", "Two"].map(
    (subject) =>
      `--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: c@d.example\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@d.example>\r\n\r\nWords of ${subject}.\r\n`,
  );
  const digest = `${inner.join("")}--b--\r\n`;
  expect(await entriesOf(mail(digest, 'multipart/digest; boundary="b"', "MIME-Version: 1.0\r\n"))).toEqual([
    ["One", null],
    ["Two", null],
  ]);
});
