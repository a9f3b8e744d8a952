// What people marked on stories: a star, a note, and that they read it.

export const sql = `
create table story_marks (
  story_id bigint primary key references stories on delete cascade,
  starred_at timestamptz,
  read_at timestamptz,
  note text,
  noted_at timestamptz
);
create index story_marks_starred on story_marks (starred_at) where starred_at is not null;
`;
