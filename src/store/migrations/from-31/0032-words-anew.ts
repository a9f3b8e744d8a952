// The words of the archive are read in more spellings (ADR 0030): every article is indexed again, and until then searched as a whole.

export const sql = `
update articles set indexed = false where indexed;
`;
