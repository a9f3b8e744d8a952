// Until when a story that is sent again is held back.

export const sql = `
alter table digest_stories add column held_until timestamptz;
`;
