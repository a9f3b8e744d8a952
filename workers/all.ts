// All five stages in one process, without the web page.
import { runWorker } from "../src/app/run-worker.ts";
import { STAGE_NAMES } from "../src/pipeline/pipeline.ts";

await runWorker(STAGE_NAMES);
