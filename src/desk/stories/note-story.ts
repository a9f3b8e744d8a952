// The note that people keep on a story.
import { storyExists } from "../../store/story-decisions.ts";
import { findMarks, saveNote } from "../../store/marks/story-marks.ts";
import { cleanCharacters } from "../../text/clean-characters.ts";
import type { DeskDeps } from "../desk-deps.ts";

/** Characters of a note. */
export const NOTE_MAX = 5_000;

/** `changed`: another page changed it first, and `note` is what it says; nothing was written. */
export type Noted = { kind: "saved"; note: string | null } | { kind: "changed"; note: string | null } | { kind: "unknown" };

export async function noteStory(
  { database, now }: Pick<DeskDeps, "database" | "now">,
  { story, note: text, was }: { story: number; note: string; was: string },
): Promise<Noted> {
  const note = asStored(text);
  if (await saveNote(database, { story, note, was: asStored(was), now: now() })) return { kind: "saved", note };
  const current = (await findMarks(database, [story]))[0]?.note ?? null;
  return (await storyExists(database, story)) ? { kind: "changed", note: current } : { kind: "unknown" };
}

/** Browsers send line breaks as CR LF. An empty note is none. */
const asStored = (text: string): string | null => cleanCharacters(text.replace(/\r\n?/g, "\n")).trim() || null;
