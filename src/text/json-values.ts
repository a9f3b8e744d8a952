// Values of JSON that a stranger wrote: each is asked what it is before it is used.

export type JsonObject = Readonly<Record<string, unknown>>;

/** What a parsed text may need of a thread's memory, about: its page or feed has to be there too. */
const BYTES_MAX = 96 * 1024 * 1024;
/** Of an object its own shape too, since each may have other keys; measured on Node 20. */
const BYTES_OF = new Uint16Array(128);
for (const [character, bytes] of Object.entries({ "{": 320, "[": 64, ",": 24, '"': 20 }))
  BYTES_OF[character.charCodeAt(0)] = bytes;
/** A shorter text cannot need too much. */
const CHARS_SAFE = BYTES_MAX / 320;

/** What a JSON text holds; undefined if it is no JSON, or would need much more memory than it has characters: the parser cannot be stopped on its way. */
export function parseJson(json: string): unknown {
  if (json.length > CHARS_SAFE && memoryFor(json) > BYTES_MAX) return undefined;
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

function memoryFor(json: string): number {
  let bytes = json.length;
  for (let at = 0; at < json.length; at++) bytes += BYTES_OF[json.charCodeAt(at)] ?? 0;
  return bytes;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object in a JSON text; null if the text is no JSON, or no object. */
export function parseObject(json: string): JsonObject | null {
  const value = parseJson(json);
  return isObject(value) ? value : null;
}

/** The words of a text, or a number as it is written; null for anything else, and for a text without words. */
export function asText(value: unknown): string | null {
  const text = typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
  return text === "" ? null : text;
}

/** Where an object or a list ends that stands in other text; `from` is the place of its first bracket. Returns the place behind its last one, or null if it breaks off. */
export function endOfJson(text: string, from: number): number | null {
  let depth = 0;
  let isInText = false;
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (isInText) {
      if (char === "\\") at++;
      else if (char === '"') isInText = false;
    } else if (char === '"') isInText = true;
    else if (char === "{" || char === "[") depth++;
    else if ((char === "}" || char === "]") && --depth <= 0) return at + 1;
  }
  return null;
}
