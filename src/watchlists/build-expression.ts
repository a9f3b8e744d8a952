// Builds the expressions of YAML (strings, sets, any, all, none, near, with), and reports what is wrong with them, and where.
import { addPhrase } from "./add-phrase.ts";
import { allOf, anyOf, nearOf, noneOf, outsideOf, termOf, withOf } from "./expression.ts";
import { didYouMean } from "../text/nearest.ts";
import { phrasesIn } from "./masks.ts";
import { addFault, inside, trailOf } from "./place.ts";
import { buildName } from "./names/build-name.ts";
import { quoted, readRegex, readTerm } from "./read-term.ts";
import { expectedFrequency } from "./words/expected-frequency.ts";
import type { Expression } from "./expression.ts";
import type { Place } from "./place.ts";
import type { TermReading } from "./read-term.ts";
import type { TermOptions } from "./spelling/term-options.ts";

const sizeMax = 200_000;
const depthMax = 200;
const withinMax = 10_000;
const kinds = ["any", "all", "none", "near", "text", "stem", "name", "forms"];
const keysOfKind: Record<string, readonly string[]> = {
  any: ["any", "mask"],
  text: ["text", "case", "accents", "with"],
  stem: ["stem", "language"],
  name: ["name", "spellings", "not_forms"],
};
const nearKeys = ["within", "ordered", "a", "b"];

/** Returns null if something is wrong, which is then among the faults. */
export function buildExpression(definition: unknown, place: Place): Expression | null {
  if (place.depth > depthMax) return addFault(place, `this is nested too many levels deep: use fewer groups within groups`);
  if (typeof definition === "string") {
    const name = /^\$([\p{L}\p{N}_][\p{L}\p{M}\p{N}_-]*)$/u.exec(definition)?.[1];
    return name !== undefined && !/^\d+$/.test(name) ? buildSet(name, place) : buildWords(definition, {}, place);
  }
  if (typeof definition === "number") return buildTerm(String(definition), {}, place);
  if (Array.isArray(definition)) return buildList(definition, place, anyOf);
  if (definition === null || definition === undefined)
    return addFault(place, "this term is empty: write a word or a phrase, or take the line out");
  if (typeof definition !== "object") return addFault(place, "this is no term: put it in quotes");
  return buildGroup(definition as Record<string, unknown>, place);
}

function buildGroup(definition: Record<string, unknown>, place: Place): Expression | null {
  const keys = Object.keys(definition);
  const given = kinds.filter((kind) => keys.includes(kind));
  const [kind] = given;
  if (kind === undefined) {
    const key = keys[0] ?? "";
    return addFault(
      place,
      `this is no term: it needs one of ${kinds.join(", ")}${key === "" ? "" : `, and has "${key}"${didYouMean(key, kinds)}`}`,
    );
  }
  if (given.length > 1)
    return addFault(
      place,
      `${given.join(" and ")} stand in one place: write each as an item of its own, in an all: where both must hold`,
    );
  const allowed = keysOfKind[kind] ?? [kind];
  const stranger = keys.find((key) => !allowed.includes(key));
  if (stranger !== undefined)
    return addFault(
      inside(place, stranger),
      `"${stranger}" does not go with ${kind}${didYouMean(stranger, [...allowed, ...kinds]) || `: ${kind} takes ${allowed.join(", ")}`}`,
    );
  const value = definition[kind];
  const at = inside(place, kind);
  switch (kind) {
    case "any":
      return buildOutside(buildList(value, at, anyOf), definition["mask"], inside(place, "mask"));
    case "all":
      return buildList(value, at, allOf);
    case "none":
      return buildList(value, at, noneOf);
    case "near":
      return readNear(value, at);
    case "stem":
      return typeof value === "string"
        ? buildTerm(value, { stem: true, language: optionalString(definition["language"]) }, at)
        : addFault(at, "stem takes one word, as in { stem: хунта }");
    case "name":
      return buildName(definition, at);
    case "forms":
      return buildForms(value, at);
    default:
      return buildText(definition, at, place);
  }
}

