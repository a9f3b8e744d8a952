// Brings the database to the newest version, one numbered migration after the other, under one lock.
import { sql as initial } from "../migrations/0001-initial.ts";
import { sql as subscriptions } from "../migrations/0002-subscriptions.ts";
import { sql as steadyFeeds } from "../migrations/0003-steady-feeds.ts";
import { sql as robots } from "../migrations/0004-robots.ts";
import { sql as endsOfDeliveries } from "../migrations/0005-ends-of-deliveries.ts";
import { sql as setAside } from "../migrations/0006-set-aside.ts";
import { sql as storyKeys } from "../migrations/0007-story-keys.ts";
import { sql as sketchesWithNames } from "../migrations/0008-sketches-with-names.ts";
import { sql as storyLog } from "../migrations/0009-story-log.ts";
import { sql as articleWords } from "../migrations/0010-article-words.ts";
import { sql as storyDecisions } from "../migrations/0011-story-decisions.ts";
import { sql as watchlists } from "../migrations/0012-watchlists.ts";
import { sql as suppressions } from "../migrations/0013-suppressions.ts";
import { sql as waysOut } from "../migrations/0014-ways-out.ts";
import { sql as clockSteps } from "../migrations/0015-clock-steps.ts";
import { sql as toldStories } from "../migrations/0016-told-stories.ts";
import { sql as surges } from "../migrations/0017-surges.ts";
import { sql as tellings } from "../migrations/0018-tellings.ts";
import { sql as faultsOfDeliveries } from "../migrations/0019-faults-of-deliveries.ts";
import { sql as readings } from "../migrations/0020-readings.ts";
import { sql as foundAtOnce } from "../migrations/0021-found-at-once.ts";
import { sql as entriesByAddress } from "../migrations/0022-entries-by-address.ts";
import { sql as deletedByIndex } from "../migrations/0023-deleted-by-index.ts";
import { sql as renewSecrets } from "../migrations/0024-renew-secrets.ts";
import { sql as upkeep } from "../migrations/0025-upkeep.ts";
import { sql as listings } from "../migrations/0026-listings.ts";
import { sql as sources } from "../migrations/0027-sources.ts";
import { sql as storiesAtOneAddress } from "../migrations/0028-stories-at-one-address.ts";
import { sql as turns } from "../migrations/0029-turns.ts";
import { sql as outlets } from "../migrations/0030-outlets.ts";
import { sql as versions } from "../migrations/from-31/0031-versions.ts";
import { sql as wordsAnew } from "../migrations/from-31/0032-words-anew.ts";
import { sql as limits } from "../migrations/from-31/0033-limits.ts";
import { sql as pageKeys } from "../migrations/from-31/0034-page-keys.ts";
import { sql as heldStories } from "../migrations/from-31/0035-held-stories.ts";
import { sql as parts } from "../migrations/from-31/0036-parts.ts";
import { sql as calmDigests } from "../migrations/from-31/0037-calm-digests.ts";
import { sql as heardEntries } from "../migrations/from-31/0038-heard-entries.ts";
import { sql as translations } from "../migrations/from-31/0039-translations.ts";
import { sql as liveMessages } from "../migrations/from-31/0040-live-messages.ts";
import { sql as leftOut } from "../migrations/from-31/0041-left-out.ts";
import { sql as mergedIssues } from "../migrations/from-31/0042-merged-issues.ts";
import { sql as entriesOfFeed } from "../migrations/from-31/0043-entries-of-feed.ts";
import { sql as firstRounds } from "../migrations/from-31/0044-first-rounds.ts";
import { sql as outletHabits } from "../migrations/from-31/0045-outlet-habits.ts";
import { sql as incidents } from "../migrations/from-31/0046-incidents.ts";
import { sql as newestStories } from "../migrations/from-31/0047-newest-stories.ts";
import { sql as feedFaults } from "../migrations/from-31/0048-feed-faults.ts";
import { sql as pausedFeeds } from "../migrations/from-31/0049-paused-feeds.ts";
import { sql as feedback } from "../migrations/from-31/0050-feedback.ts";
import { sql as storyMarks } from "../migrations/from-31/0051-story-marks.ts";
import { sql as readerStreams } from "../migrations/from-31/0052-reader-streams.ts";
import { sql as oneIndexOfIssues } from "../migrations/from-31/0053-one-index-of-issues.ts";
import { sql as feedbackByWatchlist } from "../migrations/from-31/0054-feedback-by-watchlist.ts";
import { sql as weighings } from "../migrations/from-31/0055-weighings.ts";
import { sql as watchedSources } from "../migrations/from-31/0056-watched-sources.ts";
import { sql as media } from "../migrations/from-31/0057-media.ts";
import { sql as draftMessages } from "../migrations/from-31/0058-draft-messages.ts";
import type { Database, Sql } from "./database.ts";

