// Resolves set names: which list `$name` means in a file (its own, one of an included pack, or one of another file).
import { didYouMean } from "../text/nearest.ts";
import { packNamed, packNames } from "./packs/packs.ts";
import type { ExpressionDefinition, WatchlistFault, WatchlistFile } from "./watchlist.ts";

export interface NamedSet {
  name: string;
  /** Null for a set of a shipped pack. */
  file: string | null;
  definition: readonly ExpressionDefinition[];
  /** Where names within the set are looked up. */
  scope: SetScope;
}

export type SetFinding = { kind: "set"; set: NamedSet } | { kind: "fault"; message: string };

export interface SetScope {
  /** The set that `$name` means. Within the set of that name it means the set of an included pack, which it extends. */
  find(name: string, within: NamedSet | null): SetFinding;
  /** The sets that the file itself defines. */
  own: ReadonlyMap<string, NamedSet>;
}

type Sets = ReadonlyMap<string, NamedSet>;

/** The scope of each file by its name; unknown packs are added to `faults`. */
export function createSetScopes(
  files: readonly { file: string; content: WatchlistFile }[],
  faults: WatchlistFault[],
): Map<string, SetScope> {
  const scopes = new Map<string, SetScope>();
  const everywhere = new Map<string, NamedSet[]>();
  const includes = new Map<string, Sets[]>();
  for (const { file, content } of files) {
    const included: Sets[] = [];
    includes.set(file, included);
    const scope = scopeOf(file, content.sets ?? {}, included, everywhere);
    scopes.set(file, scope);
    for (const set of scope.own.values()) everywhere.set(set.name, [...(everywhere.get(set.name) ?? []), set]);
  }
  for (const { file, content } of files) {
    for (const [index, name] of (content.include ?? []).entries()) {
      const sets = packSets(name) ?? fileSets(name, scopes);
      if (sets) includes.get(file)?.push(sets);
      else faults.push({ file, path: ["include", index], message: unknownPack(name), severity: "error" });
    }
  }
  return scopes;
}

function scopeOf(
  file: string | null,
  sets: Record<string, readonly ExpressionDefinition[]>,
  included: readonly Sets[],
  everywhere: ReadonlyMap<string, readonly NamedSet[]>,
): SetScope {
  const own = new Map<string, NamedSet>();
  const scope: SetScope = {
    own,
    find(name, within) {
      const mine = own.get(name);
      if (mine && mine !== within) return { kind: "set", set: mine };
      for (const sets of included) {
        const set = sets.get(name);
        if (set && set !== within) return { kind: "set", set };
      }
      const others = (everywhere.get(name) ?? []).filter((set) => set !== within);
      const [only] = others;
      if (only && others.length === 1) return { kind: "set", set: only };
      if (mine) return { kind: "fault", message: `the set $${name} includes itself: take $${name} out of its own list` };
      if (only) {
        const places = others.map((set) => set.file).join(" and ");
        return { kind: "fault", message: `$${name} is defined in ${places}: rename one, or define it in this file too` };
      }
      const known = [...own.keys(), ...included.flatMap((sets) => [...sets.keys()]), ...everywhere.keys()];
      const hint =
        didYouMean(name, known) ||
        (packNames.includes(name)
          ? `; the pack of that name brings it: include: [${name}]`
          : "; define it under sets:, or write the words themselves");
      return { kind: "fault", message: `no set is named $${name}${hint}` };
    },
  };
  for (const [name, definition] of Object.entries(sets)) own.set(name, { name, file, definition, scope });
  return scope;
}

function packSets(name: string): Sets | null {
  const pack = packNamed(name);
  return pack ? scopeOf(null, pack.sets, [], new Map()).own : null;
}

/** A pack of one's own is another file in the same folder, which is among the files anyway. */
function fileSets(name: string, scopes: ReadonlyMap<string, SetScope>): Sets | null {
  const wanted = name.replace(/^(?:\.{0,2}\/)+/, "");
  for (const [file, { own }] of scopes) if (file === wanted || file.endsWith(`/${wanted}`)) return own;
  return null;
}

function unknownPack(name: string): string {
  const meant = didYouMean(name, packNames) || ":";
  return `no pack is named "${name}"${meant} shipped packs are ${packNames.join(", ")}, and an own one is a file in this folder, such as names.yaml`;
}
