// What an issue becomes for each service: messages that the service takes, with every story, each once.
import { describe, expect, test } from "vitest";
import { PUSHED } from "../../src/channels/channels.ts";
import { splitPieces } from "../../src/channels/chat/split-pieces.ts";
import { wordsOf } from "../../src/channels/chat/writers.ts";
import { openLog } from "../../src/log.ts";
import { inventDigest } from "../digests/invent-digest.ts";
import { SERVICES } from "./fake-services.ts";
import type { ChannelDeps } from "../../src/channels/channel.ts";
import type { Issue, IssueStory } from "../../src/digests/digest.ts";
import type { Sql } from "../../src/store/engine/database.ts";
import type { Asked, FakeService } from "./fake-services.ts";

const URL = "http://127.0.0.1:1";

/** The requests that the messages of an issue become. */
async function requestsFor(kind: string, issue: Issue): Promise<Asked[]> {
  const channel = PUSHED.find((one) => one.kind === kind);
  const service = SERVICES[kind] as FakeService;
  const setting = channel?.schema.parse(service.setting(URL));
  const asked: Asked[] = [];
  const deps: ChannelDeps = {
    config: () => ({ mail: { from: "a@b.example", smtp: { kind: "outbox", dir: "" }, uncertain: "resend", dkim: null } }),
    client: () => ({
      send(url, body, { headers = {}, method = "POST" }) {
        const path = url.slice(URL.length);
        asked.push({ method, path, headers, body: JSON.parse(body) as Asked["body"] });
        return Promise.resolve({ kind: "answer", status: 200, headers: {}, body: new Uint8Array(), url, redirects: [] });
      },
      hold: () => Promise.resolve(),
    }),
    mailer: () => {
      throw new Error("no mail");
    },
    pagesUrl: () => null,
    deliveryPauses: { answerMs: 1_000 },
    now: () => new Date(0),
    log: openLog("silent", false),
  };
  const outgoing = {
    issue,
    rendered: { subject: "alerts: Report", html: "", text: "", left: [], attachment: null },
    createdAt: new Date(0),
    perStory: false,
    messageIdFor: () => "<d-1@b.example>",
  };
  const composed = (await channel?.compose(deps, {} as Sql, outgoing, [{ recipient: "r", setting }])) ?? [];
  for (const { messageId, message } of composed) {
    await channel?.open(deps, setting)?.deliver({
      recipient: "r",
      messageId,
      bytes: Buffer.from(message),
      edits: null,
      delivery: { id: 1, issue: 1, digest: "d", createdAt: new Date(0) },
      onBodyStart: () => Promise.resolve(),
    });
  }
  return asked;
}

const story = (number: number, text: string): IssueStory => ({
  id: String(number),
  title: `Report ${number} <b>*of*</b> the _harbour_ & [more](x) @everyone`,
  url: `https://outlet.example/${number}?a=(1)&b="2"`,
  outlet: "The Outlet",
  language: "en",
  publishedAt: "2026-03-02T10:00:00Z",
  firstSeenAt: "2026-03-02T10:00:00Z",
  excerpt: { text, marks: [{ start: 0, end: 4 }] },
  titleMarks: [],
  terms: ["harbour"],
  summaryOnly: null,
  origin: null,
  copies: [],
  follows: null,
});

const issueOf = (stories: IssueStory[], inMail: number): Issue => ({
  id: "1",
  digest: "alerts",
  createdAt: "2026-03-02T11:00:00Z",
  timezone: "UTC",
  sections: [{ watchlist: "harbour", name: "HARBOUR", stories }],
  inMail: stories.slice(0, inMail).map(({ id }) => id),
  listsRest: true,
  more: 0,
  health: { feedsRead: 1, feedsTotal: 1, failing: [], summaryOnly: 0, foldedCopies: 0, articles: 300 },
  webUrl: null,
});

