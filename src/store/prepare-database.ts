// Run by the build: writes an empty database beside the program, so that a first start needs no initdb (6 s and 780 MB).
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { dumpEmptyDatabase } from "./open-pglite.ts";

const file = fileURLToPath(new URL("./empty-database.tar.gz", import.meta.url));
await writeFile(file, await dumpEmptyDatabase());
