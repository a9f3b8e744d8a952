// Expands the entities that a document type declares, as far as that is harmless.

const ENTITIES_MAX = 50;
const EXPANSIONS_MAX = 5_000;
// Only plain values: no entity within an entity, so that nothing can multiply.
const DECLARATION = /<!ENTITY\s+([A-Za-z_][\w.-]{0,50})\s+(?:"([^"<&%]{0,200})"|'([^'<&%]{0,200})')\s*>/g;
const HEAD_CHARS = 20_000;

/** The document with its own plain entities expanded; others, parameter and external ones stay as they are. */
export function expandEntities(xml: string): string {
  const head = xml.slice(0, HEAD_CHARS);
  if (!head.includes("<!ENTITY")) return xml;
  const values = new Map<string, string>();
  for (const [, name = "", double, single] of head.matchAll(DECLARATION)) {
    if (values.size < ENTITIES_MAX && !values.has(name)) values.set(name, double ?? single ?? "");
  }
  let expansions = 0;
  return xml.replace(/&([A-Za-z_][\w.-]{0,50});/g, (reference, name: string) => {
    const value = values.get(name);
    return value === undefined || ++expansions > EXPANSIONS_MAX ? reference : value;
  });
}
