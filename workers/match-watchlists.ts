// The worker of one stage: match-watchlists.
import { runWorker } from "../src/cli/run-worker.ts";

await runWorker(["match-watchlists"]);
