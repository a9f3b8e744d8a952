// How Node runs the programs that tests start: they live for seconds, and optimising their code takes longer than they need it for.

/** Without them a round of the embedded program costs twice the processor's time. */
export const CHILD_FLAGS = ["--liftoff-only", "--no-opt"];
