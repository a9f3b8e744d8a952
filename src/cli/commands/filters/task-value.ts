// The result of a thread's task, or the fault that a filter's line or a command reports.
import { FilterFault } from "./ndjson-filter.ts";
import type { TaskResult } from "../../../threads/tasks.ts";

export function taskValue<T>(result: TaskResult<T>): T {
  switch (result.kind) {
    case "done":
      return result.value;
    case "failed":
      throw new FilterFault(result.code ?? "failed", result.message);
    case "timeout":
      throw new FilterFault("timeout", "reading it took too long; it was given up");
    case "crashed":
      throw new FilterFault("crashed", `reading it needed too much memory (${result.message})`);
  }
}
