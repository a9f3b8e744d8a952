// Messages of one story each that are edited when the story goes on: the service's own id, the words, and which message an edit replaces.

export const sql = `
alter table deliveries add column sent_as text;
alter table deliveries add column edits text;
alter table deliveries add column story_id bigint;
alter table deliveries add column live jsonb;
create index deliveries_live on deliveries (story_id) where live is not null;
`;
