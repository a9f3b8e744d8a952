// Moves an article to its own address, if it was listed at that of its AMP or mobile page; another feed may have brought it there.
import { findArticlesAt } from "./entries.ts";
import { listAgain } from "./listings.ts";
import type { SentBack } from "./edits.ts";
import { placeEntries } from "../feeds/poll/place-entries.ts";
import type { NewEntry } from "../feeds/poll/decide-entries.ts";
import type { Sql } from "./engine/database.ts";

/** `joined`: its entries belong to an article that stood there, which is to be worked on again if it is listed. `stays`: nothing was changed. */
export type Move = { kind: "moved" } | { kind: "joined"; again: SentBack[] } | { kind: "stays" };

/** In a transaction of the caller. Changes nothing if the article is in a story, or was read by another worker. */
export async function moveArticle(sql: Sql, { id, url, now }: { id: number; url: string; now: Date }): Promise<Move> {
  // No poll may list an article meanwhile that is then deleted, so no weaker lock does.
  const open = await sql.maybeOne<{ first_seen_at: Date }>(
    `select first_seen_at from articles a where id = $1 and stage = 'fetch-articles' and story_id is null
       and not exists (select 1 from matches m where m.article_id = a.id) for update`,
    [id],
  );
  const entries = await sql.many<Pick<NewEntry, "key" | "title" | "titleKey" | "linkKey"> & { id: number; feed: number }>(
    `select id, feed_id as feed, key, title, title_key as "titleKey", link_key as "linkKey" from entries where article_id = $1 order by id`,
    [id],
  );
  const [first] = entries;
  if (open === null || first === undefined) return { kind: "stays" };
  const stored = (await findArticlesAt(sql, first.feed, [url])).filter((article) => article.id !== id);
  // Its link led here, so another link of the feed under the same headline is no other entry, as another anchor of a page would be.
  const [place] = placeEntries(first.feed, [{ ...first, linkKey: null, articleUrl: url }], stored);
  const headlineKey = place?.headlineKey ?? "";
  const there = place?.article ?? (await findByKey(sql, { id, url, headlineKey }));
  if (there === null) {
    await sql.run("update articles set url = $2, headline_key = $3 where id = $1", [id, url, headlineKey]);
    return { kind: "moved" };
  }
  await sql.run("update entries set article_id = $2 where article_id = $1", [id, there]);
  await sql.run("update articles set heard_to = 0, indexed = false, first_seen_at = least(first_seen_at, $2) where id = $1", [
    there,
    open.first_seen_at,
  ]);
  await sql.run("delete from articles where id = $1", [id]);
  const again = await listAgain(sql, { entries: entries.map((entry) => entry.id), ignoresRobots: false, now });
  return { kind: "joined", again };
}

/** As where entries are stored, one headline at one address is one article, also if the feed lists that under another headline too. */
const findByKey = async (
  sql: Sql,
  { id, url, headlineKey }: { id: number; url: string; headlineKey: string },
): Promise<number | null> =>
  (
    await sql.maybeOne<{ id: number }>("select id from articles where url = $1 and headline_key = $2 and id <> $3", [
      url,
      headlineKey,
      id,
    ])
  )?.id ?? null;
