// The packs of names that come with Wirewatch: `include: [myanmar]` makes their sets usable as $myanmar, $junta.
import { myanmar } from "./myanmar.ts";
import { russia } from "./russia.ts";
import type { ExpressionDefinition } from "../watchlist.ts";

export type Pack = Record<string, readonly ExpressionDefinition[]>;

export const packs: ReadonlyMap<string, Pack> = new Map<string, Pack>([
  ["myanmar", myanmar],
  ["russia", russia],
]);
