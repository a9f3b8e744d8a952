// A help text is brought to 80 columns without losing its form.
import { expect, test } from "vitest";
import { wrapHelp } from "../../src/cli/format/wrap-help.ts";

test.each([
  ["a paragraph is filled anew", "one two three four\nfive six", "one two\nthree four\nfive six"],
  ["a line that was not full ends where it ended", "one:\ntwo", "one:\ntwo"],
  [
    "a description goes on under itself, also where it went on before",
    "  -a   one two three\n       four",
    "  -a   one\n       two\n       three\n       four",
  ],
  ["blank lines and what has no blank stay", '  {"a":1,"b":2}\n\nend', '  {"a":1,"b":2}\n\nend'],
  ["blanks within a line stay", "a   b\n  c", "a   b\n  c"],
])("%s", (_, text, wrapped) => {
  expect(wrapHelp(text, 12)).toBe(wrapped);
});
