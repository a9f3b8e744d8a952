// Goal: a command gets the same answers over the socket as in the process that serves it. Method: every method of the table both ways.
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openUnsubscribeHeaders, unsubscribe } from "../../src/channels/mail/unsubscribe.ts";
import { findRunningDesk } from "../../src/app/desk-client.ts";
import { METHODS, openDesk } from "../../src/desk/desk.ts";
import { openTally } from "../../src/pipeline/tally.ts";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { deliverIssue } from "../../src/pipeline/send-digests/deliver-issue.ts";
import { openDeskSocket } from "../../src/web/desk-socket.ts";
import { answers, rss } from "../cli/press.ts";
import { serve } from "../http/serve.ts";
import { feedbackCalls } from "./feedback-calls.ts";
import { closing } from "../support/closing.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { tellStory } from "../pipeline/tell-story.ts";
import { addArticle, addFeed, daysAgo, NOW } from "../store/seed.ts";
import { inventWords } from "../stories/invented.ts";
import { newFolder } from "../support/database.ts";
import { markCalls } from "./mark-calls.ts";
import type { Desk } from "../../src/desk/desk.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

let stages: TestStages;
let desk: Desk;
let folder: string;
const cleanUps: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  stages = await openStages("pglite");
  const { deps, database } = stages;
  const pipeline = { deps, tally: openTally(), start: () => void deliverAll(), sweep: () => Promise.resolve(0) };
  desk = openDesk({ ...deps, pipeline });
  async function deliverAll() {
    const rows = await database.many<{ id: number }>("select id from deliveries where state = 'pending' order by id");
    for (const { id } of rows) await deliverIssue(deps, id);
  }
  const made = await newFolder();
  folder = made.folder;
  cleanUps.push(made.remove, stages.close);
});
afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

const to = ["desk@example.org", "night@example.org"];
const report = inventWords(1, 60);

/** Always the same: a story of two articles in an issue of which one mail left, another story that waits, and an unsubscribed reader. */
async function fill(): Promise<void> {
  await stages.wipe();
  await stages.configure({ digests: [digest("hourly", { to, atom: true })], watchlists: watchlists("alpha") });
  await addFeed(stages.database, { name: "The Gull", configured: true });
  await tellStory(stages.deps, { title: "alpha one", text: `${report} alpha` });
  await tellStory(stages.deps, { title: "alpha one", text: `${report} alpha` });
  const composed = await composeIssue(stages.deps, "hourly", { atOnce: true });
  if (composed.kind !== "issue") throw new Error(composed.kind);
  await deliverIssue(stages.deps, composed.deliveries[0] ?? 0);
  await tellStory(stages.deps, { title: "alpha two", text: `${inventWords(2, 60)} alpha` });
  await unsubscribe(stages.database, { digest: "hourly", recipient: "gone@example.org" }, NOW);
}

const linkToken = async (): Promise<string> => {
  const headersFor = await openUnsubscribeHeaders(stages.database, "https://news.example/", "wirewatch@example.org");
  return /unsubscribe\/(.+)>/.exec(headersFor("hourly", "night@example.org")["List-Unsubscribe"] ?? "")?.[1] ?? "";
};
const feedUrl = async (): Promise<string> => {
  const { port } = await serve(answers(rss([{ title: "One", link: "http://gull.example/1" }]), "application/rss+xml"));
  return `http://127.0.0.1:${port}/feed`;
};

type Arguments<M extends keyof Desk> = NonNullable<Parameters<Desk[M]>[0]>;
interface Call<M extends keyof Desk> {
  args(): Arguments<M> | Promise<Arguments<M>>;
  /** The store is filled anew for each of the two ways. */
  changes?: true;
  /** Its figures change from one moment to the next. */
  varies?: true;
  /** What the answer must hold, so that two empty ones are not taken for a proof. */
  gives: unknown;
}

