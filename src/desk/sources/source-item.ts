// What an address would bring as a source, as people and feeds.yaml see it.
import { cutText } from "../../feeds/read/caps.ts";
import { showTitle, showUrl } from "../../text/show-url.ts";
import { isMailbox } from "./read-address.ts";
import type { AddedFeed } from "../../config/load/add-feeds.ts";
import type { ChosenSource, TestedSource } from "../test-source.ts";

const NAME_CHARS_MAX = 200;

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
  // The address of a mailbox holds no password, and means nothing without its user.
  const shown = (url: string): string => (url === typed && !isMailbox(url) ? showUrl(url) : hide(url));
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
