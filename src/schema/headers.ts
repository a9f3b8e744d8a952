// Headers that a person gives for the requests to a source.
import * as z from "zod";

/** Those that the client sets itself, and without which no answer could be read. */
const OURS = new Set(
  "host connection content-length transfer-encoding accept-encoding te upgrade expect keep-alive trailer".split(" "),
);
const CHARS_MAX = 8_000;

const NAMED_VALUES = ({ code }: { code?: string }): string | undefined =>
  code === "invalid_type" ? 'must hold names with values: write { Accept-Language: "my" }' : undefined;

/** Names and values as RFC 9110 section 5 allows them. The message never repeats a value, for it may be a password. */
export const headers = () =>
  z.record(z.string(), z.string(), { error: NAMED_VALUES }).check(({ value, issues }) => {
    for (const [name, text] of Object.entries(value)) {
      const fault = faultOf(name, text);
      if (fault !== null) issues.push({ code: "custom", input: value, path: [name], message: fault });
    }
  });

function faultOf(name: string, text: string): string | null {
  if (!/^[\w!#$%&'*+.^`|~-]{1,100}$/.test(name)) return "is no name of a header: write it as in Cookie or Authorization";
  if (OURS.has(name.toLowerCase())) return "is set by Wirewatch itself: take it out";
  if (!/^[\t -~\u0080-\u00ff]*$/.test(text) || text.length > CHARS_MAX)
    return "has a value that no header may have: it is one line of plain characters";
  return null;
}
