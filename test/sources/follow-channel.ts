// Follows an invented Telegram channel for a month: posts, albums, edits, deletions, outages and restarts; then accounts for each number.
import { readChannel } from "../../src/feeds/read/read-channel.ts";
import { telegram } from "../../src/sources/telegram/telegram.ts";
import { openDice } from "../support/open-dice.ts";
import { pollSource } from "./poll-source.ts";
import type { Threads } from "../../src/threads/pool.ts";

export interface FollowedChannel {
  /** Numbers that were posted after the first look. */
  posted: number;
  /** Of these, those that no look showed and that the channel's health does not name. */
  unexplained: number;
  /** Numbers that were shown and that health calls unseen. */
  miscounted: number;
  /** Posts that came with more than one identity. */
  doubles: number;
}

interface Post {
  /** The first of its numbers; an album has one for each picture. */
  number: number;
  pictures: number;
  postedAt: number;
  deletedAt: number;
  editedAt: number;
}

const DAY_MS = 86_400_000;
const BEGIN = Date.parse("2026-10-30T00:00:00Z");
const DAYS = 30;
const PAGE_POSTS = 20;
const AT = "https://t.me/s/harbourlog";

const threads = {
  run: (_: string, { bytes, url }: { bytes: Uint8Array; url: string }) =>
    Promise.resolve({ kind: "done", value: readChannel(Buffer.from(bytes).toString(), url) }),
} as unknown as Threads;

/** The same number makes the same channel. */
export async function followChannel(seed: number): Promise<FollowedChannel> {
  const dice = openDice(seed + 1);
  const posts = inventPosts(dice);
  const everyMs = (2 + dice() * 22) * 3_600_000;
  let cursor: unknown = null;
  let [last, firstNumber] = [null as Date | null, 0];
  const shown = new Set<number>();
  const identities = new Map<number, Set<string>>();
  for (let now = BEGIN + 3 * DAY_MS; now < BEGIN + DAYS * DAY_MS; now += everyMs * (0.5 + dice())) {
    const isAway = dice() < 0.05;
    const site = (url: string) => (isAway || dice() < 0.02 ? { status: 503, headers: {} } : pageAt(posts, now, url, shown));
    const { polled } = await pollSource(telegram, {
      threads,
      site,
      url: AT,
      row: { cursor, last_ok_at: last, first_polled_at: last },
      backlog: { kind: "none" },
    });
    // The daemon of the channel starts again: only what the database keeps goes on.
    if (polled.kind !== "fresh") continue;
    // A look at an empty channel proves nothing of what came before its first post.
    if (firstNumber === 0) firstNumber = (polled.cursor as { last: number }).last;
    cursor = JSON.parse(JSON.stringify(polled.cursor));
    last = new Date(now);
    for (const { id, url } of polled.document.entries) {
      const number = Number(url?.split("/").at(-1));
      identities.set(number, (identities.get(number) ?? new Set()).add(id ?? ""));
    }
  }
  const { last: highest, unseen } = cursor as { last: number; unseen: [number, number][] };
  const named = (number: number): boolean => unseen.some(([from, to]) => number >= from && number <= to);
  const numbers = Array.from({ length: Math.max(0, highest - firstNumber) }, (_, index) => firstNumber + 1 + index);
  return {
    posted: numbers.length,
    unexplained: numbers.filter((number) => !shown.has(number) && !named(number)).length,
    miscounted: numbers.filter((number) => shown.has(number) && named(number)).length,
    doubles: [...identities.values()].filter((ids) => ids.size > 1).length,
  };
}

function inventPosts(dice: () => number): Post[] {
  const aDay = 0.3 * 2 ** (dice() * 7);
  const posts: Post[] = [];
  for (
    let [at, number] = [BEGIN, 1 + Math.floor(dice() * 5_000)];
    at < BEGIN + DAYS * DAY_MS;
    at += (-Math.log(1 - dice()) / aDay) * DAY_MS
  ) {
    const pictures = dice() < 0.1 ? 2 + Math.floor(dice() * 4) : 1;
    const deletedAt = dice() < 0.08 ? at + dice() * 5 * DAY_MS : Infinity;
    posts.push({ number, pictures, postedAt: at, deletedAt, editedAt: dice() < 0.1 ? at + dice() * DAY_MS : Infinity });
    number += pictures;
  }
  return posts;
}

/** The page at an address as it is then; `shown` gets the numbers on it. */
function pageAt(posts: readonly Post[], now: number, url: string, shown: Set<number>): string {
  const before = Number(new URL(url).searchParams.get("before") ?? Infinity);
  const all = posts.filter((post) => post.postedAt <= now && post.deletedAt > now && post.number < before);
  const some = all.slice(-PAGE_POSTS);
  for (const { number, pictures } of some) for (let at = 0; at < pictures; at++) shown.add(number + at);
  const older = all.length > some.length ? `<link rel="prev" href="/s/harbourlog?before=${some[0]?.number}">` : "";
  return `<head>${older}</head><body><section class="tgme_channel_history">${some.map((post) => messageOf(post, now)).join("")}</section></body>`;
}

function messageOf({ number, pictures, postedAt, editedAt }: Post, now: number): string {
  const album =
    pictures === 1
      ? ""
      : `<div class="tgme_widget_message_grouped">${Array.from({ length: pictures }, (_, at) => `<a href="https://t.me/harbourlog/${number + at}?single"></a>`).join("")}</div>`;
  const words = `Post ${number}${editedAt <= now ? ", corrected" : ""}`;
  return `<div data-post="harbourlog/${number}">${album}<div class="tgme_widget_message_text">${words}</div><a class="tgme_widget_message_date" href="https://t.me/harbourlog/${number}"><time datetime="${new Date(postedAt).toISOString()}"></time></a></div>`;
}
