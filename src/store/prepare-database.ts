// Run by the build: writes an empty database beside the program, so that a first start needs no initdb (6 s and 780 MB).
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { dumpEmptyDatabase } from "./open-pglite.ts";

const file = fileURLToPath(new URL("./empty-database.tar.gz", import.meta.url));
if (!existsSync(file)) await writeFile(file, await dumpEmptyDatabase());
