// When the clock of the machine went back.

export const sql = `
create table clock_steps (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  was timestamptz not null
);
`;
