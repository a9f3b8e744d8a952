// Formats what an address would bring as a source, for people and for feeds.yaml.
import { cutText } from "../../feeds/read/caps.ts";
import { showTitle, showUrl } from "../../text/show-url.ts";
import { counted } from "../../text/counted.ts";
import type { AddedFeed } from "../../config/load/add-feeds.ts";
import type { ChosenSource, TestedSource } from "../../desk/test-source.ts";

const NAME_CHARS_MAX = 200;
const HEADLINES_SHOWN = 10;

/** Its item in feeds.yaml. */
export const asItem = ({ key, url, title, language }: ChosenSource): AddedFeed => ({
  key,
  url,
  name: cutText(showTitle(title ?? ""), NAME_CHARS_MAX),
  language: codeOf(language),
  tags: [],
});

export const codeOf = (language: string | null): string | null =>
  /^[a-z]{2,3}(?=$|[-_])/i.exec(language ?? "")?.[0].toLowerCase() ?? null;

/** Without the key that the `typed` address may hold. */
export function shownSource({ chosen, tried }: TestedSource, typed: string, hide: (text: string) => string): TestedSource {
  const shown = (url: string): string => (url === typed ? showUrl(url) : hide(url));
  return {
    tried: tried.map(({ key, url, reason }) => ({ key, url: hide(url), reason: hide(reason) })),
    chosen:
      chosen === null
        ? null
        : {
            ...chosen,
            url: shown(chosen.url),
            title: chosen.title === null ? null : hide(showTitle(chosen.title)),
            entries: chosen.entries.map((entry) => ({
              ...entry,
              title: hide(entry.title),
              url: entry.url === null ? null : hide(entry.url),
            })),
          },
  };
}

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

const day = (publishedAt: string | null): string => publishedAt?.slice(0, 16).replace("T", " ") ?? "no date         ";
