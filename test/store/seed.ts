// Rows for tests to start from, as short as they can be said.
import { insertDeliveries } from "../../src/store/deliveries/deliveries.ts";
import type { NewDelivery } from "../../src/store/deliveries/deliveries.ts";
import type { FeedConfig } from "../../src/config/config.ts";
import type { Sql, Value } from "../../src/store/engine/database.ts";
import type { NewEntry } from "../../src/feeds/poll/decide-entries.ts";

export const NOW = new Date("2026-03-02T10:00:00Z");
const MINUTE_MS = 60_000;

export const minutesLater = (minutes: number): Date => new Date(NOW.getTime() + minutes * MINUTE_MS);
export const daysAgo = (days: number): Date => minutesLater(-days * 24 * 60);

export const feedConfig = (url: string, more: Partial<FeedConfig> = {}): FeedConfig => ({
  kind: "feed",
  url,
  setting: url,
  options: {},
  name: null,
  language: null,
  tags: [],
  backlog: { kind: "all" },
  robots: "obey",
  headers: {},
  everyMs: null,
  proxy: null,
  ...more,
});

export const newEntry = (key: string, more: Partial<NewEntry> = {}): NewEntry => ({
  key,
  linkKey: null,
  titleKey: null,
  of: null,
  articleUrl: `https://outlet.example/${key}`,
  url: `https://outlet.example/${key}`,
  title: `Title of ${key}`,
  author: null,
  outlet: null,
  publishedAt: NOW.toISOString(),
  text: `Text of ${key}.`,
  mark: `mark of ${key}`,
  skipped: null,
  ...more,
});

type Row = Record<string, Value>;

/** Inserts a row and returns its id. */
export async function insert(sql: Sql, table: string, row: Row): Promise<number> {
  const columns = Object.keys(row);
  const { id } = await sql.one<{ id: number }>(
    `insert into ${table} (${columns.join(", ")}) values (${columns.map((_, index) => `$${index + 1}`).join(", ")}) returning id`,
    Object.values(row),
  );
  return id;
}

export const addFeed = (sql: Sql, more: Row = {}): Promise<number> =>
  insert(sql, "feeds", { url: "https://outlet.example/feed", next_due_at: NOW, ...more });

let articles = 0;

export function addArticle(sql: Sql, more: Row = {}): Promise<number> {
  articles += 1;
  return insert(sql, "articles", {
    url: `https://outlet.example/${articles}`,
    stage: "fetch-articles",
    not_before: NOW,
    first_seen_at: NOW,
    ...more,
  });
}

/** A story of one article that is done. */
export async function addStory(sql: Sql, { seenAt = NOW, lastCopyAt = NOW } = {}): Promise<{ story: number; article: number }> {
  const article = await addArticle(sql, { stage: "done", first_seen_at: seenAt, relation: "original" });
  const story = await insert(sql, "stories", { article_id: article, created_at: seenAt, last_copy_at: lastCopyAt });
  await sql.run("update articles set story_id = $2 where id = $1", [article, story]);
  return { story, article };
}

export async function addCopy(sql: Sql, story: number, more: Row = {}): Promise<number> {
  return addArticle(sql, { stage: "done", story_id: story, relation: "copy", ...more });
}

export async function addDigest(sql: Sql, id: string, more: Row = {}): Promise<void> {
  await insert(sql, "digests", { id, schedule: "daily", ...more });
}

/** A mail that waits to be sent; returns its id. */
export async function addMail(sql: Sql, issue: number, more: Partial<NewDelivery> = {}): Promise<number> {
  const recipient = "desk@example.org";
  const mail = { channel: "mail", recipient, messageId: "<1@wirewatch.example>", message: Buffer.from("news"), ...more };
  const [added] = await insertDeliveries(sql, issue, [mail], NOW);
  return added?.id ?? 0;
}

export const addIssue = (sql: Sql, digest: string, at = NOW): Promise<number> =>
  insert(sql, "issues", { digest_id: digest, created_at: at, content: "{}", subject: "", html: "", plain: "" });
