// Puts the paragraphs of two texts of one story side by side: which are the same, which are in other words, and which stand in one of them alone.
import { missingFrom, paragraphsOf, shinglesIn } from "./compare-paragraphs.ts";
import { foldText } from "./fold-text.ts";

/** Paragraphs that follow each other in both texts. `different`: those of one text are not in the other at this place. */
export interface AlignedRow {
  kind: "same" | "reworded" | "different";
  first: string[];
  copy: string[];
}

/** A longer text is not a news report. The time is that of comparing each paragraph with each. */
const PARAGRAPHS_MAX = 150;

/** Keeps the order of both texts. A paragraph that was moved is in two rows, one for each text. */
export function alignParagraphs(first: string, copy: string): AlignedRow[] {
  const [ofFirst, ofCopy] = [first, copy].map((text) =>
    paragraphsOf(text)
      .filter((paragraph) => paragraph.trim() !== "")
      .slice(0, PARAGRAPHS_MAX),
  ) as [string[], string[]];
  const rows: AlignedRow[] = [];
  const add = (kind: AlignedRow["kind"], left: string | undefined, right: string | undefined) => {
    const last = rows.at(-1);
    const row = last?.kind === kind ? last : { kind, first: [], copy: [] };
    if (row !== last) rows.push(row);
    if (left !== undefined) row.first.push(left);
    if (right !== undefined) row.copy.push(right);
  };
  let [at, copyAt] = [0, 0];
  for (const [left, right] of longestChain(ofFirst, ofCopy)) {
    for (; at < left; at++) add("different", ofFirst[at], undefined);
    for (; copyAt < right; copyAt++) add("different", undefined, ofCopy[copyAt]);
    const isSame = foldText(ofFirst[left] ?? "") === foldText(ofCopy[right] ?? "");
    add(isSame ? "same" : "reworded", ofFirst[left], ofCopy[right]);
    [at, copyAt] = [left + 1, right + 1];
  }
  for (; at < ofFirst.length; at++) add("different", ofFirst[at], undefined);
  for (; copyAt < ofCopy.length; copyAt++) add("different", undefined, ofCopy[copyAt]);
  return rows;
}

/** The most pairs of paragraphs that stand in both texts, in their order. */
function longestChain(first: readonly string[], copy: readonly string[]): [left: number, right: number][] {
  const [inFirst, inCopy] = [first, copy].map((paragraphs) => paragraphs.map((paragraph) => shinglesIn([paragraph])));
  const isPair = first.map((paragraph, left) =>
    copy.map(
      (other, right) =>
        missingFrom(inCopy?.[right] ?? new Set(), [paragraph]).length === 0 ||
        missingFrom(inFirst?.[left] ?? new Set(), [other]).length === 0,
    ),
  );
  const lengths = Array.from({ length: first.length + 1 }, () => new Uint16Array(copy.length + 1));
  const lengthAt = (left: number, right: number) => lengths[left]?.[right] ?? 0;
  for (let left = first.length - 1; left >= 0; left--)
    for (let right = copy.length - 1; right >= 0; right--) {
      const row = lengths[left];
      if (row === undefined) continue;
      row[right] = isPair[left]?.[right]
        ? lengthAt(left + 1, right + 1) + 1
        : Math.max(lengthAt(left + 1, right), lengthAt(left, right + 1));
    }
  const chain: [number, number][] = [];
  let [left, right] = [0, 0];
  while (left < first.length && right < copy.length) {
    if (isPair[left]?.[right]) chain.push([left++, right++]);
    else if (lengthAt(left + 1, right) >= lengthAt(left, right + 1)) left++;
    else right++;
  }
  return chain;
}
