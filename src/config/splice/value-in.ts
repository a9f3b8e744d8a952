// One value of a file as it stands on disk, by its path.
import { parseDocument } from "yaml";

/** Undefined if there is none, or if the text is no YAML. */
export function valueIn(text: string, path: readonly (string | number)[]): unknown {
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: "error" });
  return document.errors.length > 0 ? undefined : document.getIn(path);
}
