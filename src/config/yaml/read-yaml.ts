// Reads YAML text into a plain value, with every syntax fault at its place.
import { parseDocument } from "yaml";
import type { Lookup } from "../load/environment.ts";
import { plainValue, type PlainValue } from "./plain-value.ts";
import { lineIndex, type Place } from "./yaml-places.ts";
import { oddLines, syntaxFaults, type OffsetFault } from "./yaml-syntax.ts";

interface YamlFault extends Place {
  message: string;
}

/** `value` is null for an empty file, and missing if the syntax is broken. */
type YamlReading = { kind: "value"; value: PlainValue; faults: YamlFault[] } | { kind: "broken"; faults: YamlFault[] };

/** Reads YAML 1.2 and expands `${NAME}` from `lookup`. Never throws. */
export function readYaml(text: string, lookup: (name: string) => Lookup): YamlReading {
  const placeOf = lineIndex(text);
  const placed = ({ offset, message }: OffsetFault): YamlFault => ({ ...placeOf(offset), message });
  const odd = oddLines(text);
  if (odd.length > 0) return { kind: "broken", faults: odd.map(placed) };
  try {
    // The library's own search for duplicate keys is quadratic, and it counts aliases without measuring them: plainValue does both.
    const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: "error" });
    const broken = syntaxFaults(document, text, placeOf);
    if (broken.length > 0) return { kind: "broken", faults: broken.map(placed) };
    const { value, faults, unfolds } = plainValue(document, lookup);
    return unfolds ? { kind: "value", value, faults: faults.map(placed) } : { kind: "broken", faults: faults.map(placed) };
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    return { kind: "broken", faults: [{ line: 1, column: 1, message: "nested too deep to be read: write it flatter" }] };
  }
}
