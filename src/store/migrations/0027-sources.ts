// Sources of other kinds than feeds: which kind each one is, and what its last poll returned for the next one.
export const sql = `
alter table feeds add column kind text not null default 'feed';
alter table feeds add column cursor jsonb;
`;
