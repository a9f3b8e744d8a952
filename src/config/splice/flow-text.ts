// Writes values as YAML on one line: texts always in quotes, since `no`, `on`, `#` and `: ` mean something without.

/** Throws for what YAML files of ours do not hold. */
export function flowText(value: unknown): string {
  if (typeof value === "string") return quotedText(value);
  if (typeof value === "number" || typeof value === "boolean" || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(flowText).join(", ")}]`;
  if (typeof value !== "object") throw new Error("this is no value of YAML");
  const pairs = Object.entries(value).map(([key, inner]) => `${keyText(key)}: ${flowText(inner)}`);
  return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
}

/** What JSON escapes YAML reads alike; what is no printable character of YAML is escaped as well (YAML 1.2, 5.1). */
export const quotedText = (text: string): string =>
  JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });

/** The keys of our files are plain words. */
export const keyText = (key: string): string =>
  /^[a-z][\w-]*$/i.test(key) && !/^(true|false|null|y|n|yes|no|on|off)$/i.test(key) ? key : quotedText(key);
