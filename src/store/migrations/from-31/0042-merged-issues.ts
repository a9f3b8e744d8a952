// Which issues contained either of two merged stories before: null in decisions of earlier versions, and empty for none.

export const sql = `
alter table story_decisions add column issues bigint[];
alter table story_decisions add column into_issues bigint[];
`;
