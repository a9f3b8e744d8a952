// What tells that two pages of one host have the same text, so that one that stands in place of several articles is known.

export const sql = `
alter table articles add column page_key bytea;
create index articles_page_key on articles (page_key) where page_key is not null;
`;
