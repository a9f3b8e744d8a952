// Writes the JSON Schemas to the given folder or config/schemas: run `npm run schemas` after a schema changed.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderJsonSchemas } from "./render-json-schemas.ts";

const dir = process.argv[2] ?? "config/schemas";
mkdirSync(dir, { recursive: true });
for (const [name, text] of Object.entries(renderJsonSchemas())) writeFileSync(join(dir, name), text);
