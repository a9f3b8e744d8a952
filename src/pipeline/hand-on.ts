// Hands committed work on to the queues of the stages that come next.
import type { Logger } from "../log.ts";
import type { Producer } from "./enqueue.ts";
import type { Payload, StageName, Work } from "./pipeline.ts";

/** Never rejects: the sweeper finds what was committed, so a queue that is away costs time only. */
export async function handOn({ producer, log }: { producer: Pick<Producer, "enqueue">; log: Logger }, work: Work): Promise<void> {
  for (const [stage, payloads] of Object.entries(work) as [StageName, readonly Payload<StageName>[]][]) {
    if (payloads.length === 0) continue;
    try {
      await producer.enqueue(stage, payloads);
    } catch (error) {
      log.warn({ stage, jobs: payloads.length, err: error }, "the queue did not take work; the sweeper will hand it on");
    }
  }
}
