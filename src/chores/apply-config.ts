// Updates feeds, watchlists and digests in the database to match the configuration.
import { nextDue } from "../digests/schedule.ts";
import { syncDigests } from "../store/digests.ts";
import { syncFeeds } from "../store/feeds.ts";
import { syncStreams } from "../store/marks/reader-streams.ts";
import { syncWatchlists } from "../store/watchlists.ts";
import type { StageDeps } from "../pipeline/stage-deps.ts";

export async function applyConfig({ database, config, now }: Pick<StageDeps, "database" | "config" | "now">): Promise<void> {
  const { feeds, digests, watchlists } = config();
  const ids = watchlists.flatMap(({ content }) => (content.watchlists ?? []).map(({ id }) => id));
  await database.transaction(async (sql) => {
    await syncFeeds(sql, feeds, now());
    await syncWatchlists(sql, ids, now());
    await syncStreams(sql, { watchlists: ids, digests: digests.map(({ id }) => id) });
    await syncDigests(
      sql,
      digests.map(({ id, schedule, timezone }) => ({
        id,
        schedule: `${JSON.stringify(schedule)} ${timezone}`,
        nextDueAt: nextDue(schedule, timezone, now()),
      })),
      now(),
    );
  });
}
