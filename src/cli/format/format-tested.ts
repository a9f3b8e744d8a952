// Formats what an address would bring as a source, for a terminal.
import { counted } from "../../text/counted.ts";
import { minuteOf } from "../../text/dates/minute-of.ts";
import type { TestedSource } from "../../desk/test-source.ts";

const HEADLINES_SHOWN = 10;

export function formatTested({ chosen, tried }: TestedSource): { tried: string[]; chosen: string } {
  const refused = tried.map(({ key, url, reason }) => `Not as ${key}:${url === "" ? "" : ` ${url}`}: ${reason}`);
  if (chosen === null) return { tried: refused, chosen: "" };
  const { key, url, why, count, entries } = chosen;
  const lines = entries
    .slice(0, HEADLINES_SHOWN)
    .map(({ title, publishedAt, url: link }) => `  ${day(publishedAt)}  ${title || (link ?? "")}`);
  const more = count > lines.length ? [`  and ${count - lines.length} more`] : [];
  const brings = count === 0 ? "It lists nothing now." : `It would bring ${counted(count, "entry", "entries")}:`;
  return { tried: refused, chosen: [`${why}.`, `${key}: ${url}`, brings, ...lines, ...more].join("\n") };
}

const day = (publishedAt: string | null): string => (publishedAt === null ? "no date         " : minuteOf(publishedAt));
