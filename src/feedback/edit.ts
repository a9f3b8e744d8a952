// Edit: one change of a file of watchlists, by the path of the value that it changes.

type Path = readonly (string | number)[];

/**
 * `add`: a text at the end of the list at `path`, which is made if it is not there. `set`: a number in the place of another. `replace`: a
 * part of the text at `path`; `offset` and `length` count its UTF-16 units.
 */
export type Edit =
  | { kind: "add"; path: Path; text: string }
  | { kind: "set"; path: Path; number: number }
  | { kind: "replace"; path: Path; offset: number; length: number; text: string };

type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** The value after an edit, made anew along the path alone. Throws if the edit does not fit the value. */
export function edited(value: unknown, edit: Edit, depth = 0): unknown {
  const step = edit.path[depth];
  if (step === undefined) return changed(value, edit);
  if (typeof step === "number") {
    if (!Array.isArray(value) || step >= value.length) throw new Error("there is no such item");
    return value.map((item: unknown, index) => (index === step ? edited(item, edit, depth + 1) : item));
  }
  if (value !== undefined && (typeof value !== "object" || value === null || Array.isArray(value)))
    throw new Error(`there is no mapping for ${step}`);
  const map = (value ?? {}) as Record<string, unknown>;
  return { ...map, [step]: edited(Object.hasOwn(map, step) ? map[step] : undefined, edit, depth + 1) };
}

function changed(value: unknown, edit: Edit): unknown {
  if (edit.kind === "add") {
    if (value !== undefined && !Array.isArray(value)) throw new Error("there is no list to add to");
    return [...((value as Value[] | undefined) ?? []), edit.text];
  }
  if (edit.kind === "set" && typeof value === "number") return edit.number;
  if (edit.kind === "replace" && typeof value === "string" && value.length >= edit.offset + edit.length)
    return value.slice(0, edit.offset) + edit.text + value.slice(edit.offset + edit.length);
  throw new Error("the value is of another kind");
}
