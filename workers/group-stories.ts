// The worker of one stage: group-stories.
import { runWorker } from "../src/cli/run-worker.ts";

await runWorker(["group-stories"]);
