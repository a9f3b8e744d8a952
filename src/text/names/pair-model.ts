// The pair model: how strongly two spellings in two scripts suggest one name, by a table of pairs of letters.
import { PairTable } from "../words/pair-table.ts";

/** The pieces of a word that a table knows: `data` holds length and number of each, those from place i at `from[i]`. */
export interface Pieces {
  length: number;
  from: readonly number[];
  data: readonly number[];
  /** The base-2 logarithm of how likely the word is by itself. */
  chance: number;
}

interface Side {
  numbers: Map<string, number>;
  /** By number: how likely the piece is. */
  chances: number[];
  longest: number;
}

/** Chances are stored as whole numbers. */
const SCALE = 2 ** 30;
const UNKNOWN_LETTER = 1e-6;
/** What no pair of the table says may happen too, but seldom: a letter more on one side, or another letter. */
const LETTER_MORE = Math.round(SCALE * 2 ** -17);
const OTHER_LETTER = Math.round(SCALE * 2 ** -20);
/** Tables store chances as eighths of a bit. */
const STEPS_A_BIT = 8;

/** Reads each pair of a table. `_` stands for no letters; ^ and $ are the beginning and the end of a word. */
export function readTable(table: string, each: (latin: string, written: string, chance: number) => void): void {
  for (const line of table.slice(table.indexOf("pairs: |") + 8).split("\n")) {
    const [latin = "", ...entries] = line.trim().split(" ");
    for (const entry of entries) {
      const colon = entry.indexOf(":");
      each(latin.replace("_", ""), entry.slice(0, colon).replace("_", ""), 2 ** (-Number(entry.slice(colon + 1)) / STEPS_A_BIT));
    }
  }
}

export class PairModel {
  private readonly pairs = new PairTable();
  private readonly latin: Side = { numbers: new Map(), chances: [], longest: 0 };
  private readonly written: Side = { numbers: new Map(), chances: [], longest: 0 };
  private cells = new Float64Array(1024);

  private readonly isCut: boolean;

  /** `isCut`: the table leaves out rare pairs, so that letters may also be added or exchanged at a cost. */
  constructor(table: string, isCut = false) {
    this.isCut = isCut;
    readTable(table, (latin, written, chance) => {
      const row = count(this.latin, latin, chance);
      this.pairs.set(row, count(this.written, written, chance), Math.max(1, Math.round(chance * SCALE)));
    });
  }

  readLatin(letters: string): Pieces {
    return piecesOf(letters, this.latin);
  }

  readWritten(letters: string): Pieces {
    return piecesOf(letters, this.written);
  }

  /**
   * How many bits more likely the two words are as spellings of one name than as two names that have nothing to do with each other.
   * Sums over all ways to pair their letters.
   */
  score(latin: Pieces, written: Pieces): number {
    const { pairs } = this;
    const width = written.length + 1;
    const size = (latin.length + 1) * width;
    if (this.cells.length < size) this.cells = new Float64Array(size);
    const { cells } = this;
    cells.fill(0, 0, size);
    cells[0] = 1;
    for (let i = 0; i <= latin.length; i++) {
      for (let j = 0; j <= written.length; j++) {
        const here = cells[i * width + j] ?? 0;
        if (here === 0) continue;
        const until = written.from[j + 1] ?? 0;
        for (let a = latin.from[i] ?? 0; a < (latin.from[i + 1] ?? 0); a += 2) {
          const row = (i + (latin.data[a] ?? 0)) * width + j;
          for (let b = written.from[j] ?? 0; b < until; b += 2) {
            const letters = (latin.data[a] ?? 0) + (written.data[b] ?? 0);
            let chance = pairs.get(latin.data[a + 1] ?? 0, written.data[b + 1] ?? 0);
            if (chance === 0) {
              if (!this.isCut || letters > 2 || (letters === 2 && latin.data[a] !== 1) || letters === 0) continue;
              chance = letters === 1 ? LETTER_MORE : OTHER_LETTER;
            }
            const to = row + (written.data[b] ?? 0);
            cells[to] = (cells[to] ?? 0) + (here * chance) / SCALE;
          }
        }
      }
    }
    return Math.log2(cells[size - 1] ?? 0) - latin.chance - written.chance;
  }
}

function count({ numbers, chances }: Side & { longest: number }, piece: string, chance: number): number {
  let number = numbers.get(piece);
  if (number === undefined) numbers.set(piece, (number = numbers.size));
  chances[number] = (chances[number] ?? 0) + chance;
  return number;
}

function piecesOf(letters: string, side: Side): Pieces {
  const word = `^${letters}$`;
  const from: number[] = [];
  const data: number[] = [];
  const chances = [1];
  side.longest ||= Math.max(...[...side.numbers.keys()].map(({ length }) => length));
  for (let i = 0; i <= word.length; i++) {
    from.push(data.length);
    const here = chances[i] ?? 0;
    for (let length = 0; length <= side.longest && i + length <= word.length; length++) {
      const number = side.numbers.get(word.slice(i, i + length));
      if (number !== undefined) data.push(length, number);
      if (length === 0) continue;
      const chance = number === undefined ? (length === 1 ? UNKNOWN_LETTER : 0) : (side.chances[number] ?? 0);
      chances[i + length] = (chances[i + length] ?? 0) + here * chance;
    }
  }
  from.push(data.length);
  return { length: word.length, from, data, chance: Math.log2(chances[word.length] ?? 0) };
}
