// Runs around each test file that opens stores or queues: fails the file if it leaves anything open.
import { afterAll, expect } from "vitest";
import { expectClosed, openResources } from "./support/open-resources.ts";

const CHECKED = /\/test\/(?:store|queues)\//;

const before = openResources();
// The first hook that is registered runs last.
afterAll(async () => {
  if (CHECKED.test(expect.getState().testPath ?? "")) await expectClosed(before);
});
