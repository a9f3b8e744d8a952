// The phrase trie: all phrases of all watchlists, each stored once as a path of keys.
import { PairTable } from "./pair-table.ts";
import { grown } from "../../text/words/grown.ts";

/** Node 0 means none. Keys come from the vocabulary and count from 1. */
export class PhraseTrie {
  phraseCount = 0;
  /** By key: the node at which a phrase beginning with it starts. */
  private roots = new Int32Array(1024);
  private readonly edges = new PairTable();
  private nodeCount = 1;
  /** By node: the number of the phrase that ends there plus 1, negative if longer phrases continue. */
  private nodes = new Int32Array(1024);

  /** The number of the phrase with these keys, new or known; phrases count from 0. */
  add(keys: readonly number[]): number {
    let node = 0;
    for (const key of keys) node = node === 0 ? this.root(key) : this.child(node, key);
    const known = this.phraseAt(node);
    if (known >= 0) return known;
    this.phraseCount++;
    this.nodes[node] = this.goesOn(node) ? -this.phraseCount - inner : this.phraseCount;
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

  next(node: number, key: number): number {
    return this.edges.get(node, key);
  }

  /** The phrase that ends at a node, or -1. */
  phraseAt(node: number): number {
    const value = this.nodes[node] ?? 0;
    return (value < 0 ? -value - inner : value) - 1;
  }

  /** Returns false if no longer phrase continues from the node. */
  goesOn(node: number): boolean {
    return (this.nodes[node] ?? 0) < 0;
  }

  private root(key: number): number {
    if (key >= this.roots.length) this.roots = grown(this.roots, Math.max(key + 1, this.roots.length * 2));
    return (this.roots[key] ||= this.createNode());
  }

  private child(node: number, key: number): number {
    const known = this.edges.get(node, key);
    if (known !== 0) return known;
    const created = this.createNode();
    const value = this.nodes[node] ?? 0;
    if (value >= 0) this.nodes[node] = -value - inner;
    this.edges.set(node, key, created);
    return created;
  }

  private createNode(): number {
    if (this.nodeCount === this.nodes.length) this.nodes = grown(this.nodes, this.nodeCount * 2);
    return this.nodeCount++;
  }
}

/** Marks a node that continues but ends no phrase, to tell it from one that does neither. */
const inner = 1;
