// How outlets retype an agency's quotation marks.

export const straightQuotes = (text: string): string => text.replace(/[“”]/g, '"').replace(/[‘’]/g, "'");

/** British: single outside; the apostrophe stays what it is. */
export const singleQuotes = (text: string): string => text.replaceAll("“", "‘").replaceAll("”", "’");
