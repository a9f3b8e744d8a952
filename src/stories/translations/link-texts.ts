// Decides which texts in different languages tell one story: a question to all of them at once, so that their order changes nothing.
import type { Agreement } from "./pair-texts.ts";

export interface Link<T> {
  a: T;
  b: T;
  agreement: Agreement;
  /** The bits of the next best text that tells something else. */
  next: number;
}

/** So many bits, and so many times those for any text that tells something else. */
export const SCORE_MIN = 20;
export const MARGIN = 1.3;
/** Texts that agree with a third one tell one story if they have so much in common of what the nearer one has with that. */
const ALIKE_MIN = 0.33;
/** Two texts in one language have words in common too, so this share must agree of what the text with fewer items says. */
const ALIKE_SHARE_MIN = 0.4;
/** So many different things must agree, and this share of what the text with fewer of them says: reports on one subject share less. */
const ITEMS_MIN = 3;
const SHARE_MIN = 0.22;

/** What is asked of two texts. */
export interface Pairing<T> {
  agree(a: T, b: T): Agreement;
  /** They are surely in different languages. */
  differ(a: T, b: T): boolean;
}

/** The links of each text of `core` with any of the texts, the surest first. */
export function linkTexts<T>(core: readonly T[], texts: readonly T[], { agree, differ }: Pairing<T>): Link<T>[] {
  /** The best of the texts that agree with `center` nearly as well as `other`, and tell something else than that. */
  function rivalScore(center: T, other: T, score: number): number {
    let best = 0;
    for (const rival of texts) {
      if (rival === center || rival === other || !differ(center, rival)) continue;
      const rivals = agree(center, rival).score;
      if (rivals * MARGIN <= score && rivals <= best) continue;
      const alike = agree(other, rival);
      if (alike.score >= ALIKE_MIN * Math.max(score, rivals) && (differ(other, rival) || alike.share >= ALIKE_SHARE_MIN))
        continue;
      best = Math.max(best, rivals);
    }
    return best;
  }

  const seen = new Set<T>();
  const links = core.flatMap((a) => {
    seen.add(a);
    return texts.flatMap((b): Link<T>[] => {
      if (seen.has(b) || !differ(a, b)) return [];
      const agreement = agree(a, b);
      const { score, items, names, share } = agreement;
      // Figures alone are a table of results.
      if (score < SCORE_MIN || items < ITEMS_MIN || names === 0 || share < SHARE_MIN) return [];
      const next = Math.max(rivalScore(a, b, score), rivalScore(b, a, score));
      return score < MARGIN * next ? [] : [{ a, b, agreement, next }];
    });
  });
  return links.toSorted((one, other) => other.agreement.score - one.agreement.score);
}
