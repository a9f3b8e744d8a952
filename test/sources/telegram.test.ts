// Telegram channels as sources: which pages are read, which numbers are accounted for, and how a channel is named.
import { afterAll, beforeAll, expect, test } from "vitest";
import { account, inWords } from "../../src/sources/telegram/post-numbers.ts";
import { parseChannel } from "../../src/sources/telegram/parse-channel.ts";
import { telegram } from "../../src/sources/telegram/telegram.ts";
import { followChannel } from "./follow-channel.ts";
import { pollSource } from "./poll-source.ts";
import { openThreads } from "../../src/threads/pool.ts";
import type { Backlog } from "../../src/feeds/poll/backlog.ts";
import type { FeedRow } from "../../src/store/feeds.ts";
import type { Threads } from "../../src/threads/pool.ts";

let threads: Threads;
beforeAll(() => {
  threads = openThreads({ size: 1, deadlineMs: 10_000, heapMb: 128 });
});
afterAll(() => threads.close());

test("numbers between two looks that no page showed are unseen, and shown ones that disappear are deleted", () => {
  const first = account(null, [101, 102, 103, 104]);
  expect(first).toEqual({ numbers: { last: 104, shown: [[101, 104]], unseen: [], deleted: [] }, newlyUnseen: 0 });
  const second = account(first.numbers, [101, 103, 104, 107, 108]);
  expect(second).toMatchObject({ numbers: { last: 108, unseen: [[105, 106]], deleted: [[102, 102]] }, newlyUnseen: 2 });
  // The window moved on: what left it at its end was not deleted.
  const third = account(second.numbers, [107, 108, 109]);
  expect(third).toMatchObject({ numbers: { last: 109, unseen: [[105, 106]], deleted: [[102, 102]] }, newlyUnseen: 0 });
});

test("an emptied channel keeps its last number, and a jump far ahead costs no memory", () => {
  const first = account(null, [7]).numbers;
  expect(account(first, [])).toMatchObject({ numbers: { last: 7 }, newlyUnseen: 0 });
  expect(account(first, [9_000_000_000]).numbers.unseen).toHaveLength(1);
});

test("of a random history every number after the first look was shown or is named as unseen", () => {
  let state = 7;
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  for (let channel = 0; channel < 200; channel++) {
    let known: ReturnType<typeof account>["numbers"] | null = null;
    let [newest, begin] = [0, 0];
    const accounted = new Set<number>();
    for (let look = 0; look < 6; look++) {
      newest += 1 + Math.floor(random() * 8);
      const shown = Array.from({ length: 10 }, (_, back) => newest - back).filter((number) => number > 0 && random() > 0.2);
      known = account(known, shown).numbers;
      if (look === 0) begin = known.last;
      for (const number of shown) accounted.add(number);
    }
    for (const [from, to] of known?.unseen ?? []) for (let number = from; number <= to; number++) accounted.add(number);
    const after = Array.from({ length: (known?.last ?? 0) - begin }, (_, index) => begin + 1 + index);
    expect(after.filter((number) => !accounted.has(number))).toEqual([]);
  }
});

test("runs are said as people say them", () => {
  expect(
    inWords([
      [105, 105],
      [107, 109],
    ]),
  ).toBe("105, 107 to 109");
});

test.each([
  ["examplechannel", "https://t.me/s/examplechannel"],
  ["@examplechannel", "https://t.me/s/examplechannel"],
  ["https://t.me/examplechannel", "https://t.me/s/examplechannel"],
  ["t.me/s/examplechannel/12", "https://t.me/s/examplechannel"],
  ["https://telegram.me/examplechannel", "https://t.me/s/examplechannel"],
  ["https://mirror.example/s/examplechannel", "https://mirror.example/s/examplechannel"],
])("%s names a channel", (text, url) => {
  expect(parseChannel(text)).toEqual({ kind: "value", value: url });
});

test.each([
  ["https://t.me/+AbCdEf", "private channel"],
  ["https://t.me/c/12345/6", "private channel"],
  ["an example", "is no channel"],
  ["https://t.me/", "names no channel"],
])("%s names none, and is told why", (text, message) => {
  expect(parseChannel(text)).toMatchObject({ kind: "fault", message: expect.stringContaining(message) as string });
});

