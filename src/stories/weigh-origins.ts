// Weighs the credits of a story's copies against each other: who wrote it first, who says otherwise, and whether that is to be doubted.
import { nameAgencyWholly } from "../text/name-agency.ts";
import { CLOCK_SLACK_MS, duration } from "./trace-lineage.ts";
import type { Origin } from "./find-origin.ts";

/** A copy, and the outlet that has it. `seenAt` is ISO 8601; null if that is not known. */
export interface Witness {
  outlet: string;
  origin: Origin | null;
  seenAt: string | null;
  /** The outlet usually reprints others, so that its silence says nothing. */
  reprints?: boolean;
}

export interface WeighedOrigin extends Origin {
  /** One outlet alone says so, and another had the story well before it, without that credit. */
  isDoubtful?: true;
}

interface Vote {
  weight: number;
  best: Origin;
  outlets: Set<string>;
  /** When the first copy with this credit was seen, in ms; NaN if that is not known. */
  fromMs: number;
}

const OTHERS_NAMED = 2;

/**
 * The name with the most weight behind it, the earliest in a tie; null if no copy credits anybody. An outlet speaks once, however many copies it
 * has. One outlet that credits an agency weighs more than many that credit an outlet, which has the story from somewhere too.
 */
export function weighOrigins(witnesses: readonly Witness[]): WeighedOrigin | null {
  const votes = new Map<string, Vote>();
  for (const { outlet, origin, seenAt } of witnesses) {
    if (origin === null) continue;
    const vote = votes.get(origin.name) ?? { weight: 0, best: origin, outlets: new Set(), fromMs: Number.NaN };
    if (!vote.outlets.has(outlet)) vote.weight += weightOf(origin);
    vote.outlets.add(outlet);
    if (weightOf(origin) > weightOf(vote.best)) vote.best = origin;
    const seenMs = Date.parse(seenAt ?? "");
    if (!(vote.fromMs <= seenMs)) vote.fromMs = seenMs;
    votes.set(origin.name, vote);
  }
  const [winner, ...others] = [...votes.values()].sort((a, b) => rankOf(b) - rankOf(a) || b.weight - a.weight);
  if (winner === undefined) return null;
  const outlets = new Set(witnesses.map(({ outlet }) => outlet)).size;
  const doubt = doubtOf(winner, witnesses);
  const said = [
    winner.best.evidence,
    ...(outlets < 2 ? [] : [saysOf(winner, others, outlets)]),
    ...(doubt === null ? [] : [doubt]),
  ];
  return { ...winner.best, evidence: said.join("; "), ...(doubt !== null && { isDoubtful: true }) };
}

/** For people: "From AFP, by dateline: "(AFP)"; 4 of 6 credit AFP, 1 credits Reuters." */
export const describeOrigin = (origin: Pick<WeighedOrigin, "name" | "evidence" | "isDoubtful"> | null): string =>
  origin === null
    ? "Nobody is credited."
    : `${origin.isDoubtful ? "Perhaps from" : "From"} ${origin.name}, by ${origin.evidence}.`;

/** What is published by the agency itself is no claim; an agency is credited by others, and an outlet may have it from one. */
const rankOf = ({ best }: Vote): number => (best.isOwn === true ? 2 : nameAgencyWholly(best.name) === null ? 0 : 1);

const verb = (count: number): string => (count === 1 ? "credits" : "credit");

/** "4 of 6 credit AFP, 1 credits Reuters". */
function saysOf(winner: Vote, others: readonly Vote[], outlets: number): string {
  const named = others.toSorted((a, b) => b.outlets.size - a.outlets.size).slice(0, OTHERS_NAMED);
  return [
    `${winner.outlets.size} of ${outlets} ${verb(winner.outlets.size)} ${winner.best.name}`,
    ...named.map(({ outlets: { size }, best }) => `${size} ${verb(size)} ${best.name}`),
  ].join(", ");
}

function doubtOf(winner: Vote, witnesses: readonly Witness[]): string | null {
  if (winner.best.isOwn === true || winner.outlets.size > 1) return null;
  const before = witnesses.filter(
    ({ outlet, reprints, seenAt }) =>
      !winner.outlets.has(outlet) && reprints !== true && Date.parse(seenAt ?? "") < winner.fromMs - CLOCK_SLACK_MS,
  );
  const first = before.toSorted((a, b) => (a.seenAt ?? "").localeCompare(b.seenAt ?? ""))[0];
  return first === undefined
    ? null
    : `${first.outlet} had it ${duration(winner.fromMs - Date.parse(first.seenAt ?? ""))} before, without that credit`;
}

const weightOf = ({ weight }: Origin): number => weight ?? 1;
