// The messages of an issue that is being written, before its transaction. Without a log, since a process that dies writes them anew.

export const sql = `
create unlogged table draft_messages (
  issue_id bigint not null,
  place integer not null,
  message bytea not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (issue_id, place)
);
`;
