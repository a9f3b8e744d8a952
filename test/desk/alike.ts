// Texts for a person to part and to join.
import { HARBOUR_STORY, inventWords } from "../stories/invented.ts";

/** A text that shares nothing with that of a seed two further. */
export const own = (seed: number): string => `${inventWords(seed, 60)} alpha.\n\n${inventWords(seed + 1, 60)}`;

/** Two reports that share most of their words, and are two events all the same: so only a person can tell. */
export const harbour = HARBOUR_STORY.join("\n\n");
export const elsewhere = [...HARBOUR_STORY.slice(0, 7), inventWords(77, 40)].join("\n\n");
