// Explains why an expression does not hold in a document.
import { occurrencesOf, viewOutside } from "./evaluate-expression.ts";
import { pairsNear } from "./words/pairs-near.ts";
import { joinWords } from "../text/counted.ts";
import type { View } from "./evaluate-expression.ts";
import type { OtherForms } from "./other-forms.ts";
import type { Occurrence } from "./words/pairs-near.ts";
import type { Expression, Near, Term, With } from "./expression.ts";

const namesMax = 5;
const anyDistance = 1_000_000;
/** Words that are farther apart have nothing to do with each other. */
const adviceMax = 100;

/** A view for explanations. `otherForms`: in which other form a term stands there. */
export interface Looked extends View {
  otherForms?: OtherForms;
}

/**
 * Returns one clause, such as `"junta" and "Myanmar" are both in it, but 23 words apart at best, and 10 is the most: it would hold with within: 23`.
 * Says of what nearly held by which change it would.
 */
export function explainMissing(expression: Expression, view: Looked): string {
  switch (expression.kind) {
    case "term":
      return explainTerm(expression, view);
    case "any":
      return explainAny(expression.parts, view);
    case "all":
      return expression.parts
        .filter((part) => occurrencesOf(part, view) === null)
        .map((part) => explainMissing(part, view))
        .join("; ");
    case "none":
      return `${listed(expression.parts.filter((part) => occurrencesOf(part, view) !== null).flatMap(namesIn))} is in it, which none forbids`;
    case "near":
      return explainDistance(expression.a, expression.b, expression, view);
    case "with":
      return explainDistance(expression.term, expression.context, { ...expression, ordered: false }, view);
    case "outside":
      return explainMissing(expression.term, viewOutside(expression, view));
    case "fact": {
      const { fact, values, not } = expression.rule;
      return `its ${fact} is ${not ? "" : "not "}${[...values].join(", ")}`;
    }
    default:
      return expression satisfies never;
  }
}

function explainTerm(term: Term, view: Looked): string {
  if (view.masked && occurrencesOf(term, { ...view, masked: null })) return `"${term.text}" stands only inside a mask`;
  const other = view.otherForms?.(term.text) ?? "";
  if (term.field === null) return `"${term.text}" is not in it${other}`;
  const isElsewhere = occurrencesOf({ ...term, field: null }, view) !== null;
  return `"${term.text}" is not in the ${term.field}${isElsewhere ? `, but in the ${term.field === "title" ? "text" : "title"}` : ""}`;
}

/** Parts that nearly held say more than a list of all that was looked for. */
function explainAny(parts: readonly Expression[], view: Looked): string {
  const unmasked = { ...view, masked: null };
  const nearly = parts.filter((part) =>
    part.kind === "term" ? occurrencesOf(part, unmasked) : part.kind !== "any" && mentionsSome(part, unmasked),
  );
  if (nearly.length > 0)
    return nearly
      .slice(0, namesMax)
      .map((part) => explainMissing(part, view))
      .join("; ");
  const names = parts.flatMap(namesIn);
  const none = names.length === 1 ? `${names[0]} is not in it` : `none of ${listed(names)} is in it`;
  for (const part of parts) {
    const other = part.kind === "term" ? (view.otherForms?.(part.text) ?? "") : "";
    if (other !== "") return names.length === 1 ? `${none}${other}` : `${none}; "${(part as Term).text}" is not${other}`;
  }
  return none;
}

function explainDistance(
  a: Expression,
  b: Expression,
  { within, ordered }: Pick<Near, "within" | "ordered">,
  view: Looked,
): string {
  const [first, second] = [occurrencesOf(a, view), occurrencesOf(b, view)];
  if (!first || !second)
    return [first ? null : explainMissing(a, view), second ? null : explainMissing(b, view)]
      .filter((text) => text !== null)
      .join("; ");
  const both = `${namesOf(first)} and ${namesOf(second)} are both in it`;
  const pairs = pairsNear(first, second, { within: anyDistance, ordered }, view.findings);
  if (pairs.length === 0) return `${both}, but ${ordered ? "not in this order" : "never in one field"}`;
  const places = view.findings.places();
  const apart = pairs.map(({ parts }) => (parts ? (places[parts[1].start] ?? 0) - (places[parts[0].end] ?? 0) : Infinity));
  const best = apart.reduce((least, distance) => Math.min(least, distance));
  const words = Math.ceil(best / 2);
  const advice = words <= adviceMax ? `: it would hold with within: ${words}` : "";
  return `${both}, but ${words} words apart at best, and ${within} is the most${advice}`;
}

/** Returns true if some of its words are in the document, whether it holds or not. Ignores facts and words that must be absent. */
export function mentionsSome(part: Expression, view: View): boolean {
  if (part.kind === "none" || part.kind === "fact") return false;
  const sides = sidesOf(part);
  return sides.length === 0 ? occurrencesOf(part, view) !== null : sides.some((side) => mentionsSome(side, view));
}

function sidesOf(part: Expression): readonly Expression[] {
  if (part.kind === "near") return [part.a, part.b];
  if (part.kind === "with" || part.kind === "outside") return [part.term];
  return part.kind === "any" || part.kind === "all" ? part.parts : [];
}

function namesOf(occurrences: readonly Occurrence[]): string {
  return listed([
    ...new Set(
      occurrences.map(({ term, parts }) => `"${term?.text ?? parts?.map((part) => part.term?.text ?? "…").join(" near ")}"`),
    ),
  ]);
}

/** The terms of an expression, quoted. */
function namesIn(part: Expression): string[] {
  if (part.kind === "term") return [`"${part.text}"`];
  if (part.kind === "near") return [`${listed(namesIn(part.a))} near ${listed(namesIn(part.b))}`];
  const { term } = part as Partial<With>;
  return term ? namesIn(term) : sidesOf(part).flatMap(namesIn);
}

/** `"a", "b" and 3 more`. */
export function listed(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const rest = distinct.length - namesMax;
  if (rest > 1) return `${distinct.slice(0, namesMax).join(", ")} and ${rest} more`;
  return joinWords(distinct);
}
