// Recipients who get no more mail, the key that signs their links, and mails that a person releases.

export const sql = `
create table suppressions (
  recipient text not null,
  digest_id text not null,
  kind text not null,
  reply text,
  since timestamptz not null,
  primary key (recipient, digest_id)
);
create table secrets (
  name text primary key,
  value text not null
);
alter table deliveries add column released boolean not null default false;
create index deliveries_recipient on deliveries (recipient, ended_at);
`;
