// The phrase trie: all phrases of all watchlists, each stored once as a path of keys.
import { createPairTable } from "./pair-table.ts";
import type { PairTable } from "./pair-table.ts";

export interface PhraseTrie {
  /** The number of the phrase with these keys, new or known; phrases count from 0. Keys come from the vocabulary. */
  add(keys: readonly number[]): number;
  readonly phraseCount: number;
  /** For the search: edges from node and key to node; the root is node 0, and 0 means none. */
  readonly edges: PairTable;
  /** The phrase that ends at a node, or -1. */
  phraseAt(node: number): number;
  /** False where no longer phrase goes on from the node. */
  goesOn(node: number): boolean;
}

export function createPhraseTrie(): PhraseTrie {
  const edges = createPairTable();
  const phrases: number[] = [-1];
  const inner: boolean[] = [false];
  let phraseCount = 0;

  function child(node: number, key: number): number {
    const known = edges.get(node, key);
    if (known !== 0) return known;
    const created = phrases.length;
    phrases.push(-1);
    inner.push(false);
    inner[node] = true;
    edges.set(node, key, created);
    return created;
  }

  return {
    add(keys) {
      let node = 0;
      for (const key of keys) node = child(node, key);
      const known = phrases[node] ?? -1;
      if (known >= 0) return known;
      phrases[node] = phraseCount;
      return phraseCount++;
    },
    edges,
    get phraseCount() {
      return phraseCount;
    },
    phraseAt: (node) => phrases[node] ?? -1,
    goesOn: (node) => inner[node] ?? false,
  };
}
