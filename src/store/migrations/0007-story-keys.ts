// A key of a story needs no date: it goes with its story.

export const sql = `
alter table story_keys drop column seen_at;
`;
