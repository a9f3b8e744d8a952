// Grouping finds stories by a memory that each process fills from a log, a partition a day; the table of keys, and its million rows a day, go.

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
