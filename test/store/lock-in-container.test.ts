// The first process of a container loses its lock: the kernel shields it from its own SIGKILL, and it must end all the same.
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { newFolder } from "../support/database.ts";
import { buildProgram } from "./child-program.ts";

const asRoot = process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"];
const CONTAINED = ["unshare", ...asRoot, "--pid", "--fork", "--kill-child"];

test.each(["writes", "is idle"])("the first process of a container whose lock file is gone ends when it %s", async (does) => {
  const { folder, remove } = await newFolder();
  onTestFinished(remove);
  const start = await buildProgram(
    folder,
    `import { lockDirectory } from "src/store/engine/directory-lock.ts";
     import { rmSync } from "node:fs";`,
    `const lock = await lockDirectory(process.argv[2]);
     console.log("locked as", process.pid);
     rmSync(process.argv[2] + "/wirewatch.lock");
     const now = Date.now();
     Date.now = () => now + 3_600_000;
     if (process.argv[3] === "writes") lock.confirm();
     setTimeout(() => console.log("goes on"), 20_000);`,
    CONTAINED,
  );
  const { child, ended } = start(folder, does);
  const file = join(folder, "wirewatch.lock");
  expect(await ended).toBe(
    `locked as 1\nwirewatch: ${file} is gone: this process ends at once, since two of them would damage the database\n`,
  );
  expect(child.exitCode).toBe(1);
});
