// The marks of the last days' stories, and how much each story in another language has in common with a text.
import { STORY_WINDOW_MS } from "../decide-story.ts";
import { chanceBitsOf, isOfName, ITEM_BEGINS } from "./mark.ts";
import { MarkPostings } from "./mark-postings.ts";
import type { MarkedArticle } from "./mark.ts";

export interface Held extends MarkedArticle {
  items: number;
  /** The number of its tongue here. */
  tongueId: number;
  /** Its words have changed since, and it is held anew. */
  isReplaced: boolean;
}

/** What a text and a held one have in common, as bits of evidence and as a number of things. */
export interface Shared {
  held: Held;
  bits: number;
  items: number;
  /** How many of the items are names or places. */
  names: number;
}

const HELD_MAX = 10_000;
/** A mark of more than so many articles, and of more than this share, says nothing. */
const COMMON_MIN = 64;
const COMMON_SHARE = 0.1;
/** One mark says no more than this, however seldom it is: it may be a misprint. */
const MARK_BITS_MAX = 9;
/** Until more texts of a language are held, a mark is as frequent as its kind usually is among so many. */
const PRIOR_TEXTS = 10;

/** How much it says that a text has a mark which `having` of `among` other texts have. */
export const bitsOf = (mark: number, having: number, among: number): number =>
  Math.min(MARK_BITS_MAX, -Math.log2((having + PRIOR_TEXTS * 2 ** -chanceBitsOf(mark)) / (among + PRIOR_TEXTS)));

/** Whether two texts are surely in different languages: of two in one script, both must be known. */
function differ(a: string, b: string): boolean {
  if (a === b) return false;
  const [scriptA, languageA] = a.split("/");
  const [scriptB, languageB] = b.split("/");
  return scriptA !== scriptB || (languageA !== "" && languageB !== "");
}

export const bare = (packed: number): number => (packed & ~ITEM_BEGINS) >>> 0;

export const countItems = (marks: Uint32Array): number => marks.reduce((count, packed) => count + (packed & ITEM_BEGINS), 0);

export class HeldTexts {
  private postings = new MarkPostings();
  /** In the order of the log; those before `first` are forgotten. */
  private held: Held[] = [];
  private first = 0;
  private readonly tongues: string[] = [];
  /** How many texts of each tongue are held. */
  private readonly texts: number[] = [];
  /** By two tongues. */
  private readonly differing: boolean[][] = [];
  private readonly byArticle = new Map<number, Held>();
  private readonly byRoot = new Map<number, Set<Held>>();
  private readonly stories = new Set<number>();

  /** An article that is held already has other words now. */
  add(article: MarkedArticle): void {
    this.forget(article.at);
    const before = this.byArticle.get(article.article);
    if (before) {
      this.drop(before);
      before.isReplaced = true;
    }
    const tongueId = this.tongueIdOf(article.tongue);
    this.texts[tongueId] = (this.texts[tongueId] ?? 0) + 1;
    for (const packed of article.marks) this.postings.add(bare(packed), this.held.length);
    const held = { ...article, tongueId, items: countItems(article.marks), isReplaced: false };
    this.held.push(held);
    this.byArticle.set(article.article, held);
    this.stories.add(article.story);
    this.join(held);
  }

  /** Whether the first article of a story is held. */
  holds = (story: number): boolean => this.stories.has(story);

  find = (article: number): Held | undefined => this.byArticle.get(article);

  /** The texts that tell one story, in all languages. */
  family = (root: number): Iterable<Held> => this.byRoot.get(root) ?? [];

  /** Nothing happens if it is no longer held. */
  relink(article: number, root: number): void {
    const held = this.byArticle.get(article);
    if (held === undefined) return;
    this.leave(held);
    held.root = root;
    this.join(held);
  }

  /** How many texts of each tongue have a mark; null if it is in so many that it says nothing. */
  countsOf(mark: number): readonly number[] | null {
    const count = this.postings.count(mark);
    if (count === 0 || count > this.commonMin()) return null;
    const having: number[] = [];
    this.postings.walk(mark, this.first, (place) => {
      const held = this.held[place];
      if (held && !held.isReplaced) having[held.tongueId] = (having[held.tongueId] ?? 0) + 1;
    });
    return having;
  }

  textsIn = (tongueId: number): number => this.texts[tongueId] ?? 0;

