// When a source could not be read, and why: a row for polls in a row that failed alike.

export const sql = `
create table feed_faults (
  feed_id bigint not null references feeds on delete cascade,
  since timestamptz not null,
  until timestamptz not null,
  fault text not null,
  polls integer not null default 1,
  primary key (feed_id, since)
);
`;