describe.each(Object.keys(SERVICES))("%s", (kind) => {
  const service = SERVICES[kind] as FakeService;

  test("takes 300 stories in as many messages as its limit needs, each story once and in its order, with its link", async () => {
    const stories = Array.from({ length: 300 }, (_, index) => story(index, `Ships wait before the harbour of town ${index}.`));
    const asked = await requestsFor(kind, issueOf(stories, 40));
    for (const one of asked) expect(service.refuses(one)).toBeNull();
    const texts = asked.map((one) => service.textOf(one));
    expect(texts.length).toBeGreaterThan(1);
    texts.forEach((text, index) => expect(text.replaceAll("\\", "")).toContain(`(${index + 1}/${texts.length})`));
    const numbers = texts.flatMap((text) => [...text.matchAll(/• [^\n]*?Report (\d+)/g)].map(([, number]) => Number(number)));
    expect(numbers).toEqual(Array.from({ length: 300 }, (_, index) => index));
    expect(texts.join("\n").match(/https:\/\/outlet\.example\/\d+/g)?.length).toBeGreaterThanOrEqual(300);
  });

  test("takes stories in full in ten messages at most, and then the others as headlines", async () => {
    const text = "Ships wait before the harbour. ".repeat(30).trim();
    const stories = Array.from({ length: 400 }, (_, index) => story(index, text));
    const texts = (await requestsFor(kind, issueOf(stories, 400))).map((one) => service.textOf(one).replaceAll("\\", ""));
    expect(texts.findLastIndex((one) => one.includes("wait before the harbour"))).toBeLessThan(10);
    expect(/\d+ more stories:/.test(texts.join("\n"))).toBe(true);
    const numbers = texts.flatMap((one) => [...one.matchAll(/• [^\n]*?Report (\d+)/g)].map(([, number]) => Number(number)));
    expect(numbers).toEqual(Array.from({ length: 400 }, (_, index) => index));
    expect(texts.join("\n").match(/https:\/\/outlet\.example\/\d+/g)?.length).toBeGreaterThanOrEqual(400);
  });

  test("links each of many short headlines", async () => {
    const stories = Array.from({ length: 300 }, (_, index) => ({
      ...story(index, "港口"),
      title: `港口 ${index}`,
      outlet: "报",
    }));
    const texts = (await requestsFor(kind, issueOf(stories, 1))).map((one) => service.textOf(one));
    expect(texts.join("\n").match(/https:\/\/outlet\.example\/\d+/g)?.length).toBe(300);
    for (const text of texts) if (kind === "telegram") expect(text.match(/<[ab][ >]/g)?.length ?? 0).toBeLessThanOrEqual(100);
  });

  test("takes whatever outlets call their news, in any script", async () => {
    for (let seed = 1; seed <= 24; seed += 1) {
      for (const one of await requestsFor(kind, inventDigest(seed).issue)) expect(service.refuses(one)).toBeNull();
    }
  });
});

const sizeOf = ({ lines }: { lines: { text: string }[][] }) => lines.reduce((sum, line) => sum + wordsOf(line).length + 1, 1);
const piece = (text: string) => ({ lines: [[{ text }]] });

test("a story that fits into a message is never parted, and one that does not is parted between words", () => {
  const long = Array.from({ length: 60 }, (_, index) => `word${index}`).join(" ");
  const split = splitPieces([piece("a".repeat(50)), piece("b".repeat(60)), piece(long), piece("c")], { max: 100, sizeOf }, 0);
  const texts = split.map((pieces) => pieces.flatMap(({ lines }) => lines.map(wordsOf)));
  expect(texts.slice(0, 2)).toEqual([["a".repeat(50)], ["b".repeat(60)]]);
  expect(texts.slice(2).flat().join("")).toBe(`${long}c`);
  for (const message of split) expect(message.reduce((sum, one) => sum + sizeOf(one), 0)).toBeLessThanOrEqual(100);
});

test("a text without spaces is parted between letters, and a long address is dropped before its words are", () => {
  const thai = "ท่าเรือน้ำลึก".repeat(40);
  const split = splitPieces(
    [{ lines: [[{ text: thai, href: `https://a.example/${"x".repeat(500)}` }]] }],
    {
      max: 120,
      sizeOf: (one) =>
        sizeOf(one) +
        one.lines
          .flat()
          .reduce((sum, span) => sum + (("href" in span && typeof span.href === "string" && span.href) || "").length, 0),
    },
    0,
  );
  expect(split.flatMap((pieces) => pieces.flatMap(({ lines }) => lines.map(wordsOf))).join("")).toBe(thai);
});
