// The worker of one stage: poll-feeds.
import { runWorker } from "../src/app/run-worker.ts";

await runWorker(["poll-feeds"]);
