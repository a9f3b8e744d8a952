// The channel of each delivery: mail, or a webhook.

export const sql = `
alter table deliveries add column channel text not null default 'mail';
`;
