// Each grouping process fills its memory from a log with a partition a day; drops the table of keys, with its million rows a day.

export const sql = `
drop table story_keys;
create sequence story_log_seq;
create table story_log (
  seq bigint not null default nextval('story_log_seq'),
  day date not null,
  at timestamptz not null,
  story_id bigint not null,
  article_id bigint not null,
  words integer not null,
  site bigint not null,
  keys bytea not null,
  lines bytea not null
) partition by list (day);
`;
