// The worker of one stage: send-digests.
import { runWorker } from "../src/app/run-worker.ts";

await runWorker(["send-digests"]);
