// What a text is told apart by in other languages is read in linear time, whatever it holds.
import { test } from "vitest";
import { readMarks } from "../../../src/stories/translations/read-marks.ts";
import { expectLinear } from "../../support/processor-time.ts";

test.each([
  ["letters without a blank", "စစ်ကောင်စီ"],
  ["figures with blanks", "123 "],
  ["capitals", "Ab"],
  ["quotes", "“"],
])("of %s", async (_, piece) => {
  await expectLinear(
    300,
    (size) => piece.repeat(size),
    (text) => readMarks({ title: "", text, language: null }),
  );
});
