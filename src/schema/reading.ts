// A reading: what a text of one key says, or what is wrong with it and what to write instead.
import * as z from "zod";
import { schemaPattern, type PatternName } from "./patterns.ts";

export type Reading<T> = { kind: "value"; value: T } | { kind: "fault"; message: string };

/**
 * A schema for a text that `read` understands; what is read stands in the result, and the fault's words in the report. A
 * number that would be refused in quotes as well gets the same words. `pattern` is for editors.
 */
export function textRead<T>(read: (text: string) => Reading<T>, pattern?: PatternName) {
  const ofNumber = (input: unknown) => {
    const reading = typeof input === "number" ? read(String(input)) : null;
    return reading?.kind === "fault" ? reading.message : undefined;
  };
  const string = z.string({ error: ({ input }) => ofNumber(input) ?? "" });
  return (pattern === undefined ? string : string.meta({ pattern: schemaPattern(pattern) })).transform((text, context): T => {
    const reading = read(text);
    if (reading.kind === "value") return reading.value;
    context.addIssue({ code: "custom", message: reading.message });
    return z.NEVER;
  });
}