function buildOutside(built: Expression | null, mask: unknown, at: Place): Expression | null {
  if (mask === undefined || !built) return built;
  const masks = Array.isArray(mask) ? mask.map((one, index) => buildMask(one, inside(at, index))) : [buildMask(mask, at)];
  return outsideOf(built, masks.flat());
}

export function buildMask(mask: unknown, place: Place): readonly number[] {
  const built = buildExpression(mask, place);
  const phrases = built ? phrasesIn(built) : [];
  if (phrases === null) addFault(place, "a mask is a word or a phrase, or a list of them: take all, none, near and with out");
  return phrases ?? [];
}

function buildText(definition: Record<string, unknown>, at: Place, place: Place): Expression | null {
  const { text, case: cased, accents, with: context } = definition;
  if (typeof text !== "string") return addFault(at, "text takes a word or a phrase, as in { text: SAC, case: true }");
  if (cased !== undefined && typeof cased !== "boolean") return addFault(inside(place, "case"), "case is true or false");
  if (accents !== undefined && typeof accents !== "boolean")
    return addFault(inside(place, "accents"), "accents is true or false");
  const set = setNamed(text, place);
  if (set !== null)
    return addFault(
      at,
      `${set} is a set, and has no options: write it as an item of its own, or near: { within: 50, a: ${set}, b: … }`,
    );
  const built = buildWords(text, { case: cased, accents }, at);
  return context === undefined ? built : withContext(built, context, inside(place, "with"));
}

function withContext(built: Expression | null, definition: unknown, at: Place): Expression | null {
  const { within, any } = Object(definition) as Record<string, unknown>;
  if (any === undefined)
    return addFault(at, "with needs any: what must stand near by, as in with: { within: 50, any: $myanmar }");
  const distance = readWithin(within, at);
  const context = buildList(any, inside(at, "any"), anyOf);
  if (!built || !context || distance === null) return null;
  if (!context.placed)
    return addFault(inside(at, "any"), "the words near by must be words or near groups here: write all and none outside of with");
  return withOf(built, context, distance);
}

function readNear(definition: unknown, at: Place): Expression | null {
  const fields = Object(definition) as Record<string, unknown>;
  const stranger = Object.keys(fields).find((key) => !nearKeys.includes(key));
  if (stranger !== undefined)
    return addFault(
      inside(at, stranger),
      `"${stranger}" does not go with near${didYouMean(stranger, nearKeys) || `: near takes ${nearKeys.join(", ")}`}`,
    );
  const { within, ordered, a, b } = fields;
  if (a === undefined || b === undefined)
    return addFault(at, `near needs ${a === undefined ? "a" : "b"}, as in near: { within: 10, a: junta, b: $myanmar }`);
  const distance = readWithin(within, at);
  const [first, second] = [buildExpression(a, inside(at, "a")), buildExpression(b, inside(at, "b"))];
  return distance === null ? null : buildNear(first, second, { within: distance, ordered: ordered === true }, at);
}

function readWithin(within: unknown, at: Place): number | null {
  if (within === undefined) return addFault(at, "near and with need within, the most words apart, as in within: 10");
  if (typeof within === "number" && Number.isInteger(within) && within >= 1 && within <= withinMax) return within;
  return addFault(inside(at, "within"), `within is a whole number of words from 1 to ${withinMax}`);
}

export function buildNear(
  a: Expression | null,
  b: Expression | null,
  distance: { within: number; ordered: boolean },
  place: Place,
): Expression | null {
  if (!a || !b) return null;
  return (
    nearOf(a, b, distance, sizeMax) ??
    addFault(place, "this near is too large: too many combinations of all, any and none; split it")
  );
}

function buildList(value: unknown, place: Place, join: (parts: readonly Expression[]) => Expression): Expression | null {
  const items = Array.isArray(value) ? value : [value];
  if (items.length === 0) return addFault(place, "this list is empty: write what to look for, or take it out");
  warnOfRepeats(items, place);
  const parts = items.map((item, index) => buildExpression(item, Array.isArray(value) ? inside(place, index) : inside(place)));
  const sound = parts.filter((part) => part !== null);
  if (sound.length < parts.length) return null;
  const joined = join(sound);
  return joined.size > sizeMax
    ? addFault(place, `this list has more than ${sizeMax} parts: split it into several watchlists`)
    : joined;
}

