// What the desk's methods may use: the store, and the pipeline if this process runs it.
import type { Config } from "../config/config.ts";
import type { VisitDeps } from "./ask-document.ts";
import type { PipelineDeps, StageDeps } from "../pipeline/stage-deps.ts";
import type { StageName } from "../pipeline/pipeline.ts";
import type { Threads } from "../threads/pool.ts";
import type { Tally } from "../pipeline/tally.ts";

export interface DeskDeps extends Pick<StageDeps, "database" | "config" | "now"> {
  /** Null in a process that only opened the store. */
  pipeline: RunningPipeline | null;
  /** For what people ask: apart from those of the pipeline, where a thousand pages may wait. */
  threads?: Threads;
  /** In a process that read no more of the configuration. */
  sources?: () => Pick<Config, "feeds" | "fetch" | "watchlists">;
  /** What asks other sites, in a process that opened this alone. */
  visit?: Omit<VisitDeps, "now">;
}

export interface RunningPipeline {
  deps: PipelineDeps;
  tally: Tally;
  /** Starts workers for those of these stages that do not run yet, and the chores. `lanesOnly`: for the lanes of these stages alone. */
  start(stages: readonly StageName[], options?: { lanesOnly: boolean }): void;
  /** Enqueues what is due now. */
  sweep(): Promise<number>;
}
