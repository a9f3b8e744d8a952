// What this process remembers for grouping, kept level with the store's log of decisions, so every process answers the same.
import { setImmediate } from "node:timers/promises";
import { STORY_WINDOW_MS } from "../../stories/decide-story.ts";
import { openGroupingMemory } from "../../stories/grouping-memory.ts";
import { openTranslationMemory } from "../../stories/translations/translation-memory.ts";
import { addLogDay, readStoryLog } from "../../store/story-log.ts";
import type { GroupingMemory } from "../../stories/grouping-memory.ts";
import type { TranslationMemory } from "../../stories/translations/translation-memory.ts";
import type { Database, Sql } from "../../store/engine/database.ts";
import type { LoggedArticle } from "../../store/story-log.ts";

export interface StoriesRemembered {
  memory: GroupingMemory;
  translations: TranslationMemory;
  /** Learns what this and other processes have written since. Complete if it is called while the grouping lock is held. */
  catchUp(sql: Sql, now: Date): Promise<void>;
  /** Learns what this process has just written. Call once that is committed. */
  learn(rows: readonly LoggedArticle[]): void;
  /**
   * Call before the lock is taken. Reads what may be days of log, and makes sure that the log takes this day's rows: what a rolled-back
   * decision made would be gone.
   */
  prepare(database: Database, now: Date): Promise<void>;
}

const ROWS_AT_ONCE = 5_000;
const ROWS_A_TURN = 200;
const FORGET_EVERY_MS = 60_000;
/** Within this time other processes have written little, which is read fast enough while the lock is held. */
const LEVEL_MS = 10_000;

export function rememberStories(): StoriesRemembered {
  const memory = openGroupingMemory();
  const translations = openTranslationMemory();
  let learntSeq = 0;
  let forgotMs = 0;
  let levelMs = Number.NEGATIVE_INFINITY;
  let lastDay = "";

  function learn(row: LoggedArticle): void {
    // Rows are written under the grouping lock, so a row with a smaller number has been read already.
    if (row.seq <= learntSeq) return;
    learntSeq = row.seq;
    const root = row.root_story_id ?? row.story_id;
    // A row without a language is a link alone that was weighed again.
    if (row.keys.length === 0 && row.marks.length === 0 && row.tongue === "") return translations.relink(row.article_id, root);
    if (row.keys.length > 0) addToMemory(row);
    // A text that was edited until nothing is left of it tells what no other text tells.
    if (row.marks.length === 0 && translations.find(row.article_id) === undefined) return;
    translations.add({
      story: row.story_id,
      article: row.article_id,
      root,
      tongue: row.tongue,
      marks: fromBytes(row.marks),
      at: row.at.getTime(),
    });
  }

  const addToMemory = (row: LoggedArticle): unknown =>
    memory.add({
      story: row.story_id,
      article: row.article_id,
      words: row.words,
      site: row.site,
      keys: fromBytes(row.keys),
      lines: fromBytes(row.lines),
      at: row.at.getTime(),
    });

  /** Each row takes a third of a millisecond. All rows before one that somebody else learns meanwhile are known by then. */
  async function learnInParts(rows: readonly LoggedArticle[]): Promise<void> {
    for (const [index, row] of rows.entries()) {
      if (index > 0 && index % ROWS_A_TURN === 0) await setImmediate();
      learn(row);
    }
  }

  const catchUp: StoriesRemembered["catchUp"] = async (sql, now) => {
    const since = new Date(now.getTime() - STORY_WINDOW_MS);
    for (;;) {
      const rows = await readStoryLog(sql, { seq: learntSeq, since, limit: ROWS_AT_ONCE });
      await learnInParts(rows);
      if (rows.length < ROWS_AT_ONCE) break;
    }
    levelMs = now.getTime();
    if (now.getTime() - forgotMs < FORGET_EVERY_MS) return;
    forgotMs = now.getTime();
    memory.forget(forgotMs);
  };

  return {
    memory,
    translations,
    learn: (rows) => rows.forEach(learn),
    catchUp,
    async prepare(database, now) {
      if (Math.abs(now.getTime() - levelMs) > LEVEL_MS) await catchUp(database, now);
      const day = now.toISOString().slice(0, 10);
      if (day === lastDay) return;
      await addLogDay(database, now);
      lastDay = day;
    },
  };
}

/** Hashes as the log keeps them: 4 bytes each, little-endian. */
export function toBytes(hashes: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(4 * hashes.length);
  const view = new DataView(bytes.buffer);
  hashes.forEach((hash, i) => view.setUint32(4 * i, hash, true));
  return bytes;
}

export function fromBytes(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hashes = new Uint32Array(bytes.length >> 2);
  for (let i = 0; i < hashes.length; i++) hashes[i] = view.getUint32(4 * i, true);
  return hashes;
}
