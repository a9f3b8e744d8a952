// Finds every phrase of every watchlist in one document: reads the words once, and walks the trie from each.
import { OccurrenceTable } from "./occurrence-table.ts";
import { grown } from "../../text/words/grown.ts";
import { eachJoinedWord } from "../../text/words/joined-words.ts";
import { eachPersianNoun, isPersian } from "../../text/words/persian-plurals.ts";
import { CLUSTER, createWords } from "../../text/words/scan-words.ts";
import { placeAsGiven, scanAsUnicode } from "../../text/words/scan-as-unicode.ts";
import { NameFinder } from "../names/find-names.ts";
import type { NameIndex } from "../names/name-index.ts";
import type { Unit } from "../names/text-units.ts";
import { LOOKED_AT_MAX, isInsideLongerWord } from "./longer-word.ts";
import type { Troubles } from "../troubles.ts";
import type { Lexicon } from "./lexicon.ts";
import type { PhraseTrie } from "./phrase-trie.ts";
import type { Words } from "../../text/words/scan-words.ts";

/** The phrases found in one document. The next document overwrites them. */
export interface Findings extends Pick<OccurrenceTable, "phrases" | "firstOf" | "nextOf" | "startOf" | "endOf" | "isGenitive"> {
  words: Words;
  /** The words before this one are the title's, the others the text's. */
  titleCount: number;
  /** The place of each word in half words: a cluster counts half, and title and text are far apart. */
  places(): Int32Array;
}

/** A word that is read together with the ones after it, up to `to`, or with the signs that touch it. */
interface Joined {
  to: number;
  number: number;
}

/** A mark of this finder: the word begins a joined one. */
const JOINS = 128;

const AROUND = 120;
/** English has an apostrophe before the s of a genitive; Editions are several. These words are rare in the languages that have none. */
const isEnglish = (text: string): boolean => /\b(?:the|and|with|from|are|has|have|which|that|this|of)\b/i.test(text);

/** Longer names stand in no other word. */
const SHORT_CLUSTERS = 6;

/** Farther than any distance in a query. */
const fieldGap = 1 << 24;

export class PhraseFinder extends OccurrenceTable implements Findings {
  readonly words = createWords();
  titleCount = 0;
  private readonly lexicon: Lexicon;
  private readonly trie: PhraseTrie;
  private numbers = new Int32Array(1024);
  private readonly joined = new Map<number, Joined[]>();
  private measured: Int32Array | null = null;
  private readonly troubles: Troubles | null;
  private texts: readonly [title: string, text: string] = ["", ""];
  private lookedAt = 0;
  private persian = false;
  private readonly names: NameFinder | null;
  /** Names found: phrase, first and last word. */
  private readonly named: (readonly [phrase: number, first: number, last: number])[] = [];

  constructor(lexicon: Lexicon, trie: PhraseTrie, names: NameIndex | null = null, troubles: Troubles | null = null) {
    super(trie.phraseCount);
    this.lexicon = lexicon;
    this.trie = trie;
    this.names = names && new NameFinder(names);
    this.troubles = troubles;
  }

  /** `language` decides where the letters do not: a Persian headline may have none that Arabic has not too. */
  find(title: string, text: string, language: string | null = null): Findings {
    const { words, lexicon, names } = this;
    this.clear();
    this.measured = null;
    this.named.length = 0;
    lexicon.prune();
    words.count = 0;
    this.joined.clear();
    this.texts = [title, text];
    this.persian = isPersian(title, language) || isPersian(text, language);
    this.lookedAt = 0;
    this.titleCount = this.read(title, 0);
    const count = this.read(text, this.titleCount);
    const { from } = lexicon.keys;
    for (let at = 0; at < count; at++) {
      const word = this.numbers[at] ?? 0;
      if (from[word] !== from[word + 1]) this.begin(word, at, at);
      if (((words.flags[at] ?? 0) & JOINS) !== 0)
        for (const { to, number } of this.joined.get(at) ?? []) this.begin(number, at, to);
    }
    for (const [phrase, first, last] of this.named)
      if (!this.isFound(names?.index.plainPhrases.get(phrase), first, last)) this.record(phrase, first, last);
    return this;
  }

  places(): Int32Array {
    return (this.measured ??= measure(this.words, this.titleCount));
  }

  /** Returns how many words there are now. */
  private read(field: string, before: number): number {
    const { words } = this;
    const scanned = scanAsUnicode(field, words);
    if (this.numbers.length < words.count) this.numbers = grown(this.numbers, words.start.length);
    this.lexicon.number(scanned.text, words, before, words.count, this.numbers);
    if (this.names) this.tryNames(this.names, scanned.text, before);
    const join = (first: number, to: number, raw: string) => {
      const joined = { to, number: this.lexicon.numberOf(raw) };
      const others = this.joined.get(first);
      if (others) others.push(joined);
      else this.joined.set(first, [joined]);
      words.flags[first] = (words.flags[first] ?? 0) | JOINS;
    };
    eachJoinedWord(scanned.text, words, before, join);
    if (this.persian) eachPersianNoun(scanned.text, words, before, (at, noun) => join(at, at, noun));
    if (scanned.zawgyi) placeAsGiven(words, before, scanned.zawgyi);
    return words.count;
  }

