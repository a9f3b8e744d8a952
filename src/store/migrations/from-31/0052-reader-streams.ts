// The numbers by which programs that read by the Reader API know each watchlist and each digest.

export const sql = `
create table reader_streams (
  id integer generated always as identity primary key,
  kind text not null,
  name text not null,
  unique (kind, name)
);
`;
