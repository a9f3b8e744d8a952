// Stories that were told and come back: when they were told, and which articles say something new since.

export const sql = `
alter table digest_stories add column told_at timestamptz;
alter table digest_stories add column news bigint[] not null default '{}';
create index digest_stories_story on digest_stories (story_id);
`;
