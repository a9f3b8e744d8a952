// Issues that are too long for one message of a channel: several deliveries to one recipient, in an order.

export const sql = `
alter table deliveries add column part integer not null default 1;
alter table deliveries drop constraint deliveries_issue_id_recipient_key;
alter table deliveries add constraint deliveries_issue_id_recipient_part_key unique (issue_id, recipient, part);
`;
