// Expressions in the form that is evaluated: terms as phrases, groups of them, and the phrases by which each can be found.
import type { FactRule } from "./document-facts.ts";

export type Field = "title" | "text";

/** Properties of every expression. */
interface Nature {
  /** How many parts it has on all levels together. */
  size: number;
  /** Phrases of which each text where this holds contains at least one; null if it can hold without any. */
  anchor: Anchor | null;
  /** True if it occurs at places of its own, so that something can be near it. */
  placed: boolean;
}

export interface Anchor {
  phrases: readonly number[];
  /** How often one of them is expected; only for comparison. */
  cost: number;
}

export interface Term extends Nature {
  kind: "term";
  /** As it was written. */
  text: string;
  /** The phrases as which it may be found. */
  phrases: readonly number[];
  field: Field | null;
  /** Written with an elision before it or a possessive after it, which is then part of the match. */
  elided: boolean;
  possessive: boolean;
  /** A name, which is also found with the s of a genitive: Putins. */
  genitive: boolean;
}

export interface Any extends Nature {
  kind: "any";
  parts: readonly Expression[];
  /** For a long list: its terms by their phrases, so that the few found need not be searched for among all. */
  termsByPhrase: ReadonlyMap<number, readonly Term[]> | null;
}

export interface All extends Nature {
  kind: "all";
  parts: readonly Expression[];
}

export interface None extends Nature {
  kind: "none";
  parts: readonly Expression[];
}

export interface Near extends Nature {
  kind: "near";
  a: Expression;
  b: Expression;
  within: number;
  ordered: boolean;
}

/** A term that counts only near its context. */
export interface With extends Nature {
  kind: "with";
  term: Expression;
  context: Expression;
  within: number;
}

/** An expression that counts only outside of some phrases. */
export interface Outside extends Nature {
  kind: "outside";
  term: Expression;
  masks: readonly number[];
}

/** A condition on the document's source. */
export interface Fact extends Nature {
  kind: "fact";
  rule: FactRule;
}

export type Expression = Term | Any | All | None | Near | With | Outside | Fact;

const longList = 32;

export function termOf(fields: Omit<Term, "kind" | keyof Nature>, cost: number): Term {
  return { kind: "term", ...fields, size: 1, anchor: { phrases: fields.phrases, cost }, placed: true };
}

export function anyOf(given: readonly Expression[]): Expression {
  const parts = distinct(given, "any");
  const [only] = parts;
  if (only && parts.length === 1) return only;
  return {
    kind: "any",
    parts,
    termsByPhrase: null,
    size: sizeOf(parts),
    anchor: unionAnchor(parts),
    placed: parts.every(({ placed }) => placed),
  };
}

export function allOf(given: readonly Expression[]): Expression {
  const parts = distinct(given, "all");
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const anchors = parts.map(({ anchor }) => anchor);
  return { kind: "all", parts, size: sizeOf(parts), anchor: anchors.reduce(cheaper, null), placed: false };
}

export function noneOf(parts: readonly Expression[]): Expression {
  return { kind: "none", parts, size: sizeOf(parts), anchor: null, placed: false };
}

export function factOf(rule: FactRule): Expression {
  return { kind: "fact", rule, size: 1, anchor: null, placed: false };
}

export function withOf(term: Expression, context: Expression, within: number): Expression {
  return {
    kind: "with",
    term,
    context,
    within,
    size: 1 + term.size + context.size,
    anchor: cheaper(term.anchor, context.anchor),
    placed: true,
  };
}

export function outsideOf(term: Expression, masks: readonly number[]): Expression {
  return { kind: "outside", term, masks, size: 1 + term.size, anchor: term.anchor, placed: term.placed };
}

/**
 * Distributes `near` over groups without places of their own: both parts of `all: [x, y]` near b means x near b and y near b,
 * and `none` near b means that there is no such place. Returns null if that makes more than `sizeMax` parts.
 */
export function nearOf(
  a: Expression,
  b: Expression,
  distance: { within: number; ordered: boolean },
  sizeMax: number,
): Expression | null {
  const { within, ordered } = distance;
  if (a.placed && b.placed) {
    return { kind: "near", a, b, within, ordered, size: 1 + a.size + b.size, anchor: cheaper(a.anchor, b.anchor), placed: true };
  }
  if (a.size * b.size > sizeMax) return null;
  const [group, near] = a.placed
    ? [b, (part: Expression) => nearOf(a, part, distance, sizeMax)]
    : [a, (part: Expression) => nearOf(part, b, distance, sizeMax)];
  if (group.kind === "none") {
    const inner = near(anyOf(group.parts));
    return inner && noneOf([inner]);
  }
  if (group.kind !== "all" && group.kind !== "any") return null;
  // The members of an `any` with places stay together: one search for all of them.
  const placed = group.kind === "any" ? group.parts.filter((part) => part.placed) : [];
  const others = group.parts.filter((part) => !placed.includes(part));
  const parts = [...(placed.length > 0 ? [anyOf(placed)] : []), ...others].map(near);
  const sound = parts.filter((part) => part !== null);
  if (sound.length < parts.length) return null;
  return group.kind === "all" ? allOf(sound) : anyOf(sound);
}

/** The terms of an `any` by their phrases; made when the first document needs it. */
export function termsByPhrase(any: Any): ReadonlyMap<number, readonly Term[]> | null {
  if (any.termsByPhrase || any.parts.length < longList) return any.termsByPhrase;
  const map = new Map<number, Term[]>();
  for (const part of any.parts) {
    if (part.kind !== "term") continue;
    for (const phrase of part.phrases) {
      const terms = map.get(phrase);
      if (terms) terms.push(part);
      else map.set(phrase, [part]);
    }
  }
  any.termsByPhrase = map;
  return map;
}

/** Dissolves short groups within a group of the same kind (long ones, often sets, are shared), and removes repetitions. */
function distinct(parts: readonly Expression[], kind: "any" | "all"): Expression[] {
  if (parts.length === 1) return [...parts];
  const flat = parts.some((part) => part.kind === kind)
    ? parts.flatMap((part) => (part.kind === kind && part.parts.length < longList ? part.parts : [part]))
    : parts;
  return [...new Set(flat)];
}

const sizeOf = (parts: readonly Expression[]): number => parts.reduce((sum, { size }) => sum + size, 1);

function cheaper(a: Anchor | null, b: Anchor | null): Anchor | null {
  if (!a || !b) return a ?? b;
  return b.cost < a.cost ? b : a;
}

function unionAnchor(parts: readonly Expression[]): Anchor | null {
  const phrases = new Set<number>();
  let cost = 0;
  for (const { anchor } of parts) {
    if (!anchor) return null;
    for (const phrase of anchor.phrases) phrases.add(phrase);
    cost += anchor.cost;
  }
  return { phrases: [...phrases], cost };
}
