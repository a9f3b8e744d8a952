// An index of entries by the address in their feed, for `explain` and the articles' pages.

// A hash index: addresses may be longer than a row of a B-tree.
export const sql = `
create index entries_url on entries using hash (url);
`;
