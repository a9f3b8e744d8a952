// Which process waits at a source that says itself when something is new, and until when it may.

export const sql = `
alter table feeds add column watched_by text;
alter table feeds add column watched_until timestamptz;
`;
