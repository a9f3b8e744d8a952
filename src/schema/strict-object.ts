// Strict objects: a mapping of known keys, where an unknown one is answered with the nearest known.
import * as z from "zod";
import { didYouMean } from "../text/nearest.ts";

/** Like z.strictObject; the message of unknown keys has one line a key. */
export function strictObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      // Asked for late, because a recursive shape may not be read while it is built.
      const known = Object.keys(shape);
      if (issue.code === "invalid_type") return `must be a mapping with the keys ${known.join(", ")}`;
      if (issue.code !== "unrecognized_keys") return undefined;
      return issue.keys.map((key) => unknownKey(key, known)).join("\n");
    },
  });
}

function unknownKey(key: string, known: string[]): string {
  return `"${key}" is not a key here${didYouMean(key, known) || `: known are ${known.join(", ")}`}`;
}
