// Parts of sentences: a number with its noun, as in 1 story and 2 stories, and joined words, as in a, b and c.

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

export const joinWords = (words: readonly string[], last: "and" | "or" = "and"): string =>
  words.length > 1 ? `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}` : (words[0] ?? "");