/** Never edit a released migration: add another. */
const MIGRATIONS = [
  { id: 1, name: "initial", sql: initial },
  { id: 2, name: "subscriptions", sql: subscriptions },
  { id: 3, name: "steady-feeds", sql: steadyFeeds },
  { id: 4, name: "robots", sql: robots },
  { id: 5, name: "ends-of-deliveries", sql: endsOfDeliveries },
  { id: 6, name: "set-aside", sql: setAside },
  { id: 7, name: "story-keys", sql: storyKeys },
  { id: 8, name: "sketches-with-names", sql: sketchesWithNames },
  { id: 9, name: "story-log", sql: storyLog },
  { id: 10, name: "article-words", sql: articleWords },
  { id: 11, name: "story-decisions", sql: storyDecisions },
  { id: 12, name: "watchlists", sql: watchlists },
  { id: 13, name: "suppressions", sql: suppressions },
  { id: 14, name: "ways-out", sql: waysOut },
  { id: 15, name: "clock-steps", sql: clockSteps },
  { id: 16, name: "told-stories", sql: toldStories },
  { id: 17, name: "surges", sql: surges },
  { id: 18, name: "tellings", sql: tellings },
  { id: 19, name: "faults-of-deliveries", sql: faultsOfDeliveries },
  { id: 20, name: "readings", sql: readings },
  { id: 21, name: "found-at-once", sql: foundAtOnce },
  { id: 22, name: "entries-by-address", sql: entriesByAddress },
  { id: 23, name: "deleted-by-index", sql: deletedByIndex },
  { id: 24, name: "renew-secrets", sql: renewSecrets },
  { id: 25, name: "upkeep", sql: upkeep },
  { id: 26, name: "listings", sql: listings },
  { id: 27, name: "sources", sql: sources },
  { id: 28, name: "stories at one address", sql: storiesAtOneAddress },
  { id: 29, name: "turns", sql: turns },
  { id: 30, name: "outlets", sql: outlets },
  { id: 31, name: "versions", sql: versions },
  { id: 32, name: "words-anew", sql: wordsAnew },
  { id: 33, name: "limits", sql: limits },
  { id: 34, name: "page keys", sql: pageKeys },
  { id: 35, name: "held stories", sql: heldStories },
  { id: 36, name: "parts", sql: parts },
  { id: 37, name: "calm digests", sql: calmDigests },
  { id: 38, name: "heard entries", sql: heardEntries },
  { id: 39, name: "translations", sql: translations },
  { id: 40, name: "live messages", sql: liveMessages },
  { id: 41, name: "left out", sql: leftOut },
  { id: 42, name: "merged issues", sql: mergedIssues },
  { id: 43, name: "entries-of-feed", sql: entriesOfFeed },
  { id: 44, name: "first rounds", sql: firstRounds },
  { id: 45, name: "outlet habits", sql: outletHabits },
  { id: 46, name: "incidents", sql: incidents },
  { id: 47, name: "newest-stories", sql: newestStories },
  { id: 48, name: "feed-faults", sql: feedFaults },
  { id: 49, name: "paused-feeds", sql: pausedFeeds },
  { id: 50, name: "feedback", sql: feedback },
  { id: 51, name: "story-marks", sql: storyMarks },
  { id: 52, name: "reader-streams", sql: readerStreams },
  { id: 53, name: "one-index-of-issues", sql: oneIndexOfIssues },
  { id: 54, name: "feedback-by-watchlist", sql: feedbackByWatchlist },
  { id: 55, name: "weighings", sql: weighings },
  { id: 56, name: "watched-sources", sql: watchedSources },
  { id: 57, name: "media", sql: media },
  { id: 58, name: "draft messages", sql: draftMessages },
] as const;

