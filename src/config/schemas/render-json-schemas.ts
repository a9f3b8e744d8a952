// JSON Schemas of the four kinds of file, for editors to complete and check.
import * as z from "zod";
import { digestsSchema } from "./digests-schema.ts";
import { feedsSchema } from "./feeds-schema.ts";
import { watchlistsSchema } from "./watchlists-schema.ts";
import { wirewatchSchema } from "./wirewatch-schema.ts";

const schemas = { wirewatch: wirewatchSchema, feeds: feedsSchema, watchlists: watchlistsSchema, digests: digestsSchema };

/** File name under config/schemas/ -> its text. Draft 7, which every YAML editor understands. */
export function renderJsonSchemas(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const json = z.toJSONSchema(schema, { target: "draft-7", io: "input" });
      return [`${name}.schema.json`, `${JSON.stringify({ $id: `urn:wirewatch:schema:${name}`, ...json }, null, 2)}\n`];
    }),
  );
}
