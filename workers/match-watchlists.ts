// The worker of one stage: match-watchlists.
import { runWorker } from "../src/app/run-worker.ts";

await runWorker(["match-watchlists"]);
