// The outlet that a feed names for an entry, as news searches do.

export const sql = `
alter table entries add column outlet text;
`;
