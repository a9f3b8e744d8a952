// The sound part of a faulty file: its list without the refused items, so that one fault does not hide those in other items.
import type * as z from "zod";
import { valueAt } from "./describe-issues.ts";
import type { LoadedFile } from "./load-file.ts";
import type { PlainValue } from "./plain-value.ts";
import type { YamlPath } from "./yaml-places.ts";

export interface SoundPart<T> {
  value: T;
  /** The path in the file of what has this path in `value`. */
  pathInFile(path: YamlPath): YamlPath;
}

/** What is left of a file without the items of `list` that its schema refused; null where something else was refused. */
export function soundPart<T>(loaded: LoadedFile<T>, schema: z.ZodType<T>, list: string): SoundPart<T> | null {
  if (loaded.value !== null) return { value: loaded.value, pathInFile: (path) => path };
  const { raw, refused } = loaded;
  if (!isMapping(raw) || refused.some(([key, index]) => key !== list || typeof index !== "number")) return null;
  const items = valueAt(raw, [list]);
  if (!Array.isArray(items)) return null;
  const dropped = new Set(refused.map(([, index]) => index));
  const kept = [...items.keys()].filter((index) => !dropped.has(index));
  const checked = schema.safeParse({ ...raw, [list]: kept.map((index) => items[index]) });
  if (!checked.success) return null;
  return {
    value: checked.data,
    pathInFile: (path) => {
      const [key, index, ...rest] = path;
      return key === list && typeof index === "number" ? [key, kept[index] ?? index, ...rest] : path;
    },
  };
}

function isMapping(value: PlainValue): value is Record<string, PlainValue> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
