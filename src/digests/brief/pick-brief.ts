// Picks the sentences of a brief: those that say most, one of each story, and none that repeats another.

/** A sentence that may stand in a brief. */
export interface Candidate {
  story: string;
  /** The story that this one tells in another language, else the same. */
  tells: string;
  text: string;
  /** How many figures and names it has. */
  figures: number;
  names: number;
  /** How many independent reports tell its story. */
  reports: number;
  /** The number of its paragraph, from 0: reports say first what matters most. */
  paragraph: number;
  /** A word of the watchlist stands in it. */
  matches: boolean;
  /** Hashes of its telling words. */
  words: ReadonlySet<number>;
}

/** Two sentences with so much of the shorter one's words in common say the same. */
const SAME_SHARE = 0.6;
const FIGURES_MAX = 3;
const NAMES_MAX = 4;
/** So many of each story are offered to a model. */
const OF_STORY_MAX = 2;

/** The best first; of equal ones, those of the stories that the issue shows first. */
export function rankCandidates(candidates: readonly Candidate[]): Candidate[] {
  return candidates
    .map((candidate, index) => ({ candidate, index, weight: weigh(candidate) }))
    .sort((a, b) => b.weight - a.weight || a.index - b.index)
    .map(({ candidate }) => candidate);
}

/** At most `most` of them, in their order. */
export function pickBrief(ordered: readonly Candidate[], most: number): Candidate[] {
  const picked: Candidate[] = [];
  for (const candidate of ordered) {
    if (picked.length >= most) break;
    if (picked.every((other) => other.tells !== candidate.tells && !saysTheSame(other, candidate))) picked.push(candidate);
  }
  return picked;
}

/** The best few of each story, at most `most` in all, so that a model can choose. */
export function offerSentences(ranked: readonly Candidate[], most: number): Candidate[] {
  const counts = new Map<string, number>();
  const offered = ranked.filter(({ story }) => {
    const count = (counts.get(story) ?? 0) + 1;
    counts.set(story, count);
    return count <= OF_STORY_MAX;
  });
  return offered.slice(0, most);
}

function saysTheSame(a: Candidate, b: Candidate): boolean {
  if (a.text === b.text) return true;
  const [few, many] = a.words.size < b.words.size ? [a.words, b.words] : [b.words, a.words];
  return few.size > 0 && [...few].filter((word) => many.has(word)).length >= few.size * SAME_SHARE;
}

function weigh({ figures, names, reports, paragraph, matches }: Candidate): number {
  const facts = Math.min(figures, FIGURES_MAX) * 0.6 + Math.min(names, NAMES_MAX) * 0.4;
  return facts + Math.log2(Math.max(1, reports)) + (matches ? 0.5 : 0) + 1.2 / (1 + paragraph);
}
