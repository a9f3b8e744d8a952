// Loads one configuration file: reads it within limits, parses it, expands variables, checks its schema, and places its faults.
import { readFile, stat } from "node:fs/promises";
import { relative } from "node:path";
import type * as z from "zod";
import type { ConfigFault } from "../config.ts";
import { excerptAt } from "../yaml/excerpt-at.ts";
import { describeIssues } from "../yaml/describe-issues.ts";
import type { Lookup } from "./environment.ts";
import { hasVariables } from "./expand-variables.ts";
import type { PlainValue } from "../yaml/plain-value.ts";
import { readYaml } from "../yaml/read-yaml.ts";
import { yamlPlaces, type Part, type YamlPath } from "../yaml/yaml-places.ts";

export const fileBytesMax = 1024 * 1024;
/** Faults of one file beyond this number are counted, not listed. */
const faultsMax = 1_000;
const NOT_UTF8 = "is not in UTF-8: save it as UTF-8";

type FileText = { kind: "text"; text: string } | { kind: "absent" } | { kind: "fault"; message: string };

/** The content of a file. `raw` is set if the file is YAML, `value` only if the schema accepts it. */
export interface LoadedFile<T> {
  /** The name used in faults. */
  file: string;
  found: boolean;
  /** It is not there, or has nothing but comments and empty lists. */
  isSilent: boolean;
  raw: PlainValue;
  value: T | null;
  /** Paths of the parts that the schema refused. */
  refused: YamlPath[];
  faults: ConfigFault[];
  /** A fault in this file, by its path. */
  faultAt(path: YamlPath, message: string, options?: { severity?: ConfigFault["severity"]; part?: Part }): ConfigFault;
}

/** Whether a file says anything. */
export type ReadFile = Pick<LoadedFile<unknown>, "file" | "isSilent">;

/** The files' folder, and the values of variables. */
export interface ConfigSource {
  dir: string;
  lookup: (name: string) => Lookup;
  /** Valid files by path, so that one edit does not cause every other file to be read again. */
  sound?: Map<string, { text: string; loaded: LoadedFile<unknown> }>;
}

/** A path as people and editors follow it: relative to the working directory if it is inside. */
export function shownPath(path: string): string {
  const shown = relative(process.cwd(), path);
  return shown === "" || shown.startsWith("..") ? path : shown;
}

/** Loads one YAML file; an empty one counts as an empty mapping. Never throws because of the file's content. */
export async function loadFile<T>(path: string, schema: z.ZodType<T>, { lookup, sound }: ConfigSource): Promise<LoadedFile<T>> {
  const content = await readText(path);
  if (content.kind !== "text") return unread(shownPath(path), content);
  const known = sound?.get(path);
  // A path is always read with the same schema, so its cached value has that type.
  if (known?.text === content.text) return { ...(known.loaded as LoadedFile<T>), faults: [] };
  const loaded = loadText(shownPath(path), content.text, schema, lookup);
  // Variables may change while the text does not.
  if (loaded.value === null || hasVariables(content.text)) sound?.delete(path);
  else sound?.set(path, { text: content.text, loaded });
  return loaded;
}

function unread<T>(file: string, content: Exclude<FileText, { kind: "text" }>): LoadedFile<T> {
  const faultAt: LoadedFile<T>["faultAt"] = (_path, message, { severity = "error" } = {}) => {
    return { file, line: 1, column: 1, message, severity };
  };
  const faults = content.kind === "fault" ? [faultAt([], content.message)] : [];
  return {
    file,
    found: content.kind === "fault",
    isSilent: content.kind === "absent",
    raw: null,
    value: null,
    refused: [],
    faults,
    faultAt,
  };
}

/** The same for a text; `file` is its name in faults. */
export function loadText<T>(file: string, text: string, schema: z.ZodType<T>, lookup: ConfigSource["lookup"]): LoadedFile<T> {
  const reading = readYaml(text, lookup);
  const placeOf = yamlPlaces(text);
  const faultAt: LoadedFile<T>["faultAt"] = (path, message, { severity = "error", part = "value" } = {}) => {
    const place = placeOf(path, part);
    return { file, ...place, message, severity, ...(typeof part === "object" && { excerpt: excerptAt(text, place) }) };
  };
  const faults: ConfigFault[] = reading.faults.map((fault) => ({ file, severity: "error", ...fault }));
  const loaded = { file, found: true, isSilent: false, raw: null, value: null, refused: [], faults, faultAt };
  if (reading.kind === "broken") return loaded;
  const raw = reading.value ?? {};
  loaded.isSilent = saysNothing(raw);
  const checked = schema.safeParse(raw);
  if (checked.success) return { ...loaded, raw, value: faults.length === 0 ? checked.data : null };
  const described = describeIssues(checked.error.issues, raw);
  // A file that could not be read is already a fault, and is not reported as missing too.
  const known = new Set(faults.map(({ line, column }) => `${line}:${column}`));
  for (const { path, message, part } of described.slice(0, faultsMax)) {
    const fault = faultAt(path, message, { part });
    if (!known.has(`${fault.line}:${fault.column}`)) faults.push(fault);
  }
  if (described.length > faultsMax) faults.push(faultAt([], `${described.length - faultsMax} more faults like these`));
  return { ...loaded, raw, refused: described.map(({ path }) => path) };
}

const saysNothing = (raw: PlainValue): boolean =>
  raw === null || (typeof raw === "object" && Object.values(raw).every((value) => saysNothing(value)));

/** Reads a UTF-8 text file of at most 1 MiB. */
export async function readText(path: string): Promise<FileText> {
  try {
    const status = await stat(path);
    // Reading a pipe or a device would never end.
    if (!status.isFile()) return { kind: "fault", message: "is not a file: put a file in its place, or take it out" };
    if (status.size > fileBytesMax) {
      const mebibytes = (status.size / fileBytesMax).toFixed(1);
      return { kind: "fault", message: `holds ${mebibytes} MiB, and a file may hold 1 MiB: split it into several` };
    }
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
    // UTF-16 without a mark, for one.
    if (text.includes("\0")) return { kind: "fault", message: NOT_UTF8 };
    // YAML ends a line at a carriage return too, and its library does not.
    return { kind: "text", text: text.includes("\n") ? text : text.replaceAll("\r", "\n") };
  } catch (thrown) {
    if (thrown instanceof TypeError) return { kind: "fault", message: NOT_UTF8 };
    const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : String(thrown);
    if (code === "ENOENT") return { kind: "absent" };
    return { kind: "fault", message: `cannot be read (${code}): check who may read it` };
  }
}
