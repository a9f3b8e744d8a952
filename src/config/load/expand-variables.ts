// Variables in texts: ${NAME} and ${NAME:-default}, with $${ for a literal ${.
import type { Lookup } from "./environment.ts";

type Expansion = { kind: "text"; text: string } | { kind: "fault"; message: string; offset: number };

const reference = /\$(\$?)\{([^{}]*)(\}?)/g;
const parts = /^([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s;

/** Returns true if a text has something to expand. */
export function hasVariables(text: string): boolean {
  return text.includes("${");
}

/** Replaces variables in a text by their values; a fault has the offset of its variable. */
export function expandVariables(text: string, lookup: (name: string) => Lookup): Expansion {
  let expanded = "";
  let end = 0;
  for (const found of text.matchAll(reference)) {
    const [whole, escaped = "", inner = "", closed = ""] = found;
    const offset = found.index;
    expanded += text.slice(end, offset);
    end = offset + whole.length;
    if (escaped !== "") {
      expanded += whole.slice(1);
      continue;
    }
    const value = valueOf(inner, closed !== "", lookup);
    if (value.kind === "fault") return { ...value, offset };
    expanded += value.text;
  }
  return { kind: "text", text: expanded + text.slice(end) };
}

function valueOf(inner: string, closed: boolean, lookup: (name: string) => Lookup) {
  const [, name, fallback] = (closed ? parts.exec(inner) : null) ?? [];
  if (name === undefined) {
    return {
      kind: "fault" as const,
      message: "this is no variable: write ${NAME} or ${NAME:-default}, or $${ where you mean the characters themselves",
    };
  }
  const value = lookup(name);
  if (value.kind === "fault") return value;
  if (value.kind === "value" && (value.value !== "" || fallback === undefined))
    return { kind: "text" as const, text: value.value };
  if (fallback !== undefined) return { kind: "text" as const, text: fallback };
  return {
    kind: "fault" as const,
    message: `the variable ${name} is not set: set ${name} or ${name}_FILE, or give a default as \${${name}:-…}`,
  };
}
