// Subscriptions to hubs (WebSub): at most one a feed, the requests to its hub, and their results.

export const sql = `
create table subscriptions (
  id bigint generated always as identity primary key,
  feed_id bigint not null unique references feeds on delete cascade,
  hub text not null,
  topic text not null,
  token text not null unique,
  secret text not null,
  web_url text,
  wanted boolean not null default true,
  asked text,
  lease_until timestamptz,
  next_due_at timestamptz not null,
  failures integer not null default 0,
  fault text,
  pushed integer not null default 0,
  polled integer not null default 0,
  last_push_at timestamptz,
  unsigned integer not null default 0
);
create index subscriptions_due on subscriptions (next_due_at);
`;
