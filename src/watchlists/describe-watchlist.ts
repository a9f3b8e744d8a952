// Describes how a watchlist was understood, set by set and term by term.
import { describeTerm } from "./describe-term.ts";
import { describeName } from "./names/describe-name.ts";
import { parseQuery } from "./query/parse-query.ts";
import { printQuery } from "./query/print-query.ts";
import type { Query } from "./query/query.ts";
import { createSetScopes } from "./set-scopes.ts";
import { counted } from "../text/counted.ts";
import type { NamedSet, SetScope } from "./set-scopes.ts";
import type { Choice, ExpressionDefinition, WatchlistDefinition, WatchlistFile } from "./watchlist.ts";

/** One line of a description, and the lines under it. */
export interface Described {
  text: string;
  parts: Described[];
}

export interface DescribedWatchlist {
  id: string;
  name: string;
  file: string;
  looksFor: Described[];
}

type List = ExpressionDefinition | readonly ExpressionDefinition[];
interface Scope {
  sets: SetScope;
  /** The set to which this list belongs. */
  within: NamedSet | null;
}

/** All valid watchlists of these files, in order of definition. */
export function describeWatchlists(files: readonly { file: string; content: WatchlistFile }[]): DescribedWatchlist[] {
  const scopes = createSetScopes(files, []);
  return files.flatMap(({ file, content }) =>
    (content.watchlists ?? []).flatMap((definition) => {
      const sets = scopes.get(file);
      const { id, name = id } = definition;
      return sets ? [{ id, name, file, looksFor: describeWatchlist(definition, sets) }] : [];
    }),
  );
}

/** All that must hold, in the order in which it was written. */
function describeWatchlist(definition: WatchlistDefinition, sets: SetScope): Described[] {
  const { any, all, none, near, query, mask, unless, filter, min_mentions: least } = definition;
  const scope: Scope = { sets, within: null };
  return [
    ...(any ? [group("any of", any, scope)] : []),
    ...(all ? [group("all of", all, scope)] : []),
    ...(near ? [describe({ near }, scope)] : []),
    ...(query === undefined ? [] : [describeQueryText(query, scope)]),
    ...(none ? [group("none of", none, scope)] : []),
    ...(mask ? [group("what stands inside one of these does not count:", mask, scope)] : []),
    ...(unless?.title ? [group("not where the title has any of", unless.title, scope)] : []),
    ...(unless?.text ? [group("not where the text has any of", unless.text, scope)] : []),
    ...(unless?.any ? [group("not where title or text have any of", unless.any, scope)] : []),
    ...(filter?.language ? [line(describeChoice("language", filter.language))] : []),
    ...(filter?.source ? [line(describeChoice("source", filter.source))] : []),
    ...(filter?.tags ? [line(describeChoice("feed's tag", filter.tags))] : []),
    ...(least !== undefined && least > 1 ? [line(`at least ${least} mentions, taken together`)] : []),
  ];
}

const line = (text: string, parts: Described[] = []): Described => ({ text, parts });

function describeChoice(what: string, choice: Choice): string {
  return Array.isArray(choice)
    ? `only where the ${what} is ${choice.join(" or ")}`
    : `not where the ${what} is ${choice.not.join(" or ")}`;
}

/** Words share one line; groups follow under it. */
function group(title: string, list: List, scope: Scope): Described {
  const parts = [list].flat().map((item) => describe(item, scope));
  const [only] = parts;
  if (only && parts.length === 1 && only.parts.length > 0 && title === "any of") return only;
  const words = parts.filter(({ parts: inner }) => inner.length === 0).map(({ text }) => text);
  const groups = parts.filter(({ parts: inner }) => inner.length > 0);
  if (groups.length === 0) return line(`${title} ${words.join(", ")}`.trimEnd());
  return line(title, [...(words.length > 0 ? [line(words.join(", "))] : []), ...groups]);
}

function describe(definition: ExpressionDefinition, scope: Scope): Described {
  if (typeof definition !== "object") return describeWords(definition, scope);
  if ("any" in definition) {
    const any = group("any of", definition.any, scope);
    if (definition.mask === undefined) return any;
    return line("of these, what stands outside the masks:", [any, group("masks:", definition.mask, scope)]);
  }
  if ("all" in definition) return group("all of", definition.all, scope);
  if ("none" in definition) return group("none of", definition.none, scope);
  if ("forms" in definition) return line(definition.forms.map((form) => describeTerm(form)).join(", "));
  if ("name" in definition) return describeNameTerm(definition);
  if ("stem" in definition) return line(describeTerm(definition.stem, { stem: true, language: definition.language }));
  if ("near" in definition) {
    const { within, ordered, a, b } = definition.near;
    return line(distance(within, ordered ?? false), [group("any of", a, scope), group("any of", b, scope)]);
  }
  const { text, case: cased, with: context } = definition;
  const term = describeTerm(text, { case: cased });
  return context
    ? line(`${term}, where within ${context.within} words of it stands`, [group("any of", context.any, scope)])
    : line(term);
}

function describeNameTerm(definition: Parameters<typeof describeName>[0]): Described {
  const { text, parts } = describeName(definition);
  return line(
    text,
    parts.map((part) => line(part)),
  );
}

const distance = (within: number, ordered: boolean): string =>
  `within ${counted(within, "word")}${ordered ? ", in this order" : ""}`;

function describeWords(text: string, scope: Scope): Described {
  const name = /^\$(.+)$/su.exec(text)?.[1];
  return name === undefined ? line(describeTerm(text)) : describeSet(name, scope, text);
}

function describeSet(name: string, { sets, within }: Scope, written: string): Described {
  const finding = sets.find(name, within);
  if (finding.kind === "fault") return line(describeTerm(written));
  const { set } = finding;
  const { text, parts } = group("", set.definition, { sets: set.scope, within: set });
  return line(`any of $${name}:`, parts.length > 0 ? parts : [line(text.trim())]);
}

function describeQueryText(text: string, scope: Scope): Described {
  const reading = parseQuery(text);
  if (reading.kind === "fault") return line(text);
  return line(`the query ${printQuery(reading.query)}`, [describeQuery(reading.query, scope)]);
}

const factWords = { language: "the language", source: "the source", tags: "one of the feed's tags" } as const;

function describeQuery(query: Query, scope: Scope): Described {
  const all = (parts: readonly Query[]): Described[] => parts.map((part) => describeQuery(part, scope));
  switch (query.kind) {
    case "term":
      return line(describeTerm(query.text));
    case "regex":
      return line(`/${query.source}/`);
    case "set":
      return describeSet(query.name, scope, `$${query.name}`);
    case "loose-phrase":
      return line(
        `${query.words.map((word) => describeTerm(word)).join(", ")}, each within ${query.within} words of another, in any order`,
      );
    case "and":
      return line("all of", all(query.parts));
    case "or": {
      const parts = all(query.parts);
      return parts.some((part) => part.parts.length > 0)
        ? line("any of", parts)
        : line(`any of ${parts.map(({ text }) => text).join(", ")}`);
    }
    case "not":
      return line("none of", all([query.part]));
    case "near":
      return line(distance(query.within, query.ordered), all([query.a, query.b]));
    case "field":
      return line(`in the ${query.field}`, all([query.part]));
    case "fact":
      return line(`${factWords[query.fact]} is ${query.value}`);
    default:
      return query satisfies never;
  }
}
