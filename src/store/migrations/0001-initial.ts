// The first tables: feeds and entries, articles in the pipeline, matches, stories, issues and deliveries.

export const sql = `
create table feeds (
  id bigint generated always as identity primary key,
  url text not null unique,
  configured boolean not null default true,
  name text,
  language text,
  tags text[] not null default '{}',
  title text,
  site_url text,
  etag text,
  last_modified text,
  first_polled_at timestamptz,
  last_polled_at timestamptz,
  last_ok_at timestamptz,
  last_new_at timestamptz,
  last_entries integer not null default 0,
  incomplete boolean not null default false,
  failures integer not null default 0,
  failing_since timestamptz,
  fault text,
  muted boolean not null default false,
  moved_to text,
  next_due_at timestamptz not null,
  held_until timestamptz,
  intervals_ms jsonb not null default '[]',
  enqueued_at timestamptz
);
create index feeds_due on feeds (next_due_at) where configured and not muted;

create table articles (
  id bigint generated always as identity primary key,
  url text not null unique,
  stage text not null,
  not_before timestamptz not null,
  enqueued_at timestamptz,
  attempts integer not null default 0,
  starts integer not null default 0,
  fault text,
  first_seen_at timestamptz not null,
  title text,
  byline text,
  published_at timestamptz,
  language text,
  site text,
  text text,
  method text,
  reason text,
  detail text,
  credits jsonb not null default '[]',
  story_id bigint,
  relation text,
  of_story_id bigint,
  score real,
  reasons jsonb not null default '[]',
  sketch bytea
);
create index articles_waiting on articles (not_before) where stage not in ('done', 'failed');
create index articles_story on articles (story_id) where story_id is not null;
create index articles_seen on articles (first_seen_at);

create table entries (
  id bigint generated always as identity primary key,
  feed_id bigint not null references feeds on delete cascade,
  key text not null,
  article_id bigint references articles on delete set null,
  url text,
  title text,
  author text,
  published_at timestamptz,
  text text not null default '',
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  skipped text,
  unique (feed_id, key)
);
create index entries_article on entries (article_id);

create table matches (
  article_id bigint not null references articles on delete cascade,
  watchlist_id text not null,
  spans jsonb not null,
  matched_at timestamptz not null,
  primary key (article_id, watchlist_id)
);

create table stories (
  id bigint generated always as identity primary key,
  article_id bigint not null references articles on delete cascade,
  follows_story_id bigint,
  created_at timestamptz not null,
  last_copy_at timestamptz not null
);

create table story_keys (
  key integer not null,
  story_id bigint not null references stories on delete cascade,
  seen_at timestamptz not null,
  primary key (key, story_id)
);
create index story_keys_seen on story_keys (seen_at);

create table digests (
  id text primary key,
  configured boolean not null default true,
  schedule text not null,
  next_due_at timestamptz,
  last_checked_at timestamptz,
  enqueued_at timestamptz
);

create table issues (
  id bigint generated always as identity primary key,
  digest_id text not null references digests,
  created_at timestamptz not null,
  content jsonb not null,
  subject text not null,
  html text not null,
  plain text not null
);

create table digest_stories (
  digest_id text not null references digests,
  story_id bigint not null references stories on delete cascade,
  watchlist_id text not null,
  added_at timestamptz not null,
  issue_id bigint references issues on delete cascade,
  primary key (digest_id, story_id)
);
create index digest_stories_waiting on digest_stories (digest_id) where issue_id is null;

create table deliveries (
  id bigint generated always as identity primary key,
  issue_id bigint not null references issues on delete cascade,
  recipient text not null,
  message_id text not null unique,
  message bytea not null,
  state text not null,
  attempts integer not null default 0,
  not_before timestamptz not null,
  enqueued_at timestamptz,
  lease_until timestamptz,
  fence integer not null default 0,
  body_started_at timestamptz,
  uncertain integer not null default 0,
  reply text,
  created_at timestamptz not null,
  sent_at timestamptz,
  unique (issue_id, recipient)
);
create index deliveries_waiting on deliveries (not_before) where state in ('pending', 'retry', 'sending', 'uncertain');

create table hosts (
  host text primary key,
  busy_until timestamptz not null,
  next_at timestamptz not null
);

create table outcomes (
  day date not null,
  stage text not null,
  outcome text not null,
  count bigint not null,
  primary key (day, stage, outcome)
);
`;
