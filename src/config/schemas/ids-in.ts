// Ids in a file, valid or not, so that one fault does not hide another.
import { valueAt } from "../yaml/describe-issues.ts";
import type { PlainValue } from "../yaml/plain-value.ts";
import type { YamlPath } from "../yaml/yaml-places.ts";

/** The `id:` of each item of a list, with its path. */
export function idsIn(raw: PlainValue, list: string): { id: string; path: YamlPath }[] {
  const items = valueAt(raw, [list]);
  if (!Array.isArray(items)) return [];
  return items.flatMap((_item, index) => {
    const path = [list, index, "id"];
    const id = valueAt(raw, path);
    return typeof id === "string" ? [{ id, path }] : [];
  });
}