  /** Whether one of these phrases has been found at a place that overlaps. */
  private isFound(phrases: readonly number[] | undefined, first: number, last: number): boolean {
    for (const phrase of phrases ?? [])
      for (let at = this.firstOf(phrase); at >= 0; at = this.nextOf(at))
        if (this.startOf(at) <= last && this.endOf(at) >= first) return true;
    return false;
  }

  /** A fault of a name costs the terms nothing. */
  private tryNames(names: NameFinder, text: string, before: number): void {
    try {
      this.readNames(names, text, before);
    } catch (thrown) {
      this.troubles?.note("the search for names", thrown);
    }
  }

  private readNames(names: NameFinder, text: string, before: number): void {
    const { words, numbers, lexicon } = this;
    const anchors: number[] = [];
    for (let at = before; at < words.count; at++) if (lexicon.mayBeName(numbers[at] ?? 0)) anchors.push(at - before);
    const units: Unit[] = [];
    // Most texts hold no name, and need no units.
    if (anchors.length > 0)
      for (let at = before; at < words.count; at++) {
        const [start, end] = [words.start[at] ?? 0, words.end[at] ?? 0];
        units.push({ start, end, text: text.slice(start, end), isOpen: false });
      }
    for (const { phrase, start, end } of names.find(text, units, anchors)) {
      const first = wordAt(words, before, start);
      this.named.push([phrase, first, Math.max(first, wordAt(words, before, end - 1))]);
    }
  }

  private begin(word: number, at: number, to: number): void {
    const { from, data } = this.lexicon.keys;
    const until = from[word + 1] ?? 0;
    for (let i = from[word] ?? 0; i < until; i++) {
      const key = data[i] ?? 0;
      if (key > 0) this.reach(this.trie.rootOf(key), to, at);
      else this.endInGenitive(this.trie.rootOf(-key), to, at);
    }
  }

  /** `over`: the bridges that lead to the word at `at`, of those over which the phrase goes on. */
  private goOn(node: number, at: number, begin: number, over: number): void {
    for (let left = over; left !== 0; left &= left - 1) {
      const bit = 31 - Math.clz32(left & -left);
      this.step(node, this.numbers[at] ?? 0, at, begin, bit);
      if (((this.words.flags[at] ?? 0) & JOINS) !== 0)
        for (const { to, number } of this.joined.get(at) ?? []) this.step(node, number, to, begin, bit);
    }
  }

  private step(node: number, word: number, to: number, begin: number, bit: number): void {
    const { from, data } = this.lexicon.keys;
    const until = from[word + 1] ?? 0;
    for (let i = from[word] ?? 0; i < until; i++) {
      const key = data[i] ?? 0;
      if (key > 0) this.reach(this.trie.next(node, key, bit), to, begin);
      else this.endInGenitive(this.trie.next(node, -key, bit), to, begin);
    }
  }

  /** Only the last word of a name has the s of its genitive. */
  private endInGenitive(node: number, at: number, begin: number): void {
    const phrase = node === 0 ? -1 : this.trie.phraseOf(this.trie.nodeAt(node));
    if (phrase >= 0 && !isEnglish(this.around(begin, at))) this.record(phrase, begin, at, true);
  }

  private around(first: number, last: number): string {
    const { words, titleCount, texts } = this;
    const [start, end] = [words.start[first] ?? 0, words.end[last] ?? 0];
    return texts[first < titleCount ? 0 : 1].slice(Math.max(0, start - AROUND), end + AROUND);
  }

  /** Of scripts without spaces: the clusters are only a part of a longer word. */
  private isPartOfWord(first: number, last: number): boolean {
    const { words, titleCount, texts } = this;
    if (((words.flags[first] ?? 0) & CLUSTER) === 0 || last - first >= SHORT_CLUSTERS || ++this.lookedAt > LOOKED_AT_MAX)
      return false;
    return isInsideLongerWord(texts[first < titleCount ? 0 : 1], words.start[first] ?? 0, words.end[last] ?? 0);
  }

  private reach(node: number, at: number, begin: number): void {
    if (node === 0) return;
    const { trie, words } = this;
    const known = trie.nodeAt(node);
    const phrase = trie.phraseOf(known);
    if (phrase >= 0 && !this.isPartOfWord(begin, at)) this.record(phrase, begin, at);
    const wanted = trie.bridgesOf(known);
    if (wanted === 0 || at + 1 >= words.count) return;
    const over = wanted & (words.bridges[at + 1] ?? 0);
    if (over !== 0) this.goOn(node, at + 1, begin, over);
  }
}

/** The word at an offset of the text scanned last, whose words begin at `from`. */
function wordAt({ start, count }: Words, from: number, offset: number): number {
  let [low, high] = [from, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((start[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(from, low - 1);
}

function measure({ count, flags }: Words, titleCount: number): Int32Array {
  const places = new Int32Array(count);
  for (let word = 0, place = 0; word < count; word++) {
    if (word === titleCount) place += fieldGap;
    places[word] = place;
    place += ((flags[word] ?? 0) & CLUSTER) !== 0 ? 1 : 2;
  }
  return places;
}
