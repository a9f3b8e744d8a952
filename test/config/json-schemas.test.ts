// JSON Schemas: the committed ones match the code, every key has help, and each YAML file names its own.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { renderJsonSchemas } from "../../src/config/schemas/render-json-schemas.ts";

const rendered = renderJsonSchemas();

test.each(Object.keys(rendered))("config/schemas/%s is up to date (npm run schemas)", (name) => {
  expect(readFileSync(join("config/schemas", name), "utf8")).toBe(rendered[name]);
});

test("every committed schema comes from the code", () => {
  expect(readdirSync("config/schemas").sort()).toEqual(Object.keys(rendered).sort());
});

interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  definitions?: Record<string, JsonSchema>;
  items?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
  $ref?: string;
  description?: string;
}

function* schemasIn(schema: JsonSchema): Generator<JsonSchema> {
  yield schema;
  const named = [...Object.values(schema.properties ?? {}), ...Object.values(schema.definitions ?? {})];
  const nested = typeof schema.additionalProperties === "object" ? [schema.additionalProperties] : [];
  for (const inner of [
    ...named,
    ...nested,
    ...(schema.items ? [schema.items] : []),
    ...(schema.anyOf ?? []),
    ...(schema.allOf ?? []),
  ]) {
    yield* schemasIn(inner);
  }
}

test.each(Object.keys(rendered))("in %s every key has a description, and every reference leads somewhere", (name) => {
  const root = JSON.parse(rendered[name] ?? "") as JsonSchema;
  const target = ({ $ref }: JsonSchema) => root.definitions?.[$ref?.replace("#/definitions/", "") ?? ""];
  let keys = 0;
  let references = 0;
  for (const schema of schemasIn(root)) {
    if (schema.$ref !== undefined) {
      expect(target(schema)).toBeDefined();
      references++;
    }
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      const described = [property, ...(property.allOf ?? [])].map((part) => part.description ?? target(part)?.description);
      expect(
        described.find((words) => words !== undefined),
        key,
      ).toMatch(/\w/);
      keys++;
    }
    if (schema.properties !== undefined) expect(schema.additionalProperties).toBe(false);
  }
  expect(keys).toBeGreaterThan(3);
  // Only watchlists nest, and have something to refer to.
  expect(references > 0).toBe(name.startsWith("watchlists"));
});

test("each shipped YAML file names its schema in its first line", () => {
  const files = [
    "wirewatch.yaml",
    "feeds.yaml",
    "digests.yaml",
    ...readdirSync("config/watchlists").map((name) => `watchlists/${name}`),
  ];
  expect(files.length).toBeGreaterThan(3);
  for (const file of files) {
    const [line = ""] = readFileSync(join("config", file), "utf8").split("\n");
    const [, schema = ""] = /^# yaml-language-server: \$schema=(\S+\.schema\.json)$/.exec(line) ?? [];
    expect(existsSync(join("config", dirname(file), schema)), `${file}: ${line}`).toBe(true);
  }
});
