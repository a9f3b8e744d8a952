// Since when each watchlist is followed, so that one which has matched nothing for a month can be told from a new one.

export const sql = `
create table watchlists (
  id text primary key,
  followed_since timestamptz not null
);
create index matches_when on matches (watchlist_id, matched_at);
`;