const none = () => ({});
/** No method can be left out: that would be a type error, and the first test below looks as well. */
const CALLS: { [M in keyof Desk]: Call<M> } = {
  ready: { args: none, gives: { ready: true } },
  backUp: {
    args: () => ({ file: join(folder, "backup.tar.gz"), configDir: resolve("config") }),
    gives: { rows: { feeds: 1, articles: 3, issues: 1, deliveries: 2 } },
  },
  status: { args: none, gives: { at: NOW.toISOString(), issues: [{ digest: "hourly" }] } },
  system: {
    args: none,
    gives: {
      funnel: { articles: 3, matched: 3, copies: 1, stories: 2, sent: 1 },
      stages: expect.arrayContaining([{ stage: "fetch-articles", waiting: 0, oldest: null, jobs: 0, ended: [] }]),
      quarantine: { count: 0 },
      configFaults: [],
    },
  },
  sources: { args: none, gives: { sources: [{ name: "The Gull", state: "not polled", isTrouble: false }] } },
  source: {
    args: async () => ({ source: (await stages.database.one<{ id: number }>("select id from feeds")).id }),
    gives: { name: "The Gull", latest: [], gaps: [], robots: "obey", quota: { entries: 0, limits: { entries: 3_000 } } },
  },
  planSource: { args: async () => ({ url: await feedUrl() }), gives: { yaml: expect.stringContaining("- url: "), known: null } },
  addSource: {
    args: async () => ({ url: await feedUrl() }),
    gives: { kind: "refused", reason: expect.stringContaining("web.edit") },
  },
  planOpml: {
    args: () => ({ text: `<opml version="2.0"><body><outline xmlUrl="https://tern.example/feed" text="Tern"/></body></opml>` }),
    gives: { kind: "plan", added: 1, yaml: "  - url: https://tern.example/feed\n    name: Tern\n", cutOff: false },
  },
  figures: {
    args: none,
    varies: true,
    gives: expect.arrayContaining([expect.objectContaining({ name: "stage_backlog", labels: { stage: "send-digests" } })]),
  },
  feedStates: { args: none, gives: [{ name: "The Gull", state: "not polled" }] },
  discoverFeeds: { args: async () => ({ url: await feedUrl() }), gives: { feeds: [{ foundBy: "address", entries: 1 }] } },
  testSource: {
    args: async () => ({ url: await feedUrl() }),
    gives: { chosen: { key: "url", why: "This address is a feed itself", count: 1, entries: [{ title: "One" }] }, tried: [] },
  },
  pollSource: {
    args: async () => {
      await addFeed(stages.database, { url: await feedUrl(), name: "The Tern", configured: true, first_polled_at: NOW });
      return { source: "the tern" };
    },
    changes: true,
    gives: { name: "The Tern", outcome: "new-entries", entries: 1, reason: null },
  },
  pauseSource: {
    args: () => ({ source: "the gull", paused: true }),
    changes: true,
    gives: { name: "The Gull", pausedSince: NOW.toISOString(), changed: true, nextPollAt: null },
  },
  watchlists: {
    args: none,
    gives: { watchlists: [{ id: "alpha", matches: 3, tests: { count: 0, failing: [] }, digests: ["hourly"] }] },
  },
  watchlist: {
    args: () => ({ watchlist: "alpha" }),
    gives: { id: "alpha", hits: [{ id: 3 }, { id: 2 }, { id: 1 }], text: null },
  },
  tryEdit: {
    args: () => ({
      file: "watchlists/test.yaml",
      text: "watchlists:\n  - id: alpha\n    any: [two]\n",
      since: null,
      lookMs: 1_000,
      samplesMax: 1,
    }),
    gives: {
      faults: [],
      backtest: { watchlists: [{ watchlist: "alpha", count: 1, dropped: { count: 2 }, added: { count: 0 } }] },
    },
  },
  saveEdit: {
    args: () => ({ file: "watchlists/press.yaml", text: "watchlists: []\n", sha256: "0" }),
    gives: { kind: "refused" },
  },
  oddWatchlists: { args: none, gives: [] },
  explain: { args: () => ({ asked: "1" }), gives: { matches: [{ watchlist: "alpha" }], story: { id: 1 } } },
  missed: {
    args: async () => ({ article: await addArticle(stages.database, { stage: "done", title: "Cake", text: "A cake." }) }),
    changes: true,
    gives: [{ watchlist: "alpha", matches: false, nearly: false, reason: '"alpha" is not in it' }],
  },
  copy: {
    args: () => ({ story: 1, article: 2 }),
    gives: { first: { article: 1 }, copy: { article: 2 }, rows: [{ kind: "same" }] },
  },
  articleWords: {
    args: () => ({ article: 1 }),
    gives: { isCut: false, titlePlaces: [{ found: [{ watchlist: "alpha", term: "alpha" }] }], voices: [] },
  },
  archiveSize: { args: () => ({ since: NOW.toISOString() }), gives: { count: 3, oldest: NOW.toISOString() } },
  archiveIds: {
    args: () => ({
      words: { kind: "any", parts: [{ kind: "word", word: "alpha", prefix: true }] },
      since: null,
      matchedBy: ["alpha"],
    }),
    gives: [3, 2, 1],
  },
  archiveArticles: { args: () => ({ ids: [2] }), gives: [{ id: 2, matched: ["alpha"], first_seen_at: NOW.toISOString() }] },
  search: {
    args: () => ({ query: "alpha", since: null, language: null, outlet: null, before: null, limit: 2, lookMs: 1_000 }),
    gives: { kind: "found", count: 3, looked: 3, left: 0, next: 2, hits: [{ id: 3 }, { id: 2 }] },
  },
  stories: {
    args: () => ({
      watchlist: "alpha",
      language: null,
      outlet: null,
      origin: null,
      starred: false,
      since: daysAgo(1).toISOString(),
      until: null,
      before: null,
      zone: "Asia/Yangon",
      limit: 10,
    }),
    gives: { stories: [{ watchlists: ["alpha"] }, { story: 1, articles: 2 }], next: null, total: { stories: 2, copies: 1 } },
  },
  story: { args: () => ({ story: 1, watchlist: null, as: null, withRelated: true }), gives: { kind: "story", articles: 2 } },
  planRearrangement: {
    args: () => ({ kind: "split", articles: ["2"], by: "anna" }),
    gives: { kind: "plan", change: "split", stories: [{ story: 1, articles: 2 }], moves: [{ article: 2 }] },
  },
  rearrangeStories: {
    args: () => ({ kind: "split", articles: ["2"], by: "anna" }),
    changes: true,
    gives: { kind: "split", articles: [2] },
  },
  issue: { args: () => ({ issue: 1 }), gives: { digest: "hourly" } },
  issues: {
    args: () => ({ digest: "hourly", before: null, limit: 10 }),
    gives: { issues: [{ id: 1, digest: "hourly", deliveries: { sent: 1, pending: 1 } }], before: null },
  },
  issueRecord: {
    args: () => ({ issue: 1 }),
    gives: {
      digest: "hourly",
      text: expect.stringContaining("alpha one"),
      deliveries: [{ state: "sent" }, { state: "pending" }],
    },
  },
  atomIssues: { args: () => ({ digest: "hourly" }), gives: [{ digest: "hourly" }] },
  digests: {
    args: none,
    gives: { digests: [{ id: "hourly", schedule: "every 1h", waiting: 1, again: 0, last: { issue: 1 } }] },
  },
  digest: {
    args: () => ({ digest: "hourly" }),
    gives: { headlines: [{ title: "alpha two", watchlist: "alpha", heldUntil: null }] },
  },
  previewDigest: { args: () => ({ digest: "hourly", withModel: false }), gives: { kind: "issue", stories: 1 } },
  previewMail: { args: () => ({ digest: "hourly" }), gives: { kind: "issue" } },
  renderIssue: { args: () => ({ issue: 1 }), gives: { isSame: true } },
  sendNow: {
    args: () => ({ digest: "hourly" }),
    changes: true,
    gives: { issue: 2, deliveries: to.map((recipient) => ({ recipient, state: "sent" })) },
  },
  testChannels: { args: () => ({ named: "hourly" }), gives: to.map((recipient) => ({ digest: "hourly", recipient, ok: true })) },
  ledger: {
    args: () => ({ digest: "hourly", recipient: null, state: null, limit: 10 }),
    gives: { rows: [{ state: "pending" }, { state: "sent", created_at: NOW.toISOString() }] },
  },
  changeLedger: {
    args: () => ({ kind: "resume", recipient: "gone@example.org", digest: null }),
    changes: true,
    gives: { kind: "resumed", count: 1 },
  },
  ...feedbackCalls(() => desk),
  quarantine: { args: () => ({ limit: 10 }), gives: { count: 0, articles: [] } },
  changeQuarantine: { args: () => ({ kind: "retry", article: null }), changes: true, gives: { kind: "retried", articles: [] } },
  ...markCalls(() => stages),
  pageKey: { args: none, gives: expect.stringMatching(/^.{20,}$/) },
  subscription: { args: async () => ({ token: await linkToken() }), gives: { subscribed: true } },
  changeSubscription: {
    args: async () => ({ token: await linkToken(), subscribe: false }),
    changes: true,
    gives: { digest: "hourly", recipient: "night@example.org", subscribed: false },
  },
};

function fail(): never {
  throw new Error("nobody listens");
}

describe("a method", () => {
  beforeAll(fill);

  test("is called by this test, whichever it is", () => {
    expect(Object.keys(CALLS).sort()).toEqual(Object.keys(METHODS).sort());
  });

  test.each(Object.keys(METHODS) as (keyof Desk)[])("%s answers the same in the process and over the socket", async (name) => {
    const { args, changes, gives, varies } = CALLS[name];
    closing(await openDeskSocket({ desk, dataDir: folder, log: stages.deps.log }));
    const running = closing((await findRunningDesk(folder)) ?? fail());
    const call = (of: Desk, given: unknown) => (of[name] as (given: unknown) => Promise<unknown>)(given);
    if (changes) await fill();
    const given = await args();
    const direct = await call(desk, given);
    if (typeof direct === "string" || varies) expect(direct).toEqual(gives);
    else expect(direct).toMatchObject(gives as object);
    if (changes) await fill();
    // Strictly: a date or an undefined would not come through as JSON.
    const served = await call(running.desk, changes ? await args() : given);
    if (varies) expect(served).toEqual(gives);
    else expect(served).toStrictEqual(direct);
    if (changes) await fill();
  });
});
