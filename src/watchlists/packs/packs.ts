// The packs of names that are shipped with Wirewatch: `include: [myanmar]` makes their sets usable as $myanmar, $junta.
import { parse } from "yaml";
import agencies from "./agencies.yaml";
import asean from "./asean.yaml";
import leaders from "./leaders.yaml";
import myanmar from "./myanmar.yaml";
import russia from "./russia.yaml";
import sanctions from "./sanctions.yaml";
import un from "./un.yaml";
import world from "./world.yaml";
import type { ExpressionDefinition, WatchlistDefinition } from "../watchlist.ts";

export interface Pack {
  /** Goes up by one whenever a set finds something new, or no longer finds something. */
  version: number;
  sets: Record<string, readonly ExpressionDefinition[]>;
  /** By set: examples that it must find, and examples that it must not. */
  tests: Record<string, NonNullable<WatchlistDefinition["tests"]>>;
}

const texts = new Map<string, string>(Object.entries({ agencies, asean, leaders, myanmar, russia, sanctions, un, world }));
const read = new Map<string, Pack>();

export const packNames: readonly string[] = [...texts.keys()];

/** Reads a pack at its first use, since most starts need none or one. Returns null if there is no pack of that name. */
export function packNamed(name: string): Pack | null {
  const text = texts.get(name);
  if (text === undefined) return null;
  let pack = read.get(name);
  if (!pack) read.set(name, (pack = parse(text) as Pack));
  return pack;
}
