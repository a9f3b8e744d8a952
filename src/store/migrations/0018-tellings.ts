// Which issues contain a story: one that is sent again is in several.

export const sql = `
create table tellings (
  story_id bigint not null references stories on delete cascade,
  issue_id bigint not null references issues on delete cascade,
  primary key (story_id, issue_id)
);
create index tellings_issue on tellings (issue_id);
insert into tellings (story_id, issue_id) select story_id, issue_id from digest_stories where issue_id is not null;
`;
