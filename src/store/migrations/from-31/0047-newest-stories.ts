// The list of stories, the newest first.

export const sql = `
create index stories_newest on stories (created_at, id);
`;