const LOCK = 0x77697265; // "wire": any number will do, as long as all versions use the same.

const KNOWN = MIGRATIONS.at(-1)?.id ?? 0;

/** `upTo`, for tests: as a program of that version would. */
interface MigrateOptions {
  upTo?: number;
}

/** Throws if the database is newer than this program. Many processes may call it at once. All is changed, or nothing. */
export async function migrate(database: Database, { upTo = KNOWN }: MigrateOptions = {}): Promise<void> {
  await database.transaction(
    async (sql) => {
      for (const migration of await begin(sql)) if (migration.id <= upTo) await apply(sql, migration);
    },
    { mayTakeLong: true },
  );
}

/** Does what `migrate` would do, and takes it back. Returns the steps with how long each took. Throws as `migrate` would. */
export async function tryMigrations(database: Database): Promise<{ id: number; name: string; ms: number }[]> {
  const steps: { id: number; name: string; ms: number }[] = [];
  const takenBack = new Error("taken back");
  const work = async (sql: Sql): Promise<never> => {
    for (const migration of await begin(sql)) {
      const beganMs = performance.now();
      await apply(sql, migration);
      steps.push({ id: migration.id, name: migration.name, ms: performance.now() - beganMs });
    }
    throw takenBack;
  };
  await database.transaction(work, { mayTakeLong: true }).catch((thrown: unknown) => {
    if (thrown !== takenBack) throw thrown;
  });
  return steps;
}

/** Takes the turn, and returns the migrations that are missing. */
async function begin(sql: Sql): Promise<(typeof MIGRATIONS)[number][]> {
  await sql.one("select pg_advisory_xact_lock($1) is null as locked", [LOCK]);
  await sql.run("create schema if not exists wirewatch");
  await sql.run(
    "create table if not exists wirewatch.migrations (id integer primary key, name text not null, ran_at timestamptz not null default now())",
  );
  const newest = await newestOf(sql);
  const told = tellVersions({ newest, known: KNOWN });
  if (!told.ok) throw new Error(told.text);
  return MIGRATIONS.filter(({ id }) => id > newest);
}

const newestOf = async (sql: Sql): Promise<number> =>
  (await sql.one<{ newest: number }>("select coalesce(max(id), 0)::int as newest from wirewatch.migrations")).newest;

/** The versions of the database and of this program; changes nothing. 0 is an empty database. */
export async function compareVersions(database: Database): Promise<Versions> {
  const { found } = await database.one<{ found: boolean }>("select to_regclass('wirewatch.migrations') is not null as found");
  return { newest: found ? await newestOf(database) : 0, known: KNOWN };
}

export interface Versions {
  newest: number;
  known: number;
}

/** What the versions mean, for people; not `ok` if this program must not touch the database. */
export function tellVersions({ newest, known }: Versions): { ok: boolean; text: string } {
  if (newest > known)
    return {
      ok: false,
      text: `the database is at version ${newest}, but this Wirewatch knows only up to ${known}: run a newer Wirewatch, such as the one that wrote it`,
    };
  if (newest === known) return { ok: true, text: `the database is at version ${known}, up to date` };
  if (newest === 0) return { ok: true, text: "the database is empty; the first start makes the tables" };
  return { ok: true, text: `the database is at version ${newest} of ${known}: the next start of Wirewatch brings it up to date` };
}

async function apply(sql: Sql, migration: (typeof MIGRATIONS)[number]): Promise<void> {
  // One statement at a time: both drivers use the extended protocol, which takes only one.
  for (const statement of migration.sql.split(/;\s*\n/).filter((text) => text.trim() !== "")) await sql.run(statement);
  await sql.run("insert into wirewatch.migrations (id, name) values ($1, $2)", [migration.id, migration.name]);
}
