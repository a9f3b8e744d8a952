// How often a further feed listed an article: a worker that matches it meanwhile sees that it has not read them all.

export const sql = `
alter table articles add column listings integer not null default 0;
`;
