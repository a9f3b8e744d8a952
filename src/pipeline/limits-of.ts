// The limits of one source: its own, else those of all sources, else the program's.
import { findConfigured } from "../config/find-feed.ts";
import { DEFAULT_LIMITS, type SourceLimits } from "../feeds/poll/quota.ts";
import type { Config } from "../config/config.ts";

export const limitsOf = ({ feeds, fetch }: Pick<Config, "feeds" | "fetch">, source: string): SourceLimits => ({
  ...DEFAULT_LIMITS,
  ...fetch.limits,
  ...findConfigured(feeds, source)?.limits,
});
