// When a delivery ended, and since when the server puts off this mail: a server that is away gives up none.

export const sql = `
alter table deliveries add column ended_at timestamptz;
alter table deliveries add column refused_since timestamptz;
update deliveries set ended_at = coalesce(sent_at, not_before) where state in ('sent', 'failed');
`;
