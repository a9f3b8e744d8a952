// The worker of one stage: send-digests.
import { runWorker } from "../src/cli/run-worker.ts";

await runWorker(["send-digests"]);
