// When the machine's clock was set back.

export const sql = `
create table clock_steps (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  was timestamptz not null
);
`;
