// The code of the thread that keeps a data folder locked: a statement of the embedded database may hold the main thread for minutes.
import { utimesSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { endIfLost, HEARTBEAT_MS, type HeldLock } from "./lock-file.ts";

const held = workerData as HeldLock;

setInterval(() => {
  endIfLost(held);
  try {
    utimesSync(held.file, new Date(), new Date());
  } catch {
    // The next beat tries again.
  }
}, HEARTBEAT_MS);
