// Story: an article and its copies, and how an article came to belong to one.

/** What grouping reads of an article. Dates are ISO 8601 in UTC. */
export interface GroupDocument {
  id: string;
  title: string;
  text: string;
  publishedAt: string | null;
  url: string | null;
  byline?: string | null;
  /** Its BCP 47 tag. */
  language?: string | null;
  site?: string | null;
  /** Credit lines that extraction kept ("Source: anews", "(AFP)"), and addresses that the page calls the original's. */
  credits?: string[];
  /** The outlet that a feed of others' articles names for it. */
  listedAs?: string | null;
}

/**
 * The sparse sketch of a text. All arrays are sorted sets of 32-bit hashes, except `lead`, which keeps the order of the text.
 * Stored as bytes, so the layout is part of the database: see `encodeSketch`.
 */
export interface Sketch {
  /** Folded shingles of 4 words (or clusters), thinned by hash. */
  shingles: Uint32Array;
  /** The few by which candidates are looked up: the smallest of `shingles`, some that end with numbers, some of the first ones, two of the headline. */
  keys: Uint32Array;
  /** The text's first shingles, all of them, in order; without the headline. */
  lead: Uint32Array;
  /** Hashes of the numbers in the text. */
  numbers: Uint32Array;
  /** Hashes of the names in the text, if its script has capitals. */
  names: Uint32Array;
  /** Hashes of the headline's telling words: see `titleWords`. */
  title: Uint32Array;
  /** Words (or clusters) counted. */
  words: number;
  /** How many of `lead` are of the first sentence; 0 if that is not known. */
  first: number;
  /** The hash of its site; 0 if it has none. */
  site: number;
}

/** One article of a stored story, to compare with. */
export interface Candidate {
  story: string;
  article: string;
  sketch: Sketch;
  publishedAt: string | null;
}

/** A translation tells a story in another language, and begins a story of its own in this one. */
export type Relation = "original" | "copy" | "follow-up" | "translation";

/** Where an article belongs. `story` is null for a new one; `of` names the article or story it copies or follows. */
export interface StoryDecision {
  relation: Relation;
  story: string | null;
  of: string | null;
  /** The story that the article's own story follows up, and one that follows it: it was published later, and only read first. */
  follows: string | null;
  followedBy: string | null;
  /** 0 to 1: how much of the shorter text is in the other. */
  score: number;
  /** The figures and rules behind the decision, as messages for people. */
  reasons: string[];
  /** Shingles of a block that its site puts under different headlines, and the stories that have it; if the article showed that there is one. */
  block?: { shingles: number[]; stories: string[] };
}
