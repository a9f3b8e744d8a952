// The valid part of a faulty file: without what its schema refused, so that one fault does not hide others in the file.
import type * as z from "zod";
import type { ConfigFault } from "../config.ts";
import { describeIssues } from "../yaml/describe-issues.ts";
import type { LoadedFile } from "./load-file.ts";
import type { PlainValue } from "../yaml/plain-value.ts";
import type { YamlPath } from "../yaml/yaml-places.ts";

export interface SoundPart<T> {
  value: T;
  /** The parts left out: keys of the file, or single members of keys whose members are independent. */
  without: YamlPath[];
  /** Faults that the schema found only without the others. */
  faults: ConfigFault[];
  /** The path in the file for this path in `value`. */
  pathInFile(path: YamlPath): YamlPath;
}

/** Some checks examine a list only if its items are valid; a third round finds nothing new. */
const roundsMax = 3;

/**
 * A file without the parts that its schema refused: single members of the keys `members`, any other key as a whole.
 * Returns null if nothing is left that the schema accepts.
 */
export function soundPart<T>(loaded: LoadedFile<T>, schema: z.ZodType<T>, members: readonly string[]): SoundPart<T> | null {
  if (loaded.value !== null) return { value: loaded.value, without: [], faults: [], pathInFile: (path) => path };
  const { raw } = loaded;
  if (!isMapping(raw)) return null;
  const without: YamlPath[] = [];
  const faults: ConfigFault[] = [];
  let refused = loaded.refused;
  for (let round = 0; round < roundsMax; round++) {
    without.push(...refused.map((path) => path.slice(0, members.includes(String(path[0])) ? 2 : 1)));
    const { content, pathInFile } = leaveOut(raw, without);
    const checked = schema.safeParse(content);
    if (checked.success) return { value: checked.data, without, faults, pathInFile };
    const described = describeIssues(checked.error.issues, content);
    faults.push(...described.map(({ path, message, part }) => loaded.faultAt(pathInFile(path), message, { part })));
    refused = described.map(({ path }) => pathInFile(path));
  }
  return null;
}

function leaveOut(raw: Record<string, PlainValue>, without: readonly YamlPath[]) {
  const out = new Set(without.map((path) => JSON.stringify(path)));
  const stays = (...path: YamlPath) => !out.has(JSON.stringify(path));
  const content: Record<string, PlainValue> = {};
  const kept = new Map<string | number | undefined, number[]>();
  for (const [key, value] of Object.entries(raw)) {
    if (!stays(key)) continue;
    content[key] = value;
    if (Array.isArray(value)) {
      const indexes = [...value.keys()].filter((index) => stays(key, index));
      kept.set(key, indexes);
      content[key] = value.filter((_item, index) => stays(key, index));
    } else if (isMapping(value)) {
      content[key] = Object.fromEntries(Object.entries(value).filter(([name]) => stays(key, name)));
    }
  }
  const pathInFile = ([key = "", member, ...rest]: YamlPath): YamlPath => {
    if (member === undefined) return [key];
    return [key, (typeof member === "number" ? kept.get(key)?.[member] : undefined) ?? member, ...rest];
  };
  return { content, pathInFile };
}

function isMapping(value: PlainValue): value is Record<string, PlainValue> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
