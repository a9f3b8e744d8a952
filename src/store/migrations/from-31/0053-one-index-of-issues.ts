// Migration 37 made the index of issues by digest that migration 21 had made before it: one is enough.

export const sql = `
drop index issues_of_digest;
`;
