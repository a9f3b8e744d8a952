// Folds white space to single spaces. Most text needs no change.

const IRREGULAR = /\s{2,}|[^\S ]/g;

/** The text with each run of white space as one space; leading and trailing ones stay. */
export const foldSpace = (text: string): string => text.replace(IRREGULAR, " ");
