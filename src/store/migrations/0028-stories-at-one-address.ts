// Several articles at one address: each headline that differs from the others there begins an article of its own.

export const sql = `
alter table articles add column headline_key text not null default '';
alter table articles drop constraint articles_url_key;
alter table articles add constraint articles_url_headline_key unique (url, headline_key);
`;
