// The links on the pages of a person who may read everything.
import { localTimezone } from "../config/schemas/parse-timezone.ts";
import { rootOf } from "./links.ts";
import type { Config } from "../config/config.ts";
import type { Visitor } from "./door.ts";
import type { Links } from "./links.ts";
import type { Asked } from "./page.ts";
import type { WebDeps } from "./web-deps.ts";

/** `json` is null. `canSignOut`: somebody signed in by a password. */
export function linksOfOwner(c: Asked, { config, configFaults }: WebDeps, visitor: Visitor, canSignOut: boolean): Links {
  const root = rootOf(c.req.path);
  return {
    root,
    to: (page) => `${root}${page}`,
    isOwner: true,
    mayChange: visitor === "owner",
    maySay: visitor !== "stranger",
    canSignOut,
    faults: (configFaults?.() ?? []).map(({ file, line, column }) => `${file}:${line}:${column}`),
    zone: zoneOf(config()),
    json: null,
  };
}

/** The zone of most digests; of equally many the first. */
function zoneOf({ digests }: Pick<Config, "digests">): string {
  const counts = new Map<string, number>();
  for (const { timezone } of digests) counts.set(timezone, (counts.get(timezone) ?? 0) + 1);
  const [first] = [...counts].sort(([, one], [, other]) => other - one);
  return first?.[0] ?? localTimezone();
}
