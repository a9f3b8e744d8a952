// What went wrong with a mail, kept when a later attempt succeeds; and which mails are files because there is no server.

export const sql = `
alter table deliveries add column fault text;
alter table deliveries add column fault_at timestamptz;
alter table deliveries add column filed boolean not null default false;
update deliveries set fault = coalesce(reply, ''), fault_at = coalesce(ended_at, created_at) where state in ('failed', 'retry', 'uncertain');
create index deliveries_fault on deliveries (fault_at) where fault_at is not null;
`;
