// How often the page of an article was read in a process that had begun it before: what may have ended the one before.

export const sql = `
alter table articles add column readings integer not null default 0;
`;
