// The rules in each host's robots.txt, so that a restart need not ask again.

export const sql = `
create table robots (
  origin text primary key,
  agent text not null,
  rules jsonb not null,
  checked_at timestamptz not null
);
`;
