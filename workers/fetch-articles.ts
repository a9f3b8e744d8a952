// The worker of one stage: fetch-articles.
import { runWorker } from "../src/cli/run-worker.ts";

await runWorker(["fetch-articles"]);
