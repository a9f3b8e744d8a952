// Parts of sentences: a number with its noun, as in 1 story and 2 stories, joined words, as in a, b and c, and sizes.

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

export const joinWords = (words: readonly string[], last: "and" | "or" = "and"): string =>
  words.length > 1 ? `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}` : (words[0] ?? "");

/** As in 12 MB, and 34 GB from ten on. */
export const megabytes = (bytes: number): string =>
  Math.abs(bytes) >= 10e9 ? `${Math.round(bytes / 1e9)} GB` : `${Math.round(bytes / 1e6)} MB`;
