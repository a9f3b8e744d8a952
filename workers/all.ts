// All five stages in one process, without the web page.
import { runWorker } from "../src/cli/run-worker.ts";
import { STAGE_NAMES } from "../src/queues/pipeline.ts";

await runWorker(STAGE_NAMES);
