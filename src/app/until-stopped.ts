// Waits for the signal to stop; a second one ends the process at once.

const FORCED_EXIT_MS = 45_000;

export function untilStopped(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false;
    const stop = (signal: NodeJS.Signals) => {
      if (asked) process.exit(1);
      asked = true;
      // Even if something hangs, the process ends in time; the database knows what was not done.
      setTimeout(() => process.exit(1), FORCED_EXIT_MS).unref();
      resolve(signal);
    };
    process.on("SIGTERM", stop);
    process.on("SIGINT", stop);
  });
}
