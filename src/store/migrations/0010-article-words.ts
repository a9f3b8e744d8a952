// The archive's index: the words of each article, as the matcher compares them.

export const sql = `
create table article_words (
  article_id bigint primary key references articles on delete cascade,
  words tsvector
);
create index article_words_found on article_words using gin (words) with (gin_pending_list_limit = 512);
create index article_words_too_many on article_words (article_id) where words is null;
alter table articles add column indexed boolean not null default false;
create index articles_not_indexed on articles (id) where text is not null and not indexed;
`;
