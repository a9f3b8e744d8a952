// A story's key needs no date: it is deleted with its story.

export const sql = `
alter table story_keys drop column seen_at;
`;
