// Reads a document in a thread, for callers that only pass on why it could not be read.
import type { Threads } from "./pool.ts";
import type { TaskName, Tasks } from "./tasks.ts";

/** Resolves to what the document holds, or to why it could not be read. */
export async function readInThread<T extends TaskName>(
  threads: Pick<Threads, "run">,
  task: T,
  input: Tasks[T]["input"],
): Promise<Tasks[T]["output"] | string> {
  const end = await threads.run(task, input);
  if (end.kind === "done") return end.value;
  return end.kind === "timeout" ? "reading it takes too long" : end.message;
}
