// Indexes for what pages and issues look up.

export const sql = `
create index stories_follows on stories (follows_story_id) where follows_story_id is not null;
create index issues_of_digest on issues (digest_id, created_at);
`;
