// Strict objects: known keys with their values, where an unknown one is answered with the nearest known.
import * as z from "zod";
import { didYouMean } from "../text/nearest.ts";

/**
 * Like z.strictObject; the message of unknown keys has one line a key. `remedy` may say what to write in place of a key that is
 * like no other.
 */
export function strictObject<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
  remedy: (input: Record<string, unknown>, key: string) => string | null = () => null,
) {
  return z.strictObject(shape, {
    error: (issue) => {
      // Asked for late, because a recursive shape may not be read while it is built.
      const known = Object.keys(shape);
      const glued = issue.code === "invalid_type" ? gluedKey(issue.input, known) : null;
      if (glued !== null) return `holds a key without a space after it: write ${glued}: and a space before the value`;
      if (issue.code === "invalid_type")
        return isAddress(issue.input) && known.includes("url")
          ? "needs a key before the address: write url: https://…"
          : `must hold keys: known are ${known.join(", ")}`;
      if (issue.code !== "unrecognized_keys") return undefined;
      const input = issue.input as Record<string, unknown>;
      return issue.keys.map((key) => unknownKey(key, shape, remedy(input, key))).join("\n");
    },
  });
}

/** The key of a text such as `url:https://…`, which YAML takes for a text. */
function gluedKey(input: unknown, known: readonly string[]): string | null {
  const [, key = ""] = typeof input === "string" ? (/^(\w+):\S/.exec(input) ?? []) : [];
  return known.includes(key) ? key : null;
}

const isAddress = (input: unknown): boolean => typeof input === "string" && /^https?:\/\//i.test(input);

function unknownKey(key: string, shape: z.core.$ZodLooseShape, instead: string | null): string {
  const known = Object.keys(shape);
  const advice = belongsBelow(key, shape) ?? (didYouMean(key, known) || `: ${instead ?? `known are ${known.join(", ")}`}`);
  return `"${key}" is not a key here${advice}`;
}

/** Names the key of this shape whose value has such a key; null if there is none. */
function belongsBelow(key: string, shape: z.core.$ZodLooseShape): string | null {
  for (const [name, schema] of Object.entries(shape)) {
    const { object, isItem } = innermost(schema as z.core.$ZodType);
    if (object !== null && Object.hasOwn(object, key)) return `: it belongs ${isItem ? "to an item of" : "below"} ${name}:`;
  }
  return null;
}

/** The keys of a mapping, or of a list's items, without the defaults around it; null if it is neither. */
function innermost(schema: z.core.$ZodType): { object: object | null; isItem: boolean } {
  let { def } = (schema as z.core.$ZodTypes)._zod;
  let isItem = false;
  for (;;) {
    if (def.type === "object") return { object: def.shape, isItem };
    if (def.type === "array") isItem = true;
    const inner = def.type === "array" ? def.element : "innerType" in def ? def.innerType : null;
    if (inner === null) return { object: null, isItem };
    ({ def } = (inner as z.core.$ZodTypes)._zod);
  }
}
