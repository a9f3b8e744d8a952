// What readers said of alerts: a row for each issue, story and sender. `issue_id` is 0 and `sender` empty for what was said on a page, `story_id` is 0 for what was missed, at `address`.
// Without foreign keys, since retention deletes issues and stories earlier. `made` is what was proposed, and `made_for` of which state.

export const sql = `
create table feedback (
  id bigint generated always as identity primary key,
  issue_id bigint not null,
  story_id bigint not null,
  sender text not null,
  address text not null default '',
  reason text not null,
  words text not null,
  watchlist_id text not null,
  article_id bigint,
  title text,
  said_at timestamptz not null,
  settled text,
  made jsonb,
  made_for text,
  unique (issue_id, story_id, sender, address)
);
`;
