// List-Id: by which a reader's mail program knows a digest, whatever script its id is written in.
import { createHash } from "node:crypto";

/** An id as it may stand in a header: words of ASCII with dots between them (RFC 2919, 2), on a line that can't be folded. */
const plainId = /^(?=.{1,100}$)[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i;

/** The name and identifier of a digest's list. An id that a header can't hold is told by its hash; the name says it in letters. */
export function listIdOf(digest: string): string {
  const label = plainId.test(digest) ? digest : `d-${createHash("sha256").update(digest).digest("hex").slice(0, 16)}`;
  return `Wirewatch ${digest} <${label}.wirewatch>`;
}
