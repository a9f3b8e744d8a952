// Stories of which some articles may have only a block of their site in common, with the shingles of that block, 4 bytes each.

export const sql = `
create table weighings (
  story_id bigint primary key references stories on delete cascade,
  block bytea not null,
  after_article bigint not null default 0,
  since timestamptz not null
);
`;
