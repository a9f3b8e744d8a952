// Lists the strings of a page's data that are no text of its article: comments, other articles, the site's own messages, and short summaries.
import { isObject } from "../../text/json-values.ts";
import { listValues, readStreamed } from "./list-values.ts";
import { weighText } from "./weigh-text.ts";

const OTHERS =
  /(?:^|[_-])(?:comments?|replies)$|Comments$|^(?:related|recommend|suggest)|^(?:menus?|nav(?:igation)?|footer|translations?|i18n|intl|locales?|messages)$/i;
const SUMMARY = /(?:description|summary|excerpt|teaser|abstract|standfirst)$/i;
/** A longer one, in letters, may be all there is of an article. */
const SUMMARY_LETTERS_MAX = 600;
const DEPTH_MAX = 60;

/** Without those that stand elsewhere in the data, too. */
export function listAside(codes: readonly string[]): ReadonlySet<string> {
  const aside = new Set<string>();
  const own = new Set<string>();
  const walk = (value: unknown, into: Set<string>, depth: number): void => {
    if (typeof value === "string") for (const text of [value, ...value.split(/\n+/)]) into.add(text);
    else if (depth === 0) return;
    else if (Array.isArray(value)) for (const item of value as unknown[]) walk(item, into, depth - 1);
    else if (isObject(value))
      for (const [key, inner] of Object.entries(value)) walk(inner, isAside(key, inner) ? aside : into, depth - 1);
  };
  for (const code of codes) for (const value of listValues(code)) walk(value, own, DEPTH_MAX);
  walk(readStreamed(codes), own, DEPTH_MAX);
  for (const text of own) aside.delete(text);
  return aside;
}

const isAside = (key: string, value: unknown): boolean =>
  OTHERS.test(key) || (typeof value === "string" && SUMMARY.test(key) && weighText(value) < SUMMARY_LETTERS_MAX);
