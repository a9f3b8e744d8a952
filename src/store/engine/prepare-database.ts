// Run by the build: makes an empty database next to the program, which a first start copies.
import { chmod, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { initDatabase } from "./create-database.ts";

const folder = fileURLToPath(new URL("empty-database", import.meta.url));
await initDatabase(folder);

// Postgres makes files that only their owner may read; in an image the program runs as another user.
await chmod(folder, 0o755);
for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
  await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
}
