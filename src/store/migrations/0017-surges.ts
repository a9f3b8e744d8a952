// How many stories a watchlist brings a digest in an hour is counted for each that goes out at once.

export const sql = `
create index digest_stories_added on digest_stories (digest_id, watchlist_id, added_at);
`;
