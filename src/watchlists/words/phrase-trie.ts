// The phrase trie: all phrases of all watchlists, each stored once as a path of keys.
import { grown } from "../../text/words/grown.ts";
import { PLAIN } from "../../text/words/bridges.ts";
import { PairTable } from "../../text/words/pair-table.ts";
import type { Bridge } from "../../text/words/bridges.ts";

/** The number of a bridge's bit is kept above the key. */
const KEY_BITS = 28;
const BRIDGE_BITS = 8;

/** Node 0 means none. Keys come from the vocabulary and count from 1. */
export class PhraseTrie {
  phraseCount = 0;
  /** By key: the node at which a phrase beginning with it starts. */
  private roots = new Int32Array(1024);
  private readonly edges = new PairTable();
  private nodeCount = 1;
  /** By node: the number of the phrase that ends there plus 1, above the bits of the bridges over which longer phrases go on. */
  private nodes = new Int32Array(1024);

  /**
   * The number of the phrase with these keys, new or known; phrases count from 0. `bridges`: over what the phrase goes on to each key
   * but the first; plain where none is given.
   */
  add(keys: readonly number[], bridges: readonly (Bridge | undefined)[] = []): number {
    let node = 0;
    for (const [at, key] of keys.entries()) node = node === 0 ? this.root(key) : this.child(node, key, bridges[at] ?? PLAIN);
    const known = this.phraseOf(this.nodeAt(node));
    if (known >= 0) return known;
    this.nodes[node] = (++this.phraseCount << BRIDGE_BITS) | this.bridgesOf(this.nodeAt(node));
    return this.phraseCount - 1;
  }

  /** The number of a new phrase that something else than the trie finds. */
  addOutside(): number {
    return this.phraseCount++;
  }

  /** The node to which the key leads from the root. */
  rootOf(key: number): number {
    return key < this.roots.length ? (this.roots[key] ?? 0) : 0;
  }

  /** `bit` is the number of the bridge's bit. */
  next(node: number, key: number, bit: number): number {
    return this.edges.get(node, key | (bit << KEY_BITS));
  }

  /** What is known of a node, for `phraseOf` and `bridgesOf`: nodes lie far apart in memory, and one look is enough. */
  nodeAt(node: number): number {
    return this.nodes[node] ?? 0;
  }

  /** The phrase that ends at a node, or -1. */
  phraseOf(known: number): number {
    return (known >>> BRIDGE_BITS) - 1;
  }

  /** The bits of the bridges over which a longer phrase goes on from a node; 0 if none does. */
  bridgesOf(known: number): number {
    return known & ((1 << BRIDGE_BITS) - 1);
  }

  private root(key: number): number {
    if (key >= this.roots.length) this.roots = grown(this.roots, Math.max(key + 1, this.roots.length * 2));
    return (this.roots[key] ||= this.createNode());
  }

  private child(node: number, key: number, bridge: Bridge): number {
    const edge = key | ((31 - Math.clz32(bridge)) << KEY_BITS);
    const known = this.edges.get(node, edge);
    if (known !== 0) return known;
    const created = this.createNode();
    this.nodes[node] = this.nodeAt(node) | bridge;
    this.edges.set(node, edge, created);
    return created;
  }

  private createNode(): number {
    if (this.nodeCount === this.nodes.length) this.nodes = grown(this.nodes, this.nodeCount * 2);
    return this.nodeCount++;
  }
}
