// What is said on pages is kept once for each story and watchlist, not once for each story.

export const sql = `
alter table feedback drop constraint feedback_issue_id_story_id_sender_address_key;
create unique index feedback_once on feedback
  (issue_id, story_id, sender, address, (case when issue_id = 0 then watchlist_id else '' end));
`;
