// Builds one watchlist: its expression, its masks, its vetoes, and its filters.
import { buildExpression, buildMask } from "./build-expression.ts";
import { addFault, inside, pathOf } from "./place.ts";
import { buildQuery } from "./query/build-query.ts";
import { readRule } from "./document-facts.ts";
import { allOf, anyOf } from "./expression.ts";
import { didYouMean } from "../text/nearest.ts";
import { quoted } from "./read-term.ts";
import type { Path, Place } from "./place.ts";
import type { FactRule } from "./document-facts.ts";
import type { Expression } from "./expression.ts";
import type { WatchlistDefinition } from "./watchlist.ts";

export interface CompiledWatchlist {
  id: string;
  name: string;
  file: string;
  path: Path;
  expression: Expression;
  /** Each text that matches contains at least one of these phrases. */
  anchor: readonly number[];
  /** Nothing counts inside one of these phrases. */
  masks: readonly number[];
  /** A document with one of these does not match. */
  unless: Expression | null;
  filter: readonly FactRule[];
  minMentions: number;
  definition: WatchlistDefinition;
}

const keys = ["id", "name", "any", "all", "none", "near", "query", "mask", "unless", "filter", "min_mentions", "tests"];
const lookKeys = ["any", "all", "none", "near", "query"] as const;
const filterKeys = ["language", "source", "tags"] as const;

/** Returns null if something is wrong, which is then among the faults. `taken` holds the ids so far and their places. */
export function buildWatchlist(
  definition: WatchlistDefinition,
  place: Place,
  taken: Map<string, Place>,
): CompiledWatchlist | null {
  const { file } = place;
  const { faults } = place.build;
  const before = faults.length;
  const { id } = definition;
  checkId(definition, place, taken);
  checkKeys(definition, place);
  const expression = whatToLookFor(definition, place);
  const masks = (definition.mask ?? []).map((mask, index) => buildMask(mask, inside(inside(place, "mask"), index)));
  const unless = definition.unless ? vetoesOf(definition.unless, inside(place, "unless")) : null;
  const filter = definition.filter ? filterOf(definition.filter, inside(place, "filter")) : [];
  const minMentions = definition.min_mentions ?? 1;
  if (!Number.isInteger(minMentions) || minMentions < 1)
    addFault(inside(place, "min_mentions"), "min_mentions is a whole number from 1");
  if (!expression || faults.slice(before).some(({ severity }) => severity === "error")) return null;
  if (!expression.anchor) {
    return addFault(
      place,
      `${quoted(id)} would match whatever does not hold its words: add any, all or near that say what must be there`,
    );
  }
  return {
    id,
    name: definition.name ?? id,
    file,
    path: pathOf(place),
    expression,
    anchor: expression.anchor.phrases,
    masks: masks.flat(),
    unless,
    filter,
    minMentions,
    definition,
  };
}

function checkId({ id }: WatchlistDefinition, place: Place, taken: Map<string, Place>): void {
  if (typeof id !== "string" || id.trim() === "") {
    addFault(place, "this watchlist has no id: give it a short one of its own, as in id: myanmar-junta");
    return;
  }
  const other = taken.get(id);
  if (other === undefined) {
    taken.set(id, place);
    return;
  }
  const where = `the watchlist number ${Number(pathOf(other)[1]) + 1} in ${other.file}`;
  addFault(inside(place, "id"), `${quoted(id)} is also the id of ${where}: give one of them another`);
}

function checkKeys(definition: WatchlistDefinition, place: Place): void {
  for (const key of Object.keys(definition)) {
    if (!keys.includes(key))
      addFault(inside(place, key), `a watchlist has no "${key}"${didYouMean(key, keys) || `: it has ${keys.join(", ")}`}`);
  }
}

/** All keys of a watchlist must hold at once; a list under `any:` needs only one of its items. */
function whatToLookFor(definition: WatchlistDefinition, place: Place): Expression | null {
  const { any, all, none, near, query } = definition;
  const given = lookKeys.filter((key) => definition[key] !== undefined);
  if (given.length === 0) return addFault(place, "this watchlist looks for nothing: add any, all, near or query");
  const parts = [
    any !== undefined && buildExpression({ any }, place),
    all !== undefined && buildExpression({ all }, place),
    none !== undefined && buildExpression({ none }, place),
    near !== undefined && buildExpression({ near }, place),
    query !== undefined && buildQuery(query, inside(place, "query")),
  ].filter((part) => part !== false);
  const sound = parts.filter((part) => part !== null);
  return sound.length < parts.length ? null : allOf(sound);
}

function vetoesOf(unless: NonNullable<WatchlistDefinition["unless"]>, place: Place): Expression | null {
  const parts: (Expression | null)[] = [];
  for (const [key, list] of Object.entries(unless)) {
    const at = inside(place, key);
    if (key === "any") parts.push(buildExpression(list, at));
    else if (key === "title" || key === "text") parts.push(buildExpression(list, { ...at, field: key }));
    else addFault(at, `unless has no "${key}": it takes title, text, any`);
  }
  const sound = parts.filter((part) => part !== null);
  return sound.length > 0 ? anyOf(sound) : null;
}

function filterOf(filter: NonNullable<WatchlistDefinition["filter"]>, place: Place): FactRule[] {
  const rules: FactRule[] = [];
  for (const key of Object.keys(filter)) {
    const fact = filterKeys.find((known) => known === key);
    const choice = fact && filter[fact];
    const at = inside(place, key);
    const list = Array.isArray(choice) ? choice : choice?.not;
    if (!fact) addFault(at, `filter has no "${key}"${didYouMean(key, filterKeys) || `: it takes ${filterKeys.join(", ")}`}`);
    else if (!Array.isArray(list) || list.some((value) => typeof value !== "string"))
      addFault(at, `${key} takes a list, as in ${key}: [en, my], or { not: [...] }`);
    else if (list.length === 0 && Array.isArray(choice))
      addFault(at, "an empty list lets nothing through: name what may pass, or take it out");
    else if (choice) rules.push(readRule(fact, choice));
  }
  return rules;
}
