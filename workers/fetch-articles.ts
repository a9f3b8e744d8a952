// The worker of one stage: fetch-articles.
import { runWorker } from "../src/app/run-worker.ts";

await runWorker(["fetch-articles"]);
