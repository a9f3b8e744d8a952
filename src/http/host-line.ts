// Politeness inside one process: one request at a time for each host, with a gap in between; the sources that ask take turns.

export class LinesClosed extends Error {
  override name = "LinesClosed" as const;
}

/** For whom a host is asked: a source, and whether that is a source of the host's own site. */
export interface Asker {
  source: string;
  isOwn: boolean;
}

export interface HostLines {
  /**
   * Runs `work` when its turn at `host` comes, and no sooner than the gap (the larger of `gapMs` here and when opened) after the last one
   * ended. The host's own sources go first, but no more than three times in a row while another waits; the others take turns. Settles
   * as `work` does; rejects if the queues are closed before its turn.
   */
  run<T>(host: string, gapMs: number, work: () => Promise<T>, asker?: Asker): Promise<T>;
  /** How many wait at `host`, without the one that runs. */
  waiting(host: string): number;
  /** Whether one more may wait at `host` for this source: its own sources and all others have room of their own. */
  hasRoom(host: string, asker: Asker): boolean;
  /** Rejects all that wait; running work goes on to its end. */
  close(): void;
}

/** Each waiting request occupies a worker. */
const ROOM = 2;
/** Room for sources of which nothing waits yet, when others take up the rest. */
const ROOM_FOR_NEW = 2;
const OWN_IN_A_ROW = 3;
const NOBODY: Asker = { source: "", isOwn: true };

interface Turn {
  asker: Asker;
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
  /** How many of the host's own sources had the last turns. */
  ownInARow: number;
  /** The other sources, the one that had its turn last at the end. */
  served: Set<string>;
}

/** `gapMs` is the least gap at any host. A host that has been idle for its gap takes no memory. */
export function openHostLines(options: { gapMs: number; now?: () => number }): HostLines {
  const now = options.now ?? Date.now;
  const lines = new Map<string, Line>();
  let closed = false;

  function lineOf(host: string): Line {
    const known = lines.get(host);
    if (known) return known;
    const line: Line = {
      turns: [],
      running: false,
      endedAt: -Infinity,
      gapMs: 0,
      timer: undefined,
      ownInARow: 0,
      served: new Set(),
    };
    lines.set(host, line);
    return line;
  }

  // Starts what may start, or schedules itself for later; drops a queue that is empty.
  function advance(host: string, line: Line): void {
    if (line.running || closed) return;
    clearTimeout(line.timer);
    const next = nextOf(line);
    const gapMs = next?.gapMs ?? line.gapMs;
    // If the clock was set back, the last turn ended in the future, and the gap would be as long as the jump.
    line.endedAt = Math.min(line.endedAt, now());
    const gapLeftMs = line.endedAt + gapMs - now();
    const waitMs = Math.ceil(gapLeftMs);
    if (waitMs > 0) {
      line.timer = setTimeout(() => advance(host, line), waitMs);
      if (!next) line.timer.unref();
    } else if (next) {
      leave(line, next);
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
    run(host, gapMs, work, asker = NOBODY) {
      return new Promise((resolve, reject) => {
        if (closed) return reject(closing());
        const start = (): Promise<void> => Promise.resolve().then(work).then(resolve, reject);
        const line = lineOf(host);
        line.turns.push({ asker, gapMs: Math.max(gapMs, options.gapMs), start, refuse: reject });
        advance(host, line);
      });
    },
    waiting: (host) => lines.get(host)?.turns.length ?? 0,
    hasRoom: (host, asker) => hasRoomFor(asker, lines.get(host)?.turns ?? []),
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

function hasRoomFor({ source, isOwn }: Asker, turns: readonly Turn[]): boolean {
  const alike = turns.filter(({ asker }) => asker.isOwn === isOwn);
  if (alike.length < ROOM) return true;
  return !isOwn && alike.length < ROOM + ROOM_FOR_NEW && alike.every(({ asker }) => asker.source !== source);
}

/** Whose turn it is. */
function nextOf({ turns, ownInARow, served }: Line): Turn | undefined {
  const own = turns.find(({ asker }) => asker.isOwn);
  const others = turns.filter(({ asker }) => !asker.isOwn);
  if (own !== undefined && (others.length === 0 || ownInARow < OWN_IN_A_ROW)) return own;
  // Of sources that had no turn yet the first to come; else the one whose last turn is the longest ago.
  const order = [...served];
  const lastTurn = ({ asker }: Turn): number => order.indexOf(asker.source);
  return others.toSorted((a, b) => lastTurn(a) - lastTurn(b))[0];
}

/** Takes a turn out of the queue, since it has come. */
function leave(line: Line, turn: Turn): void {
  const { source, isOwn } = turn.asker;
  line.turns.splice(line.turns.indexOf(turn), 1);
  line.ownInARow = isOwn ? line.ownInARow + 1 : 0;
  if (isOwn) return;
  line.served.delete(source);
  line.served.add(source);
}

function closing(): LinesClosed {
  return new LinesClosed("stopped while waiting for a turn at the host");
}
