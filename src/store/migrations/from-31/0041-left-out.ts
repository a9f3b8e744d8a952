// Pages that a limit left out and that are read later; and which hours of a source were over its budget, as the budget may change.

export const sql = `
alter table site_visits add column over boolean not null default false;
update site_visits set over = true where pages > 100;
create index articles_left_out on articles (id) where reason in ('over-quota', 'over-budget');
`;
