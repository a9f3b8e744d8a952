// Cuts a text into the units that parts of names are looked for in: words, runs of katakana, Korean words, runs of Chinese characters.

export interface Unit {
  /** Offsets into the text. */
  start: number;
  end: number;
  text: string;
  /** A run without edges inside: each of its beginnings may be a name's. */
  isOpen: boolean;
}

const clusterScripts = /[\u0e00-\u0e7f\u1780-\u17d2\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
const run = /[\u30a1-\u30fa\u30fc]+|[\uac00-\ud7af]+|[\u0e01-\u0e4e]+|[\u1780-\u17d3]+|(?<open>[\u3400-\u9fff]+)/gu;

/** Whether a text has words of scripts that the word scanner cuts into characters. */
export const hasClusters = (text: string): boolean => clusterScripts.test(text);

/** The units of those scripts, in order. */
export function clusterUnits(text: string): Unit[] {
  const units: Unit[] = [];
  for (const match of text.matchAll(run))
    units.push({
      start: match.index,
      end: match.index + match[0].length,
      text: match[0],
      isOpen: match.groups?.["open"] !== undefined,
    });
  return units;
}

/** Words of one name may be parted by these, and by nothing else. */
export const isGap = (between: string): boolean =>
  between.length <= 3 && /^[\s\-‐‑–·・•‧＝=.'’]*$/.test(between) && !/\n\s*\n/.test(between);
