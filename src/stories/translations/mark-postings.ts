// Which articles have a mark: chains of their places in flat arrays, sixteen bytes a mark and article.
import { grown } from "../../text/words/grown.ts";
import { mix } from "../hash-units.ts";

export class MarkPostings {
  private slots = 1 << 12;
  private used = 0;
  private keys = new Uint32Array(this.slots);
  private heads = new Int32Array(this.slots);
  private counts = new Int32Array(this.slots);
  private nodes = 0;
  private places = new Int32Array(1 << 12);
  private next = new Int32Array(1 << 12);

  add(mark: number, place: number): void {
    if (this.used * 4 > this.slots * 3) this.enlarge();
    const slot = this.slotOf(mark);
    if (this.heads[slot] === 0) {
      this.keys[slot] = mark;
      this.used += 1;
    }
    if (this.nodes + 1 >= this.places.length) {
      this.places = grown(this.places, this.places.length * 2);
      this.next = grown(this.next, this.next.length * 2);
    }
    const node = ++this.nodes;
    this.places[node] = place;
    this.next[node] = this.heads[slot] ?? 0;
    this.heads[slot] = node;
    this.counts[slot] = (this.counts[slot] ?? 0) + 1;
  }

  /** How many articles with this mark were added and not dropped. */
  count(mark: number): number {
    return this.counts[this.slotOf(mark)] ?? 0;
  }

  /** Counts an article of this mark no longer. Its place stays in the chain, behind those of all later ones. */
  drop(mark: number): void {
    const slot = this.slotOf(mark);
    this.counts[slot] = (this.counts[slot] ?? 0) - 1;
  }

  /** Visits the places from the newest on, until one is before `first`. */
  walk(mark: number, first: number, visit: (place: number) => void): void {
    for (let node = this.heads[this.slotOf(mark)] ?? 0; node !== 0; node = this.next[node] ?? 0) {
      const place = this.places[node] ?? 0;
      if (place < first) return;
      visit(place);
    }
  }

  bytes(): number {
    return 12 * this.slots + 8 * this.places.length;
  }

  private slotOf(mark: number): number {
    let slot = mix(mark) & (this.slots - 1);
    while (this.heads[slot] !== 0 && this.keys[slot] !== mark) slot = (slot + 1) & (this.slots - 1);
    return slot;
  }

  private enlarge(): void {
    const { keys, heads, counts } = this;
    this.slots *= 2;
    this.keys = new Uint32Array(this.slots);
    this.heads = new Int32Array(this.slots);
    this.counts = new Int32Array(this.slots);
    for (const [old, head] of heads.entries()) {
      if (head === 0) continue;
      const slot = this.slotOf(keys[old] ?? 0);
      this.keys[slot] = keys[old] ?? 0;
      this.heads[slot] = head;
      this.counts[slot] = counts[old] ?? 0;
    }
  }
}
