// Since when a person has paused a source, and when its last pause ended.

export const sql = `
alter table feeds add column paused_at timestamptz;
alter table feeds add column resumed_at timestamptz;
`;