const NEWEST = "https://t.me/s/harbourlog";
const message = (number: number) =>
  `<div data-post="harbourlog/${number}"><div class="tgme_widget_message_text">Post ${number}</div><a class="tgme_widget_message_date" href="https://t.me/harbourlog/${number}"><time datetime="2026-11-${String(Math.min(10 + Math.floor(number / 5), 29))}T08:00:00Z"></time></a></div>`;
/** The page that ends before this number, of five posts. */
function pageBefore(before: number): string {
  const numbers = [5, 4, 3, 2, 1].map((back) => before - back).filter((number) => number > 0);
  const older = (numbers[0] ?? 1) > 1 ? `<link rel="prev" href="/s/harbourlog?before=${numbers[0]}">` : "";
  return `<head>${older}</head><body><section class="tgme_channel_history">${numbers.map(message).join("")}</section></body>`;
}

async function poll(newest: number, cursor: unknown, backlog: Backlog) {
  const site = (url: string) => pageBefore(Number(new URL(url).searchParams.get("before") ?? newest + 1));
  const { polled, asked } = await pollSource(telegram, { threads, site, url: NEWEST, row: { cursor }, backlog });
  if (polled.kind !== "fresh") throw new Error(JSON.stringify(polled));
  return { polled, asked, numbers: polled.document.entries.map(({ id }) => Number(id?.replace("post:", ""))) };
}
const seenTo = (last: number) => account(null, [last - 1, last]).numbers;

test("it reads back to the last known post, and no further", async () => {
  const { asked, numbers, polled } = await poll(60, seenTo(52), { kind: "none" });
  expect(asked).toEqual([NEWEST, `${NEWEST}?before=56`]);
  expect(numbers).toEqual([60, 59, 58, 57, 56, 55, 54, 53, 52, 51]);
  expect(polled).toMatchObject({ missed: false });
});

test("posts beyond the older pages that a poll may read are named as never shown", async () => {
  const { asked, polled } = await poll(100, seenTo(20), { kind: "none" });
  expect(asked).toHaveLength(6);
  expect(polled).toMatchObject({ missed: true, cursor: { last: 100, unseen: [[21, 70]] } });
  const row = { cursor: polled.cursor } as FeedRow;
  expect(telegram.notes?.(row)).toEqual(["posts that were deleted or never shown to us: 21 to 70"]);
});

test("a first look reads as far back as the backlog reaches", async () => {
  expect((await poll(80, null, { kind: "none" })).asked).toHaveLength(1);
  const { asked, polled } = await poll(80, null, { kind: "within", ms: 5 * 86_400_000 });
  expect(asked.length).toBeGreaterThan(1);
  expect(polled).toMatchObject({ missed: false, cursor: { unseen: [] } });
});

test("a channel without a public page is named as such", async () => {
  const { polled } = await pollSource(telegram, { threads, site: () => "<div class='tgme_page'></div>", url: NEWEST });
  expect(polled).toMatchObject({ kind: "failed", fault: expect.stringContaining("shows no posts on the web") as string });
});

const look = (html: string, cursor: unknown = null) =>
  pollSource(telegram, { threads, site: () => html, url: NEWEST, row: { cursor } });

test("a page that marks its posts in another way is a fault, and one that marks their words so is named", async () => {
  const before = await look(pageBefore(61));
  const { cursor } = before.polled as { cursor: unknown };
  const renamed = await look(pageBefore(61).replaceAll("data-post", "data-message"), cursor);
  expect(renamed.polled).toMatchObject({ fault: "the page of this channel changed its form: no posts are found in it" });
  const wordless = await look(pageBefore(61).replaceAll("tgme_widget_message_text", "words"), cursor);
  expect(telegram.notes?.({ cursor: (wordless.polled as { cursor: unknown }).cursor } as FeedRow)).toEqual([
    expect.stringContaining("has words that we can read: they are pictures, or Telegram changed the form") as string,
  ]);
  const pictures = await look(pageBefore(61).replaceAll("tgme_widget_message_text", "words"));
  expect(telegram.notes?.({ cursor: (pictures.polled as { cursor: unknown }).cursor } as FeedRow)).toEqual([]);
});

