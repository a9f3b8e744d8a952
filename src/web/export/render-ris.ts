// A list as RIS, which reference managers read: one tag a line, `TY  - NEWS` first and `ER  - ` last.
import { dayOf, oneLine } from "./listed-item.ts";
import type { ListedItem } from "./listed-item.ts";

export const renderRis = (items: readonly ListedItem[]): string => items.map(recordOf).join("\r\n");

function recordOf(item: ListedItem): string {
  const { title, url, outlet, byline, language, excerpt, note } = item;
  const day = dayOf(item).replaceAll("-", "/");
  const lines: [tag: string, value: string | null][] = [
    ["TY", "NEWS"],
    ["TI", title],
    ["AU", byline],
    ["T2", outlet],
    ["PY", day.slice(0, 4)],
    ["DA", day],
    ["UR", url],
    ["LA", language],
    ["AB", excerpt],
    ["N1", note],
  ];
  const said = lines.map(([tag, value]) => [tag, oneLine(value ?? "")]).filter(([, value]) => value !== "");
  // A value is one line, so none can begin a tag of its own.
  return `${said.map(([tag, value]) => `${tag}  - ${value}\r\n`).join("")}ER  - \r\n`;
}
