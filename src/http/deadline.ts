// One deadline for a whole request, which says what the time was spent on.
import { HttpFaultError } from "./explain-fault.ts";

export interface Deadline {
  /** Aborted with an HttpFaultError that has a message for people. */
  signal: AbortSignal;
  /** What the request is waiting for now; set by the code that waits, read when the time is over. */
  phase: () => string;
  /** Frees the timer; the signal stays as it is. */
  end(): void;
}

/** Ends after `deadlineMs`, some of which are already spent, or when `outer` is aborted. */
export function startDeadline(deadlineMs: number, outer: AbortSignal | undefined, spentMs = 0): Deadline {
  const controller = new AbortController();
  const stop = (): void => controller.abort(new HttpFaultError("aborted", "stopped before it was done", { temporary: true }));
  const timer = setTimeout(() => {
    const message = `took longer than ${deadlineMs / 1000} s (while ${deadline.phase()})`;
    controller.abort(new HttpFaultError("timeout", message, { temporary: true }));
  }, deadlineMs - spentMs);
  outer?.addEventListener("abort", stop, { once: true });
  const deadline: Deadline = {
    signal: controller.signal,
    phase: () => "starting",
    end() {
      clearTimeout(timer);
      outer?.removeEventListener("abort", stop);
    },
  };
  if (outer?.aborted === true) stop();
  return deadline;
}
