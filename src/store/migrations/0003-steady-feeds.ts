// A feed's identities and address through changes, its rhythm, and the times at which entries may have been missed.

export const sql = `
alter table entries add column link_key text, add column title_key text;
create index entries_link on entries (feed_id, link_key) where link_key is not null;
create index entries_title on entries (feed_id, title_key) where title_key is not null;

alter table feeds
  add column asked_url text,
  add column moved_since timestamptz,
  add column twin_of bigint,
  add column document_at timestamptz,
  add column hides_news boolean not null default false,
  add column ttl_minutes real,
  add column longest_silence_ms double precision,
  add column hurry integer not null default 0,
  add column withheld integer not null default 0,
  add column withheld_at timestamptz;

create table gaps (
  feed_id bigint not null references feeds on delete cascade,
  since timestamptz not null,
  until timestamptz not null,
  primary key (feed_id, since)
);
create index gaps_until on gaps (until);
`;
