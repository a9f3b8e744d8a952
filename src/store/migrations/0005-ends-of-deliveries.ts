// When a delivery ended, and since when the server defers this mail: a server that is down causes no mail to be given up.

export const sql = `
alter table deliveries add column ended_at timestamptz;
alter table deliveries add column refused_since timestamptz;
update deliveries set ended_at = coalesce(sent_at, not_before) where state in ('sent', 'failed');
`;
