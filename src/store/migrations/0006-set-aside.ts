// A quarantined article keeps the stage at which it failed, and the time.

export const sql = `
alter table articles add column set_aside_at timestamptz;
update articles set set_aside_at = first_seen_at,
  stage = case when exists (select 1 from matches m where m.article_id = articles.id) then 'group-stories' else 'match-watchlists' end
  where stage = 'failed';
drop index articles_waiting;
create index articles_waiting on articles (not_before) where stage <> 'done' and set_aside_at is null;
create index articles_set_aside on articles (set_aside_at) where set_aside_at is not null;
`;
