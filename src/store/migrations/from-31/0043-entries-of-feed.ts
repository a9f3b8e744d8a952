// A feed's latest entries, for its page.

export const sql = `
create index entries_of_feed on entries (feed_id, id);
`;
