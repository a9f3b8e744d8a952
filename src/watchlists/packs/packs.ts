// The packs of names that come with Wirewatch: `include: [myanmar]` makes their sets usable as $myanmar, $junta.
import { parse } from "yaml";
import agencies from "./agencies.yaml";
import myanmar from "./myanmar.yaml";
import russia from "./russia.yaml";
import type { ExpressionDefinition, WatchlistDefinition } from "../watchlist.ts";

export interface Pack {
  /** Goes up by one whenever a set finds what it did not find before, or no longer finds what it did. */
  version: number;
  sets: Record<string, readonly ExpressionDefinition[]>;
  /** By set: what it must find and what it must not. */
  tests: Record<string, NonNullable<WatchlistDefinition["tests"]>>;
}

const texts = new Map<string, string>(Object.entries({ agencies, myanmar, russia }));
const read = new Map<string, Pack>();

export const packNames: readonly string[] = [...texts.keys()];

/** Read when it is first asked for, since most starts need none or one. Null where no pack has that name. */
export function packNamed(name: string): Pack | null {
  const text = texts.get(name);
  if (text === undefined) return null;
  let pack = read.get(name);
  if (!pack) read.set(name, (pack = parse(text) as Pack));
  return pack;
}
