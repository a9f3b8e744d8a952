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
    ...changedLines(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end)),
    ...tail.map((line) => ` ${line}`),
  ];
  const range = (all: readonly string[]) => {
    const count = all.length - end + tail.length - from;
    return `${count === 0 ? from : from + 1},${count}`;
  };
  return `--- a/${file}\n+++ b/${file}\n@@ -${range(old)} +${range(fresh)} @@\n${lines.map(ended).join("")}`;
}

/** Longer ones are shown as taken out whole and put in whole. */
const COMPARED_MAX = 2_000_000;

/** Between the first and the last change: lines that both have in common stay, as many as possible. */
function changedLines(old: readonly string[], fresh: readonly string[]): string[] {
  if (old.length * fresh.length > COMPARED_MAX) return [...old.map((line) => `-${line}`), ...fresh.map((line) => `+${line}`)];
  const width = fresh.length + 1;
  // At a * width + b: how many lines old from a on and fresh from b on have in common.
  const common = new Uint32Array((old.length + 1) * width);
  const at = (a: number, b: number): number => common[a * width + b] ?? 0;
  for (let a = old.length - 1; a >= 0; a--)
    for (let b = fresh.length - 1; b >= 0; b--)
      common[a * width + b] = old[a] === fresh[b] ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1));
  const lines: string[] = [];
  for (let a = 0, b = 0; a < old.length || b < fresh.length;) {
    if (a < old.length && b < fresh.length && old[a] === fresh[b]) {
      lines.push(` ${old[a]}`);
      a++;
      b++;
    } else if (a < old.length && (b === fresh.length || at(a + 1, b) >= at(a, b + 1))) lines.push(`-${old[a++]}`);
    else lines.push(`+${fresh[b++]}`);
  }
  return lines;
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