  /** Whether two tongues are surely different languages. */
  areDifferent = (a: number, b: number): boolean => this.differing[a]?.[b] === true;

  /** Drops what came over 72 hours before `now`, and of the rest all but the latest ten thousand. */
  forget(now: number): void {
    for (;;) {
      const oldest = this.held[this.first];
      if (!oldest || (oldest.at >= now - STORY_WINDOW_MS && this.held.length - this.first <= HELD_MAX)) break;
      if (!oldest.isReplaced) this.drop(oldest);
      this.first += 1;
    }
    if (this.first <= HELD_MAX && this.first * 2 <= this.held.length) return;
    this.held = this.held.slice(this.first);
    this.first = 0;
    this.postings = new MarkPostings();
    for (const [place, { marks, isReplaced }] of this.held.entries())
      if (!isReplaced) for (const packed of marks) this.postings.add(bare(packed), place);
  }

  /** Each held text in another language that shares marks with this one. */
  compare({ tongue, marks }: Pick<MarkedArticle, "tongue" | "marks">): Shared[] {
    const own = this.tongueIdOf(tongue);
    const commonMin = this.commonMin();
    const found = new Map<number, Shared>();
    const item = new Map<number, number>();
    let names = 0;
    for (const packed of marks) {
      if (packed & ITEM_BEGINS) {
        this.endItem(item, names, found);
        names = isOfName(packed) ? 1 : 0;
      }
      const mark = bare(packed);
      const count = this.postings.count(mark);
      if (count > 0 && count <= commonMin) this.weigh(mark, own, item);
    }
    this.endItem(item, names, found);
    return [...found.values()];
  }

  bytes(): number {
    return this.postings.bytes() + this.held.reduce((sum, { marks }) => sum + marks.byteLength, 0);
  }

  /** For each text with the mark, the evidence in it, if that is more than that of the item's other marks. */
  private weigh(mark: number, own: number, item: Map<number, number>): void {
    const { held, texts } = this;
    const places: number[] = [];
    const having: number[] = [];
    this.postings.walk(mark, this.first, (place) => {
      const text = held[place];
      if (!text || text.isReplaced) return;
      having[text.tongueId] = (having[text.tongueId] ?? 0) + 1;
      if (this.areDifferent(own, text.tongueId)) places.push(place);
    });
    if (places.length === 0) return;
    const ownBits = bitsOf(mark, having[own] ?? 0, texts[own] ?? 0);
    for (const place of places) {
      const tongue = held[place]?.tongueId ?? 0;
      // Itself is not among those that have the mark by chance.
      const bits = Math.min(ownBits, bitsOf(mark, (having[tongue] ?? 1) - 1, (texts[tongue] ?? 1) - 1));
      if (bits > (item.get(place) ?? 0)) item.set(place, bits);
    }
  }

  private endItem(item: Map<number, number>, names: number, found: Map<number, Shared>): void {
    for (const [place, bits] of item) {
      const shared = found.get(place);
      const held = this.held[place];
      if (shared) {
        shared.bits += bits;
        shared.items += 1;
        shared.names += names;
      } else if (held) found.set(place, { held, bits, items: 1, names });
    }
    item.clear();
  }

  private commonMin = (): number => Math.max(COMMON_MIN, (this.held.length - this.first) * COMMON_SHARE);

  private drop(held: Held): void {
    for (const packed of held.marks) this.postings.drop(bare(packed));
    this.texts[held.tongueId] = (this.texts[held.tongueId] ?? 1) - 1;
    this.byArticle.delete(held.article);
    this.stories.delete(held.story);
    this.leave(held);
  }

  private join(held: Held): void {
    const family = this.byRoot.get(held.root) ?? new Set();
    this.byRoot.set(held.root, family.add(held));
  }

  private leave(held: Held): void {
    const family = this.byRoot.get(held.root);
    family?.delete(held);
    if (family?.size === 0) this.byRoot.delete(held.root);
  }

  tongueIdOf(tongue: string): number {
    const known = this.tongues.indexOf(tongue);
    if (known >= 0) return known;
    this.differing.push([]);
    this.tongues.push(tongue);
    this.tongues.forEach((a, i) => this.tongues.forEach((b, j) => ((this.differing[i] ??= [])[j] = differ(a, b))));
    return this.tongues.length - 1;
  }
}
