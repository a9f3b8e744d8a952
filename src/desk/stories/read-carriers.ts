// The articles that carry a story, its first one among them, as pages show them.
import { listStoryMembers, type StoryMemberRow } from "../../store/views/story-members.ts";
import { linkTo, outletOf } from "../../pipeline/send-digests/article-names.ts";
import { lineageOf } from "../../pipeline/group-stories/story-rows.ts";
import type { Sql } from "../../store/engine/database.ts";

/** Dates are ISO 8601. */
export interface CarryingArticle {
  article: number;
  url: string;
  /** Its audio or video file. */
  media: string | null;
  /** As in mails. */
  outlet: string;
  title: string | null;
  site: string | null;
  /** BCP 47. */
  language: string | null;
  publishedAt: string | null;
  firstSeenAt: string;
}

const CARRIERS_MAX = 100;
/** A longer text is not a news report, and strangers may ask for the page. */
const CHARACTERS_READ = 20_000;

/** `first`: the one from which the others come; undefined if the story has none. */
export async function readCarriers(sql: Sql, story: number) {
  const members = await listStoryMembers(sql, story, CARRIERS_MAX);
  const lineage = lineageOf(members);
  return { members, lineage, first: members.find(({ id }) => String(id) === lineage.first?.article) ?? members[0] };
}

/** As much of an article's text as is compared. */
export const textOf = (member: StoryMemberRow | undefined): string => (member?.text ?? "").slice(0, CHARACTERS_READ);

export const describeArticle = (member: StoryMemberRow): CarryingArticle => {
  const { id, url, listed_url, media, title, site, language, published_at, first_seen_at } = member;
  return {
    article: id,
    // As in mails.
    url: linkTo({ url: listed_url, page_url: url }) ?? url,
    media,
    outlet: outletOf({ ...member, url: listed_url, page_url: member.url }),
    title,
    site,
    language,
    publishedAt: published_at?.toISOString() ?? null,
    firstSeenAt: first_seen_at.toISOString(),
  };
};
