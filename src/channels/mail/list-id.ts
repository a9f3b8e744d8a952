// List-Id: identifies a digest to mail programs, whatever script its id has.
import { createHash } from "node:crypto";

/** An id fit for a header: words of ASCII with dots between them (RFC 2919, 2), on a line that cannot be folded. */
const plainId = /^(?=.{1,100}$)[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i;

/** The name and identifier of a digest's list. An id unfit for a header is replaced by its hash; the name has it in letters. */
export function listIdOf(digest: string): string {
  const label = plainId.test(digest) ? digest : `d-${createHash("sha256").update(digest).digest("hex").slice(0, 16)}`;
  return `Wirewatch ${digest} <${label}.wirewatch>`;
}
