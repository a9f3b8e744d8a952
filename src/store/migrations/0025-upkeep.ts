// When a chore that is not due each time a process starts was done last.

export const sql = `
create table chores (
  name text primary key,
  done_at timestamptz not null
);
`;
