// What this process tells of its work as spans: nothing, unless tracing was started.

/** A run of a stage. */
export interface Run {
  stage: string;
  /** Of its subject, such as `article-17`. */
  job: string;
  /** 1 for the first try. */
  attempt: number;
}

/** Says how a run ended: one word, and the kind of its fault if there was one. */
export type TellEnd = (outcome: string, fault?: string) => void;

type RunInSpan = <T>(run: Run, work: (tellEnd: TellEnd) => Promise<T>) => Promise<T>;

const untraced: RunInSpan = (_, work) => work(() => undefined);
let traced = untraced;

export const tracer = {
  run: <T>(run: Run, work: (tellEnd: TellEnd) => Promise<T>): Promise<T> => traced(run, work),
  /** Returns what ends it. One process has one tracer, as OpenTelemetry has. */
  use(next: RunInSpan): () => void {
    traced = next;
    return () => void (traced = untraced);
  },
};
