// Since when each watchlist is followed, to tell one without matches for a month from a new one.

export const sql = `
create table watchlists (
  id text primary key,
  followed_since timestamptz not null
);
create index matches_when on matches (watchlist_id, matched_at);
`;
