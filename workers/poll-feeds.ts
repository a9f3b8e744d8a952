// The worker of one stage: poll-feeds.
import { runWorker } from "../src/cli/run-worker.ts";

await runWorker(["poll-feeds"]);
