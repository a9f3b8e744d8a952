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

const SYSTEM_FAULTS: [RegExp, string][] = [
  [/^(?:connect|read|write) ECONNREFUSED (\S+)$/, "nothing answers at $1 (ECONNREFUSED): check the address, and whether it runs"],
  [/^\w+ (ENOTFOUND|ENODATA) (\S+)$/, "there is no host $2 ($1): check its name"],
  [/^\w+ (EAI_AGAIN|ESERVFAIL|EREFUSED|ETIMEOUT) (\S+)$/, "the name server does not say where $2 is ($1): check the network"],
  [/^connect (EHOSTUNREACH|ENETUNREACH) (\S+).*$/, "there is no way to $2 ($1): check the network"],
  [/^connect ETIMEDOUT (\S+)$/, "$1 does not answer (ETIMEDOUT): check the address, and firewalls in between"],
  [/^password authentication failed for user "(.*)"$/, "the password of user $1 is wrong, or there is no such user"],
  [/^SASL: .*client password must be a .*string$/, "it asks for a password, and the address has none"],
  [/^The server does not support SSL connections$/, "it takes no encrypted connections: leave sslmode out of the address"],
  [
    /^(?:Connection terminated due to connection timeout|timeout exceeded when trying to connect)$/,
    "it gives no answer in time: check the address, and whether it runs",
  ],
  [/^Connection terminated unexpectedly$/, "it cut the connection: check whether it runs, and is Postgres"],
  [/^(?:read|write) (ECONNRESET|EPIPE)$/, "the other side cut the connection ($1)"],
  [
    /^.*:error:\w+:SSL routines:[^:]*:(wrong version number|packet length too long|record layer failure).*$/s,
    "the port does not speak TLS ($1)",
  ],
  [/^.*:error:\w+:SSL routines:[^:]*:([^:]+).*$/s, "no secure connection could be agreed on ($1)"],
  [/^(ENOSPC|EDQUOT): .*'(.+?)'.*$/, "no room on the disk to write $2 ($1): make room"],
  [/^(ENOSPC|EDQUOT): .*$/, "no room on the disk ($1): make room"],
  [
    /^could not (?:extend|write to) file .*(?:No space left|quota exceeded|wrote only).*$/s,
    "no room on the disk for the database ($&): make room",
  ],
  [/^(EACCES|EPERM): .*?'(.+?)'.*$/, "this user may not use $2 ($1): check its owner and mode"],
  [/^EROFS: .*?'(.+?)'.*$/, "$1 is on a disk that cannot be written (EROFS): mount it for writing, or name another place"],
  [/^ENOENT: .*?'(.+?)'.*$/, "there is no file or folder $1 (ENOENT)"],
  [/^EEXIST: .*?'(.+?)'.*$/, "$1 is there already, and is a file (EEXIST)"],
  [/^EISDIR: .*?'(.+?)'.*$/, "$1 is a folder, not a file (EISDIR)"],
  [/^ENAMETOOLONG: .*$/, "the path is too long for the file system (ENAMETOOLONG)"],
  [/^ENOTDIR: .*?'(.+?)'.*$/, "a part of the path $1 is a file, not a folder (ENOTDIR)"],
];

/** Says in plain English what a message of the system or of OpenSSL means, with its code; other messages stay. */
export function plainMessage(message: string): string {
  const [pattern, words] = SYSTEM_FAULTS.find(([known]) => known.test(message)) ?? [];
  return pattern === undefined || words === undefined ? message : message.replace(pattern, words);
}

/** The message of a thrown fault. A host with several addresses fails with one error for each, and without a message of its own. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return [...new Set(thrown.errors.map(messageOf))].join("; ");
  return plainMessage(thrown instanceof Error ? thrown.message : String(thrown));
}

/** Any thrown value as an Error. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
}
