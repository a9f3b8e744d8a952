// Finds what goes with an article or an issue that is deleted: without an index each deleted article went through all stories.

export const sql = `
create index stories_article on stories (article_id);
create index digest_stories_issue on digest_stories (issue_id) where issue_id is not null;
`;
