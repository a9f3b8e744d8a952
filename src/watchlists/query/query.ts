// Query: one expression in one string, as parsed. `offset` is where each part begins in the string, in UTF-16 units.
import type { FactKind } from "../document-facts.ts";
import type { Field } from "../expression.ts";

export type Query =
  | { kind: "term"; text: string; offset: number }
  /** Without its slashes. */
  | { kind: "regex"; source: string; offset: number }
  | { kind: "set"; name: string; offset: number }
  /** `"a b"~n`: the words of a phrase within n words of each other, in any order. */
  | { kind: "loose-phrase"; words: string[]; within: number; offset: number }
  | { kind: "and" | "or"; parts: Query[]; offset: number }
  | { kind: "not"; part: Query; offset: number }
  | { kind: "near"; a: Query; b: Query; within: number; ordered: boolean; offset: number }
  | { kind: "field"; field: Field; part: Query; offset: number }
  | { kind: "fact"; fact: FactKind; value: string; offset: number };

/** What is wrong, where, and how to fix it. */
export interface QueryFault {
  message: string;
  offset: number;
}

export type QueryReading = { kind: "query"; query: Query } | { kind: "fault"; fault: QueryFault };
