// Watchlists as people write them, invented by the thousand from the words of the articles that they are tried on.
import type { ExpressionDefinition, WatchlistDefinition } from "../../src/watchlists/watchlist.ts";

export interface BenchDocument {
  title: string;
  text: string;
}

/** The same numbers from 0 up to 1 for the same seed. */
export function openRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

const syllables = "ka min tor ves lun gar da shi ro bel nov sky ung ha ling mar ek pol dze ian ov as tan ber".split(" ");

/**
 * Most are lists of names that stand in no article; about `hot` of them in all name something that does, so that a document meets
 * as many matches however long the list grows. 70 % any of a few names, a tenth each NEAR, all, and a name but for a phrase; of the
 * topics a fifth are prefixes and a tenth stems, of the names one in twenty is an acronym in capitals.
 */
export function inventWatchlists(
  count: number,
  documents: readonly BenchDocument[],
  { hot, seed = 11 }: { hot: number; seed?: number },
): WatchlistDefinition[] {
  const random = openRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const { names, singles, topics } = wordsOf(documents);
  const invented = (length: number) => {
    const word = Array.from({ length }, () => pick(syllables)).join("");
    return word.charAt(0).toUpperCase() + word.slice(1);
  };
  const name = (): ExpressionDefinition => {
    if (random() < Math.min(0.1, hot / count)) return pick(names);
    if (random() < 0.05)
      return { text: Array.from({ length: 3 }, () => String.fromCharCode(65 + Math.floor(random() * 26))).join(""), case: true };
    const words = random() < 0.3 ? 1 : random() < 0.7 ? 2 : 3;
    return Array.from({ length: words }, (_, at) => (at === 0 ? invented(3) : random() < 0.4 ? invented(2) : pick(singles))).join(
      " ",
    );
  };
  const topic = (): ExpressionDefinition => {
    const word = pick(topics);
    const kind = random();
    return kind < 0.2 && word.length > 6 ? `${word.slice(0, -2)}*` : kind < 0.3 ? { stem: word } : word;
  };
  const some = (make: () => ExpressionDefinition, most: number) => Array.from({ length: 1 + Math.floor(random() * most) }, make);
  return Array.from({ length: count }, (_, index): WatchlistDefinition => {
    const id = `w${index + 1}`;
    const kind = random();
    const any = some(name, 4);
    if (kind < 0.7) return { id, any };
    if (kind < 0.8) return { id, near: { within: 10, a: any, b: some(topic, 3) } };
    if (kind < 0.9) return { id, all: [{ any }, { any: some(topic, 3) }] };
    return { id, any, none: [`${invented(3)} ${pick(singles)}`] };
  });
}

function wordsOf(documents: readonly BenchDocument[]): { names: string[]; singles: string[]; topics: string[] } {
  const names = new Set<string>();
  const topics = new Map<string, number>();
  for (const { text } of documents) {
    for (const [found] of text.matchAll(/(?<=\p{Ll},? )\p{Lu}\p{L}+(?: \p{Lu}\p{L}+){1,3}/gu)) names.add(found);
    for (const [word] of text.matchAll(/(?<![\p{L}’'])[a-z]{5,12}(?![\p{L}’'])/gu)) topics.set(word, (topics.get(word) ?? 0) + 1);
  }
  return {
    names: [...names],
    singles: [...new Set([...names].flatMap((name) => name.split(" ")))],
    topics: [...topics].filter(([, count]) => count >= 3).map(([word]) => word),
  };
}
