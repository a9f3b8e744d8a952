// Sketches contain names now, and older ones cannot be compared with them: stories of the last three days take no more copies.

export const sql = `
delete from story_keys;
`;
