// The items of the Reader API: a story in a stream, from when an article of it first matched the watchlist, or an issue of the digest first contained it.
import type { Sql } from "../engine/database.ts";

/** Where an item stands in its list. */
export interface ItemPlace {
  stream: number;
  story: number;
  at: Date;
}

export interface ItemsWanted {
  streams: readonly number[];
  /** Null: either. */
  starred: boolean | null;
  read: boolean | null;
  /** Items from `since` on, and before `until`. */
  since: Date;
  until: Date;
  /** Goes on after this item; null from the beginning. */
  after: ItemPlace | null;
  oldestFirst: boolean;
  limit: number;
}

const isMarked = (column: string, wanted: boolean | null): string =>
  wanted === null
    ? ""
    : `and ${wanted ? "" : "not "}exists (select 1 from story_marks k where k.story_id = found.story and k.${column} is not null)`;

/** Of each stream `$7` at most. Each part reads along its index, and stops when it has enough. */
function itemsSql({ starred, read, oldestFirst }: ItemsWanted): string {
  const [order, follows] = [orderOf(oldestFirst), oldestFirst ? ">" : "<"];
  const part = (kind: string, from: string): string =>
    `select r.id as stream, found.story, found.at from reader_streams r cross join lateral (
       select * from (${from}) found
       where at >= $2 and at < $3 and ($4::timestamptz is null or (at, r.id, story) ${follows} ($4, $5::bigint, $6::bigint))
         ${isMarked("starred_at", starred)} ${isMarked("read_at", read)}
       order by at ${order}, story ${order} limit $7) found
     where r.kind = '${kind}' and r.id = any($1::bigint[])`;
  const matched = `select a.story_id as story, m.matched_at as at from matches m join articles a on a.id = m.article_id
    where m.watchlist_id = r.name and a.story_id is not null and not exists (
      select 1 from articles b join matches n on n.article_id = b.id and n.watchlist_id = m.watchlist_id
      where b.story_id = a.story_id and (n.matched_at, n.article_id) < (m.matched_at, m.article_id))`;
  const told = `select t.story_id as story, i.created_at as at from issues i join tellings t on t.issue_id = i.id
    where i.digest_id = r.name and not exists (
      select 1 from tellings u join issues j on j.id = u.issue_id where u.story_id = t.story_id and j.digest_id = i.digest_id and j.id < i.id)`;
  return `${part("watchlist", matched)} union all ${part("digest", told)}`;
}

const orderOf = (oldestFirst: boolean) => (oldestFirst ? "asc" : "desc");

const valuesOf = ({ streams, since, until, after, limit }: ItemsWanted) =>
  [streams, since, until, after?.at ?? null, after?.stream ?? 0, after?.story ?? 0, limit] as const;

export function findItems(sql: Sql, wanted: ItemsWanted): Promise<ItemPlace[]> {
  const order = orderOf(wanted.oldestFirst);
  return sql.many(
    `select stream, story, at from (${itemsSql(wanted)}) items order by at ${order}, stream ${order}, story ${order} limit $7`,
    valuesOf(wanted),
  );
}

/** How many items each stream has, `limit` of each at most, and when its newest came; streams without any are left out. */
export const countItems = (sql: Sql, wanted: ItemsWanted): Promise<{ stream: number; count: number; newest: Date }[]> =>
  sql.many(
    `select stream, count(*)::int as count, max(at) as newest from (${itemsSql(wanted)}) items group by stream`,
    valuesOf(wanted),
  );

export interface ItemState extends ItemPlace {
  read: boolean;
}

/** Those of these items that there are, in no order. */
export const readItemStates = (sql: Sql, items: readonly { stream: number; story: number }[]): Promise<ItemState[]> =>
  sql.many(
    `select p.stream, p.story, found.at, k.read_at is not null as read
     from unnest($1::bigint[], $2::bigint[]) as p(stream, story) join reader_streams r on r.id = p.stream
       cross join lateral (
         select min(at) as at from (
           select m.matched_at as at from articles a join matches m on m.article_id = a.id and m.watchlist_id = r.name
           where r.kind = 'watchlist' and a.story_id = p.story
           union all select i.created_at from tellings t join issues i on i.id = t.issue_id and i.digest_id = r.name
           where r.kind = 'digest' and t.story_id = p.story) times) found
       left join story_marks k on k.story_id = p.story
     where found.at is not null`,
    [items.map(({ stream }) => stream), items.map(({ story }) => story)],
  );
