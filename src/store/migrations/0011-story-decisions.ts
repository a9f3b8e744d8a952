// People's decisions about stories: which were split, and which were merged.

export const sql = `
create table story_decisions (
  id bigint generated always as identity primary key,
  kind text not null,
  story_id bigint not null,
  into_story_id bigint not null,
  articles jsonb not null,
  decided_by text not null,
  decided_at timestamptz not null
);
create index story_decisions_story on story_decisions (story_id);
create index story_decisions_into on story_decisions (into_story_id);
`;
