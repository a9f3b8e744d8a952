// How Node runs the tests, and the programs that they start. Both do many things a few times each, and optimising code takes longer than
// they need it for.

/** A function is optimised once it has run fifteen times as much as Node wants by itself. Versions after 20 count calls instead. */
const OPTIMISED_LATE = process.version.startsWith("v20.")
  ? ["--interrupt-budget=1000000"]
  : ["--invocation-count-for-turbofan=45000", "--invocation-count-for-maglev=6000"];

/** What collects garbage in threads of its own costs more than it spares where all processors are busy, and so does what collects it early. */
const GARBAGE = ["--single-threaded-gc", "--no-memory-reducer"];

/** With WebAssembly, which is the embedded database, never optimised, a start of that database costs half of the processor's time. */
export const FLAGS = ["--liftoff-only", ...OPTIMISED_LATE, ...GARBAGE];
