// Run by the build: makes an empty database and packs it next to the program, where a first start finds it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { initDatabase, packDatabase } from "./create-database.ts";

const folder = await mkdtemp(join(tmpdir(), "wirewatch-empty-"));
try {
  await initDatabase(join(folder, "db"));
  await packDatabase(join(folder, "db"), fileURLToPath(new URL("empty-database.tar.gz", import.meta.url)));
} finally {
  await rm(folder, { recursive: true, force: true });
}
