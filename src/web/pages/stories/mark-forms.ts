// The star and the note of a story, as forms.
import { markup } from "../../../digests/escape-html.ts";
import { noteMax } from "../../../desk/stories/note-story.ts";
import type { Markup } from "../../../digests/escape-html.ts";
import type { Links } from "../../links.ts";

interface Starred {
  story: number;
  starred: boolean;
}

/** `list` is the address of the list to which it leads back, relative to the first page; without one it leads to the story. */
export const starForm = ({ story, starred }: Starred, { to }: Links, list?: string): Markup =>
  markup`<form method="post" action="${to(`stories/${story}/star`)}">${list !== undefined && markup`<input type="hidden" name="list" value="${list}">`}<button name="star" value="${starred ? "0" : "1"}">${starred ? "Remove star" : "Star"}</button></form>`;

/** `draft` is what its reader wrote, if it was not saved. */
export const noteForm = (
  { story, note, draft }: { story: number; note: string | null; draft: string | null },
  { to }: Links,
): Markup =>
  markup`<details${draft !== null && markup` open`}><summary>${note === null ? "Add a note" : "Change the note"}</summary><form method="post" action="${to(`stories/${story}/note`)}"><input type="hidden" name="was" value="${note ?? ""}">
<p><label for="note">Note, for all who may read these pages; it is also in exports</label><textarea class="short" id="note" name="note" maxlength="${String(noteMax(note))}" dir="auto">
${draft ?? note ?? ""}</textarea></p><p><button>Save the note</button></p></form></details>`;
