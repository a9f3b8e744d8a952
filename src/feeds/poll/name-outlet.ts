// Prepares an entry of a feed that lists other publishers' articles, as a news search does: its outlet, and its headline without that.
import { foldLine } from "../../text/fold-line.ts";
import { hostOf } from "../../text/host-of.ts";
import type { Entry, ParsedFeed } from "../feed.ts";

const NAME_CHARS_MAX = 200;
/** Search engines end a headline with its outlet: "Ferry strike ends - Quay Courier". */
const TAIL = /^(.*\S)\s+[-–—|·]\s+(\S.*)$/su;

/**
 * The entry with its outlet if that is another than the feed itself; else without one. `feedUrl` is the address of the feed.
 * A headline that ends with the outlet's name loses that end.
 */
export function nameOutlet(entry: Entry, { title: feedTitle, url: siteUrl }: ParsedFeed["feed"], feedUrl: string): Entry {
  if (entry.source === undefined) return entry;
  const { source, ...rest } = entry;
  const isItself =
    foldLine(source.name) === foldLine(feedTitle ?? "") ||
    (source.url !== null && [siteUrl ?? "", feedUrl].some((url) => hostOf(url) === hostOf(source.url ?? "")));
  if (isItself) return rest;
  const [, headline, tail] = TAIL.exec(entry.title ?? "") ?? [];
  const names = [source.name, hostOf(source.url ?? "") ?? source.name].map(foldLine);
  const title = headline !== undefined && names.includes(foldLine(tail ?? "")) ? headline : entry.title;
  return { ...rest, title, source: { ...source, name: source.name.slice(0, NAME_CHARS_MAX) } };
}
