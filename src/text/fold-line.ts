// The form in which two spellings of a line are compared.

export const foldLine = (line: string): string => line.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
