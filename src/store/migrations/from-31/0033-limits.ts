// The limits of sources: how much each brought on a day, and how many pages of other sites were asked for it within an hour.

export const sql = `
create table source_days (
  feed_id bigint not null references feeds on delete cascade,
  day date not null,
  entries integer not null default 0,
  bytes bigint not null default 0,
  -- Over the quota: matched by their source's words alone; and not even that.
  by_words integer not null default 0,
  left_out integer not null default 0,
  primary key (feed_id, day)
);
create table site_visits (
  feed_id bigint not null references feeds on delete cascade,
  site text not null,
  hour timestamptz not null,
  pages integer not null,
  primary key (feed_id, site, hour)
);
alter table articles add column over_quota boolean not null default false;
`;
