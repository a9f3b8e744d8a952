// What stays of a story in every language, by which its translations are found.

export const sql = `
alter table story_log add column tongue text not null default '';
alter table story_log add column marks bytea not null default '';
alter table story_log add column root_story_id bigint;
`;
