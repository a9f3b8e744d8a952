// The place of an article among those that its source brought with it, by which sources take turns on the queues.

export const sql = `
alter table articles add column turn integer not null default 0;
`;
