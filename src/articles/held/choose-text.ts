// Chooses among the texts that a page holds for its scripts: state often has other articles too, and longer ones.

export interface Choice<T> {
  /** `prose`: how many letters its sentences have. */
  offer(text: T, prose: number): void;
  /** Null if none has enough. */
  taken(): T | null;
}

/** Takes the longest that tells of the article's title, or if none does, the longest of all. `tells` may be null if no title is known. */
export function openChoice<T>(proseMin: number, tells: ((text: T) => boolean) | null): Choice<T> {
  let longest: T | null = null;
  let titled: T | null = null;
  let [most, mostTitled] = [proseMin - 1, proseMin - 1];
  return {
    offer(text, prose) {
      if (prose > most) [longest, most] = [text, prose];
      if (tells !== null && prose > mostTitled && tells(text)) [titled, mostTitled] = [text, prose];
    },
    taken: () => titled ?? longest,
  };
}
