// A reading: what a text of one key says, or what is wrong with it and what to write instead.
import * as z from "zod";

export type Reading<T> = { kind: "value"; value: T } | { kind: "fault"; message: string };

/** A schema for a text that `read` understands; what is read stands in the result, and the fault's words in the report. */
export function textRead<T>(read: (text: string) => Reading<T>) {
  return z.string().transform((text, context): T => {
    const reading = read(text);
    if (reading.kind === "value") return reading.value;
    context.addIssue({ code: "custom", message: reading.message });
    return z.NEVER;
  });
}