function warnOfRepeats(items: readonly unknown[], place: Place): void {
  const seen = new Set<unknown>();
  for (const [index, item] of items.entries()) {
    if (typeof item !== "string") continue;
    if (seen.has(item)) addFault(inside(place, index), `${quoted(item)} stands in this list twice: take one out`, "warning");
    seen.add(item);
  }
}

function buildForms(value: unknown, at: Place): Expression | null {
  if (!Array.isArray(value) || value.length === 0)
    return addFault(at, "forms takes a list of words, as in { forms: [junta, juntas] }");
  const parts = value.map((form: unknown, index) => {
    const place = inside(at, index);
    if (typeof form !== "string") return addFault(place, "a form is one word or phrase: write it in quotes");
    const set = setNamed(form, place);
    return set === null
      ? buildTerm(form, {}, place)
      : addFault(place, `${set} is a set, not a form of a word: write it next to the forms, in any:`);
  });
  const sound = parts.filter((part) => part !== null);
  return sound.length < parts.length ? null : anyOf(sound);
}

/** Words, or a regular expression between slashes. */
function buildWords(text: string, options: TermOptions, place: Place): Expression | null {
  const [, source, flags] = /^\/(.+)\/([a-z]*)$/s.exec(text) ?? [];
  if (source === undefined) return buildTerm(text, options, place);
  if (flags !== "")
    return addFault(
      place,
      `nothing may stand after the last /: upper and lower case are the same, but for { text: …, case: true }`,
    );
  return buildRegex(source, options.case ?? false, place);
}

export function buildTerm(text: string, options: TermOptions, place: Place): Expression | null {
  return buildReading(readTerm(text, options), text, place);
}

/** `source` without its slashes. */
export function buildRegex(source: string, cased: boolean, place: Place): Expression | null {
  return buildReading(readRegex(source, cased), `/${source}/`, place);
}

function buildReading(reading: TermReading, text: string, place: Place): Expression | null {
  const { build } = place;
  if (reading.kind === "fault") return addFault(place, reading.message);
  if (reading.warning !== null) addFault(place, reading.warning, "warning");
  const phrases = reading.alternatives.map((patterns) => addPhrase(build, patterns));
  const cost = reading.alternatives.reduce((sum, patterns) => sum + expectedFrequency(patterns, text), 0);
  const { elided, possessive, genitive } = reading;
  return termOf(
    {
      text: text.trim(),
      phrases: phrases.length > 1 ? [...new Set(phrases)] : phrases,
      field: place.field,
      elided,
      possessive,
      genitive,
    },
    cost,
  );
}

export function buildSet(name: string, place: Place): Expression | null {
  const finding = place.scope.find(name, place.within);
  if (finding.kind === "fault") return addFault(place, finding.message);
  const found = finding.set;
  const { build } = place;
  let built = build.sets.get(found);
  if (!built) build.sets.set(found, (built = new Map()));
  const known = built.get(place.field);
  if (known === "building")
    return addFault(
      place,
      `the sets go round in a circle: $${name} includes itself by way of this $${name}; take one of them out`,
    );
  if (known !== undefined) return known;
  built.set(place.field, "building");
  const trail = found.file === null ? place.trail : trailOf("sets", name);
  const made = buildList(
    found.definition,
    {
      build,
      file: found.file ?? place.file,
      trail,
      scope: found.scope,
      field: place.field,
      within: found,
      depth: place.depth + 1,
    },
    anyOf,
  );
  built.set(place.field, made);
  return made;
}

/** Whether a set of that name is known; `$NVDA` may also be meant literally. */
function setNamed(text: string, { scope, within }: Place): string | null {
  const name = /^\$(.+)$/u.exec(text.trim())?.[1];
  return name !== undefined && scope.find(name, within).kind === "set" ? `$${name}` : null;
}

const optionalString = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
