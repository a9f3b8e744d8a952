// Related stories: the same event in different words, found by shared names, figures and rare words. Shown, never merged.
import { findNames } from "./find-names.ts";
import { foldText } from "./fold-text.ts";
import { eachUnit } from "./split-units.ts";

export interface StoryToRelate {
  id: number;
  title: string;
  /** The text of its first article; its beginning describes the event. */
  text: string;
}

export interface Related {
  id: number;
  /** From 0 to 1: the share of the slighter story's marks that the other has too; rare words count more. */
  score: number;
  /** What they share, the rarest first, in folded form. */
  shared: string[];
}

const textMax = 1_500;
const scoreMin = 0.3;
const sharedMin = 3;
const relatedMax = 5;
const namesShown = 6;
/** A word in more than this share of the stories, and in more than so many, says nothing. */
const commonShare = 0.1;
const commonMin = 3;
/** The weight of each kind: a name is seldom shared by chance. */
const weights = { name: 2, figure: 1.5, word: 1 } as const;

type Kind = keyof typeof weights;
type Traits = Map<string, Kind>;

/** Those of `others` that seem to be about the same event as `story`, the most similar first, at most five. */
export function relateStories(story: StoryToRelate, others: readonly StoryToRelate[]): Related[] {
  const own = traitsOf(story);
  const theirs = others.map((other) => ({ id: other.id, traits: traitsOf(other) }));
  const counts = new Map<string, number>();
  for (const traits of [own, ...theirs.map((other) => other.traits)])
    for (const trait of traits.keys()) counts.set(trait, (counts.get(trait) ?? 0) + 1);
  const total = others.length + 1;
  const weightOf = (trait: string, kind: Kind): number => {
    const count = counts.get(trait) ?? 1;
    if (count > commonMin && count > total * commonShare) return 0;
    return weights[kind] * Math.log(1 + (total + 1) / count);
  };
  const sumOf = (traits: Traits): number => [...traits].reduce((sum, [trait, kind]) => sum + weightOf(trait, kind), 0);
  const ownSum = sumOf(own);
  return theirs
    .flatMap(({ id, traits }) => {
      const shared = [...own].filter(([trait, kind]) => traits.has(trait) && weightOf(trait, kind) > 0);
      // Shared words alone are a subject; an event has a person, a place or a figure.
      if (shared.length < sharedMin || shared.every(([, kind]) => kind === "word")) return [];
      const weighed = shared
        .map(([trait, kind]) => ({ trait, weight: weightOf(trait, kind) }))
        .toSorted((a, b) => b.weight - a.weight);
      const score = weighed.reduce((sum, { weight }) => sum + weight, 0) / Math.max(1, Math.min(ownSum, sumOf(traits)));
      return score < scoreMin ? [] : [{ id, score, shared: weighed.slice(0, namesShown).map(({ trait }) => trait) }];
    })
    .toSorted((a, b) => b.score - a.score || a.id - b.id)
    .slice(0, relatedMax);
}

/** Names and figures of title and beginning, and the title's words; in scripts without spaces, pairs of neighbouring characters. */
function traitsOf({ title, text }: StoryToRelate): Traits {
  const traits: Traits = new Map();
  const beginning = text.slice(0, textMax);
  for (const unit of unitsOf(foldText(title)).filter(isTelling)) traits.set(unit, "word");
  for (const unit of unitsOf(foldText(beginning)).filter((one) => /\d.*\d/.test(one))) traits.set(unit, "figure");
  for (const name of findNames(`${title}\n${beginning}`)) traits.set(name, "name");
  return traits;
}

const isTelling = (unit: string): boolean => unit.length > 3 || /\P{ASCII}{2}/u.test(unit);

function unitsOf(folded: string): string[] {
  const units: string[] = [];
  let before: { text: string; end: number } | null = null;
  eachUnit(folded, ({ start, end, span }) => {
    const text = folded.slice(start, end);
    const isCluster = span > 4;
    if (isCluster && before !== null && before.end === start) units.push(before.text + text);
    else if (!isCluster) units.push(text);
    before = isCluster ? { text, end } : null;
  });
  return units;
}
