// Up to which entry the watchlists have read what feeds say of an article, so that a thousand feeds that list it one by one are each read once.

export const sql = `
alter table articles add column heard_to bigint not null default 0;
drop index entries_article;
create index entries_article on entries (article_id, id);
create index entries_article_feed on entries (article_id, feed_id);
`;
