// One line of a list, as it leaves in an export.
import { cleanCharacters } from "../../text/clean-characters.ts";
import type { StoryCard } from "../../desk/stories/list-stories.ts";
import type { Hit } from "../../desk/search-archive.ts";
import type { Marked } from "../../desk/stories/add-marks.ts";

export interface ListedItem {
  title: string;
  url: string;
  outlet: string;
  byline: string | null;
  /** BCP 47. */
  language: string | null;
  /** ISO 8601. */
  publishedAt: string | null;
  firstSeenAt: string;
  excerpt: string;
  /** The numbers of the article and its story. */
  article: number;
  story: number | null;
  /** What people marked on its story. */
  starred: boolean;
  note: string | null;
}

export const itemOf = ({ id, title, excerpt, story, terms: _terms, titleMarks: _marks, ...rest }: Hit & Marked): ListedItem => ({
  ...rest,
  title: title ?? "",
  excerpt: excerpt.text,
  article: id,
  story,
});

export const itemOfStory = ({ story, title, language, first, excerpt, starred, note }: StoryCard): ListedItem => ({
  title: title ?? "",
  url: first.url,
  outlet: first.outlet,
  byline: null,
  language,
  publishedAt: first.publishedAt,
  firstSeenAt: first.firstSeenAt,
  excerpt: excerpt.text,
  article: first.article,
  story,
  starred,
  note,
});

/** The day of publication in UTC, `2026-11-26`, or else of the first sight. */
export const dayOf = ({ publishedAt, firstSeenAt }: ListedItem): string => (publishedAt ?? firstSeenAt).slice(0, 10);

/** One line without characters that no program shows, or that turn the direction of others. */
export const oneLine = (text: string): string =>
  cleanCharacters(text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
