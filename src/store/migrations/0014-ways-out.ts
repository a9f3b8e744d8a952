// How each delivery leaves: by mail, or to a webhook.

export const sql = `
alter table deliveries add column channel text not null default 'mail';
`;
