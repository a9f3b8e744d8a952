// One thread, which runs one task at a time until it is replaced.
import { Worker } from "node:worker_threads";
import { builtFile } from "../built-file.ts";
import { toError } from "../errors.ts";
import type { Job, TaskAnswer, TaskMessage, TaskResult } from "./tasks.ts";

export interface Thread {
  /** Only while it is not busy. Rejects only if the task cannot begin. */
  run(job: Job): Promise<TaskResult<unknown>>;
  end(): Promise<void>;
}

/** As large as V8's own: a document outlives a smaller nursery, and its leftovers are then collected at a quarter of a page's processor time. */
const YOUNG_MB = 48;

/** A process that was stopped, or that gets little of a busy machine's time, has not had its deadline if it worked for less than this share of it. */
const WORKED_SHARE = 0.5;

/** Most tasks end sooner, and need no look at the processor's time, which some systems take 0.2 ms for. */
const SHORT_MS = 100;

const ownProcessorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** `onEnd` is called as soon as the thread takes no more tasks, before it is free. */
export function startThread(
  options: { heapMb: number; heldMb?: number; idleMs?: number; waits?: number; processorMs?: () => number },
  onEnd: () => void,
): Thread {
  const { heapMb, heldMb = heapMb / 2, idleMs = 30_000, waits: waitsMax = 2, processorMs = ownProcessorMs } = options;
  const worker = startWorker(heapMb);
  const online = new Promise<void>((resolve) => void worker.once("online", resolve));
  let settle: ((result: TaskResult<unknown>) => void) | null = null;
  let timer: NodeJS.Timeout | undefined;
  let heldBytes = 0;

  const end = async () => {
    clearTimeout(timer);
    onEnd();
    await worker.terminate();
  };
  const crash = (message: string) => {
    clearTimeout(timer);
    onEnd();
    settle?.({ kind: "crashed", message });
  };
  worker.on("message", ({ held, result }: TaskAnswer) => {
    heldBytes = held;
    settle?.(result);
  });
  worker.on("error", (error: NodeJS.ErrnoException) =>
    crash(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? `It needed more than ${heapMb} MB of memory.` : error.message),
  );
  worker.on("exit", (code) => crash(`Its thread ended by itself with code ${code}.`));

  const ask = ({ message, deadlineMs }: Job) =>
    new Promise<TaskResult<unknown>>((resolve) => {
      settle = resolve;
      // The deadline is for the task alone: starting a thread on a busy machine may take as long again.
      void online.then(() => {
        if (settle !== resolve) return;
        const wait = (waits: number, before: number, ms: number): void => {
          timer = setTimeout(() => {
            if (waits < waitsMax && processorMs() - before < deadlineMs * WORKED_SHARE) wait(waits + 1, before, deadlineMs);
            else resolve({ kind: "timeout" });
          }, ms);
        };
        const shortMs = Math.min(SHORT_MS, deadlineMs / 2);
        timer = setTimeout(() => wait(1, processorMs(), deadlineMs - shortMs), shortMs);
      });
      try {
        worker.postMessage(message, transferable(message.input));
      } catch (thrown) {
        const { name, message } = toError(thrown);
        resolve({ kind: "failed", name, message });
      }
    }).finally(() => clearTimeout(timer));

  return {
    end,
    async run(job) {
      clearTimeout(timer);
      worker.ref();
      let result: TaskResult<unknown> | null = null;
      try {
        return (result = await beginAndAsk(job, ask));
      } finally {
        if (result?.kind === "timeout") await end();
        // Its successor starts when it is gone: both at once would need memory for two, and the process would keep it.
        else if (heldBytes > heldMb * 2 ** 20) await worker.terminate();
        else if (result?.kind !== "crashed") timer = setTimeout(() => void end(), idleMs).unref();
        worker.unref();
        settle = null;
      }
    },
  };
}

/** Without environment: code that reads web pages needs no passwords. */
const startWorker = (heapMb: number): Worker =>
  new Worker(builtFile("thread.js"), {
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: YOUNG_MB },
    env: {},
    execArgv: [],
  });

/** A new thread loads its code first: a process that ends meanwhile does not end because of the task. */
async function beginAndAsk(job: Job, ask: (job: Job) => Promise<TaskResult<unknown>>): Promise<TaskResult<unknown>> {
  if (job.begin !== undefined) {
    const loaded = await ask({ ...job, message: { task: "load-reader", input: {} } });
    if (loaded.kind !== "done") return loaded;
    await job.begin();
  }
  return ask(job);
}

/** Bytes that share their buffer with others (as in small Buffers) are copied; a buffer that was moved before is empty. */
function transferable(input: TaskMessage["input"]): ArrayBuffer[] {
  if (!("bytes" in input)) return [];
  const { buffer, byteLength } = input.bytes;
  return buffer instanceof ArrayBuffer && byteLength > 0 && buffer.byteLength === byteLength ? [buffer] : [];
}
