// A unified diff of two texts with one hunk: from the first line that differs to the last.

const CONTEXT_LINES = 3;

/** As `git apply` takes it; empty if the texts are equal. `file` is the path in both. */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return "";
  const [old, fresh] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) end++;
  const from = Math.max(0, start - CONTEXT_LINES);
  const tail = old.slice(old.length - end, old.length - end + CONTEXT_LINES);
  const lines = [
    ...old.slice(from, start).map((line) => ` ${line}`),
    ...old.slice(start, old.length - end).map((line) => `-${line}`),
    ...fresh.slice(start, fresh.length - end).map((line) => `+${line}`),
    ...tail.map((line) => ` ${line}`),
  ];
  const range = (all: readonly string[]) => {
    const count = all.length - end + tail.length - from;
    return `${count === 0 ? from : from + 1},${count}`;
  };
  return `--- a/${file}\n+++ b/${file}\n@@ -${range(old)} +${range(fresh)} @@\n${lines.map(ended).join("")}`;
}

/** Each with its line break; the last may have none. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

const ended = (line: string): string => (line.endsWith("\n") ? line : `${line}\n\\ No newline at end of file\n`);

/**
 * An edit with the line breaks of the text that was edited: a browser's form makes each CRLF. Lines before and behind the change stay byte for
 * byte.
 */
export function withLineBreaksOf(before: string, edited: string): string {
  const [old, fresh] = [linesOf(before), linesOf(edited)];
  const usual = old[0]?.endsWith("\r\n") ? "\r\n" : "\n";
  const whole = fresh.map((line) => (line.endsWith("\n") ? `${bare(line)}${usual}` : line));
  for (let at = 0; isSame(old[at], fresh[at]); at++) whole[at] = old[at] ?? "";
  for (let at = 1; at <= Math.min(old.length, fresh.length) && isSame(old.at(-at), fresh.at(-at)); at++)
    whole[whole.length - at] = old.at(-at) ?? "";
  return whole.join("");
}

/** Without its line break, but with a mark if it has none. */
const bare = (line: string): string => (line.endsWith("\n") ? line.replace(/\r?\n$/, "") : `${line}\0`);

const isSame = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && bare(a) === bare(b);
