// A watchlist or a digest that is added to a running archive: its first round comes in one mail or two, and then alerts are alerts again.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { groupStories } from "../../../src/pipeline/group-stories/group-stories.ts";
import { matchWatchlists } from "../../../src/pipeline/match-watchlists/match-watchlists.ts";
import { saveEntries } from "../../../src/store/entries.ts";
import { addFeed, daysAgo, minutesLater, newEntry } from "../../store/seed.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import { inventText } from "../tell-story.ts";
import type { Digest } from "../../../src/digests/digest.ts";
import type { TestStages } from "../open-stages.ts";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
beforeEach(() => stages.wipe());
afterAll(() => stages.close());

const alerts = (id: string, more: Partial<Digest> = {}) =>
  digest(id, { schedule: { kind: "immediately" }, settleMs: 60_000, mailsPerHour: 12, ...more });

let entries = 0;

/** A feed of a running archive brings `count` stories at that minute; then mails go out as they are due, until no more is due within the hour. */
async function poll(feed: number, minute: number, count: number, word: string): Promise<void> {
  const at = minutesLater(minute);
  stages.clock.at = at;
  const fresh = Array.from({ length: count }, () => newEntry(`entry-${(entries += 1)}`));
  const { articles } = await saveEntries(stages.database, feed, fresh, at);
  await stages.database.run("update feeds set last_polled_at = $2, last_ok_at = $2, last_new_at = $2 where id = $1", [feed, at]);
  for (const article of articles) {
    const text = inventText(word);
    await stages.database.run("update articles set stage = 'match-watchlists', title = $2, text = $3 where id = $1", [
      article,
      `Headline ${article} of ${word}`,
      text,
    ]);
    await matchWatchlists(stages.deps).run({ article });
    await groupStories(stages.deps).run({ article });
  }
}

/** Sends what is due until then. Returns the minutes at which mails of the digest went out, and how many stories each had. */
async function sendUntil(id: string, minute: number): Promise<{ at: number; stories: number; said: boolean }[]> {
  for (let due = await dueAt(id); due !== null && due <= minutesLater(minute); due = await dueAt(id)) {
    const at = stages.clock.at ?? due;
    stages.clock.at = due > at ? due : at;
    const before = due.getTime();
    await composeIssue(stages.deps, id);
    if ((await dueAt(id))?.getTime() === before) break;
  }
  const rows = await stages.database.many<{ created_at: Date; stories: number; plain: string }>(
    "select created_at, plain, (select count(*)::int from tellings t where t.issue_id = i.id) as stories from issues i where digest_id = $1 order by id",
    [id],
  );
  return rows.map(({ created_at, stories, plain }) => ({
    at: Math.round((created_at.getTime() - minutesLater(0).getTime()) / 6_000) / 10,
    stories,
    said: /of the first round since/.test(plain.replace(/\s+/g, " ")),
  }));
}

const dueAt = async (id: string): Promise<Date | null> =>
  (await stages.database.one<{ next_due_at: Date | null }>("select next_due_at from digests where id = $1", [id])).next_due_at;

const oldFeed = (name: string): Promise<number> =>
  addFeed(stages.database, {
    url: `https://${name}.example/feed`,
    name,
    first_polled_at: daysAgo(20),
    last_polled_at: minutesLater(-5),
    last_ok_at: minutesLater(-5),
  });

test.each(["a watchlist", "a digest"])(
  "%s that is added has its first round in two mails at most, and is then as quick as others",
  async (added) => {
    const known = watchlists("alpha");
    const both = watchlists("alpha", "beta");
    // Too short for a surge, which needs three days.
    stages.clock.at = daysAgo(2);
    await stages.configure({ digests: [alerts("alerts")], watchlists: known });
    const [first, second] = [await oldFeed("first"), await oldFeed("second")];
    await poll(first, -4, 1, "alpha");
    expect(await sendUntil("alerts", -1)).toEqual([{ at: -3, stories: 1, said: false }]);
    stages.clock.at = minutesLater(0);
    const id = added === "a digest" ? "new" : "alerts";
    const word = added === "a digest" ? "alpha" : "beta";
    await stages.configure(
      added === "a digest"
        ? { digests: [alerts("alerts"), alerts("new")], watchlists: known }
        : { digests: [alerts("alerts")], watchlists: both },
    );
    const mails = async (minute: number) => (await sendUntil(id, minute)).filter(({ at }) => at >= 0);
    await poll(first, 1, 9, word);
    await sendUntil(id, 4);
    await poll(second, 5, 7, word);
    const round = await mails(30);
    expect(round.map(({ stories }) => stories)).toEqual([9, 7]);
    expect(round.every(({ said }) => said)).toBe(true);
    // What the sources bring when they are read again is news.
    await poll(first, 31, 1, word);
    expect((await mails(60)).slice(2)).toEqual([{ at: 32, stories: 1, said: false }]);
  },
);

test("the first round of a watchlist does not hold alerts of another back", async () => {
  // Too short for a surge, which needs three days.
  stages.clock.at = daysAgo(2);
  await stages.configure({ digests: [alerts("alerts")], watchlists: watchlists("alpha") });
  const feed = await oldFeed("first");
  stages.clock.at = minutesLater(0);
  await stages.configure({ digests: [alerts("alerts")], watchlists: watchlists("alpha", "beta") });
  await poll(feed, 1, 3, "beta");
  expect((await sendUntil("alerts", 3)).map(({ stories }) => stories)).toEqual([3]);
  await poll(feed, 4, 1, "alpha");
  expect((await sendUntil("alerts", 6)).slice(1)).toEqual([{ at: 5, stories: 1, said: false }]);
});
