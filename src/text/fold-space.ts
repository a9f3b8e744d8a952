// White space folded to single spaces, which most of it is already.

const IRREGULAR = /\s{2,}|[^\S ]/g;

/** The text with each stretch of white space as one space; the ends stay. */
export const foldSpace = (text: string): string => text.replace(IRREGULAR, " ");
