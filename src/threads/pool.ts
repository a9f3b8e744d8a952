// Runs CPU work in threads with a deadline and a heap limit, so that no document can stall or take down the process.
import { startThread, type Thread } from "./start-thread.ts";
import type { Job, TaskName, TaskResult, Tasks } from "./tasks.ts";

export interface ThreadOptions {
  /** How many tasks may run at once. */
  size: number;
  /** How long a task may run, from when its thread is up; `waits` times as long if this process gets little of the machine's time. */
  deadlineMs: number;
  /** Heap of one thread, in MB; a task that needs more ends as `crashed`. */
  heapMb: number;
  /**
   * A thread that holds more than this after a task, in MB, garbage included, is replaced, so that leaks cannot add up (default half of
   * `heapMb`). Its successor reads its first hundreds of pages at twice the cost.
   */
  heldMb?: number;
  /** After this long without work a thread is ended and its memory freed (default 30 s). */
  idleMs?: number;
  /** How many deadlines a task has at the most in a process that works for less than half of one (default 2). */
  waits?: number;
  /** A task that is to be alone lets all others go first for so long (default a minute); a pool with much to do would never run it otherwise. */
  aloneAfterMs?: number;
  /** How long this process has worked, in ms of the processor's time; for tests. */
  processorMs?: () => number;
}

const ALONE_AFTER_MS = 60_000;

export interface Threads {
  /**
   * Runs a task when a thread is free, first come first served. Never rejects because of the task. Input bytes that fill their buffer
   * are moved to the thread: the caller's array is empty afterwards. With `isAlone` no other task runs meanwhile, and those that wait go
   * first. `begin` is called when a thread that has loaded what reads pages is about to work on the task, and awaited; if it rejects, so does this.
   */
  run<Name extends TaskName>(
    task: Name,
    input: Tasks[Name]["input"],
    options?: { deadlineMs?: number; isAlone?: boolean; begin?: () => Promise<void> },
  ): Promise<TaskResult<Tasks[Name]["output"]>>;
  /** Finishes all tasks, then ends the threads. */
  close(): Promise<void>;
}

/** Starts nothing yet: threads start with the first tasks. */
export function openThreads(options: ThreadOptions): Threads {
  const queue: Job[] = [];
  const threads = new Set<Thread>();
  const pending = new Set<Promise<unknown>>();
  let isClosed = false;
  const busy = new Set<Thread>();
  let isOneAlone = false;

  /** A task that is to be alone may end the process, and must not keep others from being done before. */
  const nextJob = (): Job | undefined => {
    const { aloneAfterMs = ALONE_AFTER_MS } = options;
    const overdue = queue.find(({ isAlone, since }) => isAlone && performance.now() - since >= aloneAfterMs);
    return overdue ?? queue.find(({ isAlone }) => !isAlone) ?? queue[0];
  };
  const startJobs = () => {
    for (let job = nextJob(); job !== undefined; job = nextJob()) {
      const free = [...threads].find((thread) => !busy.has(thread));
      if (free === undefined && threads.size >= options.size) return;
      if (isOneAlone || (job.isAlone && busy.size > 0)) return;
      queue.splice(queue.indexOf(job), 1);
      void work(free ?? addThread(), job);
    }
  };
  const addThread = () => {
    const thread: Thread = startThread(options, () => threads.delete(thread));
    threads.add(thread);
    return thread;
  };
  const work = async (thread: Thread, job: Job) => {
    busy.add(thread);
    isOneAlone = job.isAlone;
    const result = thread.run(job);
    job.finish(result);
    await result.catch(() => undefined);
    busy.delete(thread);
    isOneAlone = false;
    startJobs();
  };

  return {
    run<Name extends TaskName>(
      task: Name,
      input: Tasks[Name]["input"],
      { deadlineMs = options.deadlineMs, isAlone = false, begin }: Parameters<Threads["run"]>[2] = {},
    ) {
      if (isClosed) throw new Error(`The threads are closed and can't run ${task}.`);
      const result = new Promise<TaskResult<Tasks[Name]["output"]>>((resolve) => {
        queue.push({
          message: { task, input },
          deadlineMs,
          isAlone,
          since: performance.now(),
          begin,
          finish: resolve as Job["finish"],
        });
      });
      pending.add(result);
      const forget = () => void pending.delete(result);
      result.then(forget, forget);
      startJobs();
      return result;
    },
    async close() {
      isClosed = true;
      await Promise.allSettled(pending);
      await Promise.all([...threads].map((thread) => thread.end()));
    },
  };
}
