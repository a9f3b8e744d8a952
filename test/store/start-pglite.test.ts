// A start of the embedded store that fails: which failures are tried again, and what is said of those that stay.
import { expect, test } from "vitest";
import { retryPassing } from "../../src/store/engine/start-pglite.ts";

/** Fails as often as there are failures, each with a line of Postgres' log, and then goes well. */
function failing(failures: readonly { error: string; log?: string }[]) {
  const pauses: number[] = [];
  let tries = 0;
  const outcome = retryPassing(
    "data/db",
    async (log) => {
      const failure = failures[tries++];
      if (failure?.log !== undefined) log.push(failure.log);
      if (failure !== undefined) throw new Error(failure.error);
      return "open";
    },
    async (ms) => void pauses.push(ms),
  );
  return { outcome, pauses, tries: () => tries };
}

const GIVEN_UP = { error: "PGlite failed to initialize properly" };
const fatal = (words: string) => ({ ...GIVEN_UP, log: `2026-11-29 01:06:03.260 UTC [42] FATAL:  ${words}` });

test("tries again after a failure that passes, with longer and longer pauses", async () => {
  const start = failing([
    { error: "could not allocate memory" },
    GIVEN_UP,
    fatal("could not open file: Interrupted system call"),
  ]);
  expect(await start.outcome).toBe("open");
  expect(start.pauses).toEqual([200, 1_000, 3_000]);
});

test("gives up after four tries, and says what Postgres said and what to do", async () => {
  const start = failing(Array.from({ length: 9 }, () => fatal("could not locate a valid checkpoint record at 0/0")));
  await expect(start.outcome).rejects.toThrow(
    "the database in data/db does not open: could not locate a valid checkpoint record at 0/0; nothing was deleted. " +
      "Start again; if that fails too, keep this folder, and put an earlier copy in its place or begin with an empty one (--data DIR)",
  );
  expect(start.tries()).toBe(4);
});

test.each([
  [fatal('could not write to file "pg_wal/xlogtemp.42": No space left on device'), "make room on the disk, and start again"],
  [
    { error: "EROFS: read-only file system, open 'data/db/postmaster.pid'" },
    "let the user who runs Wirewatch write there, and start again",
  ],
  [fatal("database files are incompatible with server"), "run the version of Wirewatch that made it"],
])("does not try again if that cannot help: %j", async (failure, todo) => {
  const start = failing([failure]);
  await expect(start.outcome).rejects.toThrow(new RegExp(`; ${todo}$`));
  expect(start.tries()).toBe(1);
});

test.each([
  [{ error: "WebAssembly.Memory(): could not allocate memory" }, "free some memory (a start takes 300 MB), and start again"],
  [{ error: "EMFILE: too many open files" }, "allow more open files (ulimit -n), and start again"],
])("says what to do about a failure that does not pass: %j", async (failure, todo) => {
  const start = failing(Array.from({ length: 9 }, () => failure));
  await expect(start.outcome).rejects.toThrow(`the database in data/db does not open: ${failure.error}; ${todo}`);
});
