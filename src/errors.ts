// The kinds of fault in which a stage can end; any other error is retried with growing pauses.

/** Trying again cannot help: the job is quarantined with this message, for a person to read. */
export class PermanentError extends Error {
  override name = "PermanentError" as const;
}

/** Not now: the subject is tried again at `until`, and the wait does not count as an attempt. */
export class RetryLaterError extends Error {
  override name = "RetryLaterError" as const;
  readonly until: Date;
  constructor(message: string, until: Date, options?: ErrorOptions) {
    super(message, options);
    this.until = until;
  }
}

/** The database is away, or has no room just now: nothing is wrong with the job, which is tried as long as necessary. */
export class OutageError extends Error {
  override name = "OutageError" as const;
}

/** Something a person has to fix: the message says what, and is shown without a stack. */
export class CommandError extends Error {
  override name = "CommandError";
}

/** The message of a thrown fault. A host with several addresses fails with one error for each, and without a message of its own. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return [...new Set(thrown.errors.map(messageOf))].join("; ");
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Any thrown value as an Error. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
}
