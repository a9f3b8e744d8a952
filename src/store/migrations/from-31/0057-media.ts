// The audio or video file of an entry that has a page too.

export const sql = `alter table entries add column media text;`;
