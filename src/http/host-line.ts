// Politeness inside one process: one request at a time for each host, with a gap in between, first come first served.

export class LinesClosed extends Error {
  override name = "LinesClosed" as const;
}

export interface HostLines {
  /**
   * Runs `work` when its turn at `host` comes: after all earlier ones, and no sooner than the gap (the larger of `gapMs` here and when
   * opened) after the last one ended. Settles as `work` does; rejects if the queues are closed before its turn.
   */
  run<T>(host: string, gapMs: number, work: () => Promise<T>): Promise<T>;
  /** How many wait at `host`, without the one that runs. */
  waiting(host: string): number;
  /** Rejects all that wait; running work goes on to its end. */
  close(): void;
}

interface Turn {
  gapMs: number;
  start: () => Promise<void>;
  refuse: (reason: Error) => void;
}

interface Line {
  turns: Turn[];
  running: boolean;
  /** When the last turn ended, and the gap that it asked for. */
  endedAt: number;
  gapMs: number;
  timer: NodeJS.Timeout | undefined;
}

/** `gapMs` is the least gap at any host. A host that has been idle for its gap takes no memory. */
export function openHostLines(options: { gapMs: number; now?: () => number }): HostLines {
  const now = options.now ?? Date.now;
  const lines = new Map<string, Line>();
  let closed = false;

  function lineOf(host: string): Line {
    const known = lines.get(host);
    if (known) return known;
    const line: Line = { turns: [], running: false, endedAt: -Infinity, gapMs: 0, timer: undefined };
    lines.set(host, line);
    return line;
  }

  // Starts what may start, or schedules itself for later; drops a queue that is empty.
  function advance(host: string, line: Line): void {
    if (line.running || closed) return;
    clearTimeout(line.timer);
    const [next] = line.turns;
    const gapMs = next?.gapMs ?? line.gapMs;
    // If the clock was set back, the last turn ended in the future, and the gap would be as long as the jump.
    line.endedAt = Math.min(line.endedAt, now());
    const gapLeftMs = line.endedAt + gapMs - now();
    const waitMs = Math.ceil(gapLeftMs);
    if (waitMs > 0) {
      line.timer = setTimeout(() => advance(host, line), waitMs);
      if (!next) line.timer.unref();
    } else if (next) {
      line.turns.shift();
      void take(host, line, next);
    } else {
      lines.delete(host);
    }
  }

  async function take(host: string, line: Line, turn: Turn): Promise<void> {
    line.running = true;
    await turn.start();
    line.running = false;
    line.endedAt = now();
    line.gapMs = turn.gapMs;
    advance(host, line);
  }

  return {
    run(host, gapMs, work) {
      return new Promise((resolve, reject) => {
        if (closed) return reject(closing());
        const start = (): Promise<void> => Promise.resolve().then(work).then(resolve, reject);
        const line = lineOf(host);
        line.turns.push({ gapMs: Math.max(gapMs, options.gapMs), start, refuse: reject });
        advance(host, line);
      });
    },
    waiting: (host) => lines.get(host)?.turns.length ?? 0,
    close() {
      closed = true;
      for (const line of lines.values()) {
        clearTimeout(line.timer);
        for (const turn of line.turns) turn.refuse(closing());
      }
      lines.clear();
    },
  };
}

function closing(): LinesClosed {
  return new LinesClosed("stopped while waiting for a turn at the host");
}
