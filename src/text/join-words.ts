// Joins words as a sentence does: a, b and c.
export const joinWords = (words: readonly string[], last: "and" | "or" = "and"): string =>
  words.length > 1 ? `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}` : (words[0] ?? "");
