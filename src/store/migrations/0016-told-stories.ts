// Stories that are sent again: when they were sent, and which later articles say something new.

export const sql = `
alter table digest_stories add column told_at timestamptz;
alter table digest_stories add column news bigint[] not null default '{}';
create index digest_stories_story on digest_stories (story_id);
`;
