// What an entry or a page said before its words changed, and what is done about a change: the page is read again, the news is told.

export const sql = `
alter table entries add column mark text;
alter table entries add column changed_at timestamptz;
alter table entries add column alias_of bigint references entries on delete cascade;
update entries a set text = '', alias_of = (
    select min(o.id) from entries o where o.article_id = a.article_id and o.feed_id = a.feed_id and o.skipped is distinct from 'renamed')
  where a.skipped = 'renamed' and a.article_id is not null;
create index entries_aliases on entries (alias_of) where alias_of is not null;

alter table articles add column changed boolean not null default false;
alter table articles add column words_at timestamptz;
alter table articles add column asks_page boolean not null default true;
alter table articles add column reread_from timestamptz;
alter table articles add column rereads integer not null default 0;

create table versions (
  id bigint generated always as identity primary key,
  article_id bigint not null references articles on delete cascade,
  entry_id bigint references entries on delete cascade,
  words text not null,
  title text,
  text text not null,
  author text,
  published_at timestamptz,
  since timestamptz not null,
  until timestamptz not null,
  matched boolean not null
);
create unique index versions_words on versions (article_id, coalesce(entry_id, 0), words);
create index versions_unmatched on versions (article_id) where not matched;
create index versions_entry on versions (entry_id) where entry_id is not null;
`;
