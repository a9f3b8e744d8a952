// Candidate: an edit of a watchlist that may answer a complaint, before anything is known of its effect.
import type { Edit } from "./edit.ts";

export interface Candidate {
  /** A sentence without its full stop: `mask "Burma Shave"`. */
  what: string;
  edits: readonly Edit[];
  /** Whether its words say something beyond one headline by themselves: a name of several words, or no words at all. Others must be found in two stories. */
  isGeneral: boolean;
}

/** A number of words apart that a watchlist has, and the edit that puts another in its place. */
export interface Distance {
  within: number;
  /** As in `near` or NEAR. */
  name: string;
  editTo(within: number): Edit;
}

const NEAR_IN_QUERY = /\bNEAR\/(\d+)/g;

/** All of a watchlist, at `path` of its file. Those of sets belong to others too. */
export function distancesOf(value: unknown, path: readonly (string | number)[]): Distance[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => distancesOf(item, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]): Distance[] => {
    const at = [...path, key];
    if (key === "within" && typeof inner === "number")
      return [{ within: inner, name: String(path.at(-1)), editTo: (number) => ({ kind: "set", path: at, number }) }];
    if (key === "query" && typeof inner === "string")
      return [...inner.matchAll(NEAR_IN_QUERY)].map(({ index, 1: number = "" }) => ({
        within: Number(number),
        name: "NEAR",
        editTo: (within) => ({
          kind: "replace",
          path: at,
          offset: index + "NEAR/".length,
          length: number.length,
          text: String(within),
        }),
      }));
    return key === "tests" ? [] : distancesOf(inner, at);
  });
}
