// The note that people keep on a story.
import { storyExists } from "../../store/story-decisions.ts";
import { findMarks, saveNote } from "../../store/marks/story-marks.ts";
import { cleanCharacters } from "../../text/clean-characters.ts";
import type { DeskDeps } from "../desk-deps.ts";

/** Characters of a note as it is stored. Only stories that are joined have more, and their note may be changed as long as it gets no longer. */
const NOTE_MAX = 5_000;

/** `changed`: another page changed it first, and `note` is what it says; nothing was written. `long`: nor was it, and `max` are allowed. */
export type Noted =
  | { kind: "saved"; note: string | null }
  | { kind: "changed"; note: string | null }
  | { kind: "long"; max: number }
  | { kind: "unknown" };

export async function noteStory(
  { database, now }: Pick<DeskDeps, "database" | "now">,
  { story, note: text, was }: { story: number; note: string; was: string },
): Promise<Noted> {
  const [note, before] = [asStored(text), asStored(was)];
  const max = noteMax(before);
  if (note !== null && note.length > max) return { kind: "long", max };
  if (await saveNote(database, { story, note, was: before, now: now() })) return { kind: "saved", note };
  const current = (await findMarks(database, [story]))[0]?.note ?? null;
  return (await storyExists(database, story)) ? { kind: "changed", note: current } : { kind: "unknown" };
}

/** How long a note may be in the place of `before`. */
export const noteMax = (before: string | null): number => Math.max(NOTE_MAX, before?.length ?? 0);

/** Browsers send line breaks as CR LF. An empty note is none. */
const asStored = (text: string): string | null => cleanCharacters(text.replace(/\r\n?/g, "\n")).trim() || null;
