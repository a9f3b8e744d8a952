// When a source appeared, which stories its first reading brought, which issues contained such, and how much of what came in each digest has
// reported.

export const sql = `
alter table feeds add column appeared_at timestamptz not null default now();
update feeds set appeared_at = first_polled_at where first_polled_at is not null;
alter table digest_stories add column backlog_of timestamptz;
alter table issues add column backlog boolean not null default false;
create index issues_digest on issues (digest_id, created_at);

create index articles_copies on articles (id) where relation = 'copy';
create index articles_summaries on articles (id) where reason is not null and reason <> 'beginning';
create table removed_articles (
  only_row boolean primary key default true check (only_row),
  articles bigint not null default 0,
  copies bigint not null default 0,
  summaries bigint not null default 0
);
alter table digests add column reported_articles bigint not null default 0, add column reported_copies bigint not null default 0,
  add column reported_summaries bigint not null default 0;
update digests d set
  reported_articles = (select count(*) from articles where first_seen_at < d.last_checked_at),
  reported_copies = (select count(*) from articles where relation = 'copy' and first_seen_at < d.last_checked_at),
  reported_summaries = (select count(*) from articles where reason is not null and reason <> 'beginning' and first_seen_at < d.last_checked_at)
where last_checked_at is not null;
`;
