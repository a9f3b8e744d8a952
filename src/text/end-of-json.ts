// Finds where a JSON object or list ends that stands in other text.

/** `from` is the place of its first bracket. Returns the place behind its last one, or null if it breaks off. */
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
