// How often an article's page was read in a process after another had begun it: what may have ended the other.

export const sql = `
alter table articles add column readings integer not null default 0;
`;
