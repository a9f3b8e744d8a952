// A copy next to the first article of its story, paragraph by paragraph.
import { listStoryMembers } from "../../store/views/story-members.ts";
import { lineageOf } from "../../pipeline/group-stories/story-rows.ts";
import { alignParagraphs } from "../../stories/align-paragraphs.ts";
import type { AlignedRow } from "../../stories/align-paragraphs.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { StoryMemberRow } from "../../store/views/story-members.ts";

/** Dates are ISO 8601. */
export interface ComparedArticle {
  article: number;
  url: string;
  title: string | null;
  site: string | null;
  publishedAt: string | null;
  firstSeenAt: string;
}

export interface ComparedCopy {
  story: number;
  first: ComparedArticle;
  copy: ComparedArticle;
  rows: AlignedRow[];
}

/** As many as the page of the story shows. */
const MEMBERS_MAX = 100;
const CHARACTERS_READ = 20_000;

/** Null if the story has no such article, or if that is the first one itself. */
export async function compareCopy(sql: Sql, story: number, article: number): Promise<ComparedCopy | null> {
  const members = await listStoryMembers(sql, story, MEMBERS_MAX);
  const { first: known } = lineageOf(members);
  const first = members.find(({ id }) => String(id) === known?.article) ?? members[0];
  const copy = members.find(({ id }) => id === article);
  if (first === undefined || copy === undefined || first === copy) return null;
  return { story, first: shown(first), copy: shown(copy), rows: alignParagraphs(textOf(first), textOf(copy)) };
}

const textOf = ({ text }: StoryMemberRow): string => (text ?? "").slice(0, CHARACTERS_READ);

const shown = ({ id, url, title, site, published_at, first_seen_at }: StoryMemberRow): ComparedArticle => ({
  article: id,
  url,
  title,
  site,
  publishedAt: published_at?.toISOString() ?? null,
  firstSeenAt: first_seen_at.toISOString(),
});