test("a channel whose page is gone after posts were read is said to be renamed or closed", async () => {
  const { polled } = await pollSource(telegram, {
    threads,
    site: () => "<html>Harbour log</html>",
    url: NEWEST,
    row: { cursor: seenTo(52) },
  });
  expect(polled).toMatchObject({
    kind: "failed",
    fault: expect.stringContaining("any longer (the last that we read has the number 52): it was renamed or closed") as string,
  });
});

test("an emptied channel names its posts as deleted, and those that are shown again are not", () => {
  const first = account(null, [101, 102, 103]).numbers;
  const emptied = account(first, []).numbers;
  expect(emptied).toMatchObject({ last: 103, deleted: [[101, 103]] });
  expect(account(emptied, [102, 104]).numbers).toMatchObject({
    last: 104,
    deleted: [
      [101, 101],
      [103, 103],
    ],
  });
});

test("a number that was not shown and is shown later is accounted for", () => {
  const gap = account(account(null, [1, 2]).numbers, [1, 2, 6]).numbers;
  expect(gap.unseen).toEqual([[3, 5]]);
  expect(account(gap, [1, 2, 4, 6]).numbers.unseen).toEqual([
    [3, 3],
    [5, 5],
  ]);
});

test("a channel that was empty at the first look loses none of the numbers before its first post", () => {
  const empty = account(null, []).numbers;
  expect(account(empty, [41, 42])).toEqual({ numbers: { last: 42, shown: [[41, 42]], unseen: [], deleted: [] }, newlyUnseen: 0 });
});

const ask = (cursor: unknown, newest: number, lastLook: string) =>
  pollSource(telegram, {
    threads,
    site: () => pageBefore(newest + 1),
    url: NEWEST,
    row: { cursor, last_ok_at: new Date(lastLook) },
  });

test("another channel that takes the name floods nobody, and its posts are no edits of the first one's", async () => {
  const { polled, row } = await ask(seenTo(5_000), 7, "2026-11-10T00:00:00Z");
  expect(polled).toMatchObject({ kind: "fresh", quietly: true, missed: true, cursor: { last: 7, unseen: [], deleted: [] } });
  if (polled.kind !== "fresh") throw new Error(polled.kind);
  expect(polled.document.entries[0]?.id).toBe("post1:7");
  expect(telegram.notes?.({ ...row, cursor: polled.cursor })).toEqual([
    expect.stringContaining("another channel has this name since") as string,
  ]);
  const next = (await ask(polled.cursor, 8, "2026-11-11T09:00:00Z")).polled;
  expect(next).not.toHaveProperty("quietly");
  expect(next).toMatchObject({
    document: { entries: expect.objectContaining({ 0: expect.objectContaining({ id: "post1:8" }) as object }) as object },
  });
});

const anotherTitled = () => `<div class="tgme_header_title">Another channel</div>${pageBefore(8)}`;

test("lower numbers under another title are another channel's, also if it posted them before", async () => {
  const titled = { cursor: seenTo(5_000), last_ok_at: new Date("2026-11-29T11:00:00Z") };
  for (const [title, isOther] of [
    ["Harbour log", true],
    ["Another channel", false],
  ] as const) {
    const { polled } = await pollSource(telegram, { threads, site: anotherTitled, url: NEWEST, row: { ...titled, title } });
    expect(polled).toMatchObject({ kind: "fresh" });
    expect("quietly" in polled).toBe(isOther);
  }
});

test("the newest posts of a channel that were deleted make no other channel of it", async () => {
  const { polled } = await pollSource(telegram, {
    threads,
    site: () => pageBefore(48),
    url: NEWEST,
    row: { cursor: seenTo(52), last_ok_at: new Date("2026-11-29T11:00:00Z") },
  });
  expect(polled).not.toHaveProperty("quietly");
  expect(polled).toMatchObject({ cursor: { last: 52 } });
});

test("of channels that were followed for a month each number is accounted for, and no post came twice", async () => {
  let posted = 0;
  for (let seed = 66; seed < 78; seed++) {
    const followed = await followChannel(seed);
    posted += followed.posted;
    expect([seed, followed]).toEqual([seed, { posted: followed.posted, unexplained: 0, miscounted: 0, doubles: 0 }]);
  }
  expect(posted).toBeGreaterThan(1_000);
});
