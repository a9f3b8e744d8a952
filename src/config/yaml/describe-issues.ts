// Turns zod's issues into faults in the terms of the file: one for each mistake, with the path to its place.
import type * as z from "zod";
import type { PlainValue } from "./plain-value.ts";
import type { Part, YamlPath } from "./yaml-places.ts";

interface PathFault {
  path: YamlPath;
  part: Part;
  /** What is wrong, and how to fix it. */
  message: string;
}

type Issue = z.core.$ZodIssue;

/** Faults of a value that a schema refused, in the schema's order. */
export function describeIssues(issues: Issue[], root: PlainValue): PathFault[] {
  return issues.flatMap((issue) => describeIssue(issue, [], root));
}

function describeIssue(issue: Issue, above: YamlPath, root: PlainValue): PathFault[] {
  const path = [...above, ...issue.path.filter((step) => typeof step !== "symbol")];
  const subject = subjectOf(path);
  const given = valueAt(root, path);
  if (given === undefined) return [{ path, part: "value", message: `${subject} is missing: add it` }];
  if (given === null) return [{ path, part: "value", message: `${subject} is empty: ${emptyWords(path)}` }];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.message.split("\n").map((message, index) => {
        return { path: [...path, issue.keys[index] ?? ""], part: "key", message };
      });
    case "invalid_union":
      return describeUnion(issue, path, root);
    case "invalid_type":
      return [{ path, part: "value", message: withSubject(subject, typeWords(issue, given)) }];
    case "custom":
      return [{ path, part: issue.params?.["at"] === "key" ? "key" : "value", message: withSubject(subject, issue.message) }];
    case "too_small":
      if (issue.origin === "array") return [{ path, part: "value", message: `${subject} ${issue.message}` }];
      return [{ path, part: "value", message: `${subject} must be ${String(issue.minimum)} or more` }];
    case "too_big":
      return [{ path, part: "value", message: `${subject} must be ${String(issue.maximum)} or less` }];
    case "invalid_value":
      return [{ path, part: "value", message: `${subject} is none of ${issue.values.join(", ")}: write one of them` }];
    default:
      return [{ path, part: "value", message: `${subject} is not right: ${issue.message}` }];
  }
}

/** A line "- #word" is an item that is empty, and a comment. */
const emptyWords = (path: YamlPath): string =>
  typeof path.at(-1) === "number"
    ? "give it a value, in quotes if it begins with #, or take the line out"
    : "give it a value, or take the line out";

/** Messages that quote their subject need no other subject. */
const withSubject = (subject: string, message: string): string =>
  /^("|'|the |this )/.test(message) ? message : `${subject} ${message}`;

/** Of several forms, the one that was meant is the one with the given type. */
function describeUnion(issue: Issue & { code: "invalid_union" }, path: YamlPath, root: PlainValue): PathFault[] {
  const meant = issue.errors.find((branch) => !branch.some((inner) => isTypeMiss(inner)));
  if (meant !== undefined) return meant.flatMap((inner) => describeIssue(inner, path, root));
  const expected = new Set(issue.errors.flat().flatMap((inner) => expectedTypes(inner)));
  const given = valueAt(root, path);
  // A number where a text is read further: its own words say what to write.
  const isOwn = (inner: Issue): boolean => isTypeMiss(inner) && expectedTypes(inner).includes("string") && !isZodsOwn(inner);
  const own = typeof given === "number" ? issue.errors.flat().find(isOwn) : undefined;
  if (own !== undefined) return describeIssue(own, path, root);
  const list = expected.has("array") ? ", or a list of such" : "";
  const words = expected.has("string") ? `must be a text, or keys in { }${list}` : "must be a list, or hold keys";
  return [{ path, part: "value", message: `${subjectOf(path)} ${words}${quoteHint(given)}` }];
}

function isTypeMiss(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  return (
    issue.code === "invalid_type" || (issue.code === "invalid_union" && issue.errors.every((branch) => branch.some(isTypeMiss)))
  );
}

function expectedTypes(issue: Issue): string[] {
  if (issue.code === "invalid_union") return issue.errors.flat().flatMap((inner) => expectedTypes(inner));
  return issue.code === "invalid_type" ? [issue.expected] : [];
}

function typeWords(issue: Issue & { code: "invalid_type" }, given: PlainValue): string {
  switch (issue.expected) {
    case "string":
      return typeof given === "number" && !isZodsOwn(issue) ? issue.message : `must be a text${quoteHint(given)}`;
    case "array":
      return typeof given === "object" ? 'must be a list: begin each item with "- "' : `must be a list: write [${short(given)}]`;
    case "boolean":
      return "must be true or false";
    case "number":
    case "int":
      return "must be a whole number, without quotes";
    default:
      return issue.message;
  }
}

/** A text that is not read any further (a term, a test) has no words of its own for a number. */
const isZodsOwn = ({ message }: Issue): boolean => message === "" || message.startsWith("Invalid input");

function quoteHint(given: PlainValue | undefined): string {
  if (typeof given === "number" || typeof given === "boolean") return `: put it in quotes, as in "${String(given)}"`;
  if (Array.isArray(given)) return ", not a list";
  if (typeof given === "object" && given !== null) return ', not keys: put a text that holds ": " in quotes';
  return "";
}

function short(given: PlainValue): string {
  const text = typeof given === "object" ? "…" : String(given);
  return text.length <= 40 && !text.includes("://") ? text : "…";
}

/** The last key of a path, in quotes. */
function subjectOf(path: YamlPath): string {
  const key = path.findLast((step) => typeof step === "string");
  if (key === undefined) return path.length === 0 ? "the file" : "the item";
  return typeof path.at(-1) === "number" ? `an item of "${key}"` : `"${key}"`;
}

/** The value at a path; undefined if there is none. */
export function valueAt(root: PlainValue | undefined, path: YamlPath): PlainValue | undefined {
  let value = root;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Array.isArray(value) ? value[Number(step)] : Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}
