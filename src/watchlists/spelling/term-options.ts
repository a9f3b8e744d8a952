// The options of a term.

export interface TermOptions {
  /** If not given: a word of two to five capitals is an acronym and keeps its case, all others do not. */
  case?: boolean | undefined;
  /** Accents count; by default they do not. */
  accents?: boolean | undefined;
  stem?: boolean;
  /** The language of the stem; by default the one that the script suggests. */
  language?: string | undefined;
}
