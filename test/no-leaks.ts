// Runs around the tests of each file, whose process also runs other files: closes what was opened for one test, and fails the file if it
// leaves anything else open.
import { afterAll, afterEach } from "vitest";
import { closeAll } from "./support/closing.ts";
import { expectClosed, openResources } from "./support/open-resources.ts";

const before = openResources();
const umask = process.umask();
// The first hooks that are registered run last. A support file may register none itself: it is loaded once a process, not once a file.
afterEach(closeAll);
afterAll(async () => {
  process.umask(umask);
  await expectClosed(before);
});
