// The worker of one stage: group-stories.
import { runWorker } from "../src/app/run-worker.ts";

await runWorker(["group-stories"]);
