// By which the articles of all sources take turns: what one source brings at once lets the few of the others pass.

/** So many of a source's articles go first: most polls bring fewer. */
const AT_ONCE = 8;

/** The turn of the article that is so many behind the first of those that its source brought with it: lower ones go first. */
export const turnOf = (behind: number): number => (behind < AT_ONCE ? 0 : behind);
