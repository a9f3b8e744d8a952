// What Wirewatch finds wrong with itself and whom it told; its canary; how full the disk was; and what a chore has to remember.

export const sql = `
create table incidents (
  id bigint generated always as identity primary key,
  kind text not null,
  text text not null,
  began_at timestamptz not null,
  seen_at timestamptz not null,
  ended_at timestamptz
);
create unique index incidents_open on incidents (kind) where ended_at is null;
create table incident_reports (
  incident_id bigint not null references incidents on delete cascade,
  phase text not null,
  recipient text not null,
  state text not null default 'waiting',
  attempts integer not null default 0,
  not_before timestamptz not null,
  reply text,
  primary key (incident_id, phase, recipient)
);
create index incident_reports_due on incident_reports (not_before) where state in ('waiting', 'claimed');
create table canary (
  only_row boolean primary key default true check (only_row),
  run integer not null,
  stage text not null,
  begun_at timestamptz not null,
  waiting_since timestamptz,
  passed_at timestamptz,
  fault text
);
create table samples (
  at timestamptz primary key,
  disk_free double precision not null,
  store_bytes double precision not null
);
alter table chores add column note text;
`;
