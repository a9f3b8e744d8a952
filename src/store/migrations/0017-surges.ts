// Counts how many stories a watchlist adds to an immediate digest in an hour.

export const sql = `
create index digest_stories_added on digest_stories (digest_id, watchlist_id, added_at);
`;
