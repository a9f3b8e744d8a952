// A story for people: which article was first, its versions, its outlets, and what each copy leaves out or adds.
import { openComparison } from "../stories/compare-paragraphs.ts";
import { findMarks } from "../store/marks/story-marks.ts";
import { isPageToken, readerOfStory } from "../digests/page-token.ts";
import { findPageKey } from "../pipeline/send-digests/page-links.ts";
import { watchlistsOf } from "../store/waiting-stories.ts";
import { findMergedInto, listStoryDecisions } from "../store/story-decisions.ts";
import { relateStories } from "../stories/relate-stories.ts";
import { findStoryLinks, listIssuesWith, listStoriesNear } from "../store/views/story-members.ts";
import { listTranslations } from "../store/views/translations.ts";
import { inOrder } from "../pipeline/group-stories/story-rows.ts";
import { shownOrigin } from "./origin-of.ts";
import type { ShownOrigin } from "./origin-of.ts";
import { cardOf, type StoryCard } from "./stories/list-stories.ts";
import { readCards } from "./stories/read-cards.ts";
import { describeArticle, readCarriers, textOf, type CarryingArticle } from "./stories/read-carriers.ts";
import type { Sql } from "../store/engine/database.ts";
import type { StoryMemberRow } from "../store/views/story-members.ts";
import type { Lineage } from "../stories/trace-lineage.ts";

/** Dates are ISO 8601. */
export type ShownStory =
  | { kind: "unknown"; story: number; mergedInto: number | null }
  | {
      kind: "story";
      story: number;
      /** As in the list, and in the mail of the watchlist that was asked for. */
      title: string | null;
      /** That of the title (BCP 47). */
      language: string | null;
      origin: ShownOrigin | null;
      first: Lineage["first"];
      versions: Lineage["versions"];
      /** How many of the articles are not copies of others. */
      reports: number;
      /** All articles; `carriers` has a hundred of them at most, the first one first. */
      articles: number;
      carriers: Carrier[];
      /** `isTold`: this story tells it in another language. */
      follows: { story: number; title: string | null; isTold: boolean } | null;
      /** The same story in other languages. */
      elsewhere: { story: number; title: string | null; language: string | null; site: string | null; url: string }[];
      followedBy: { story: number; title: string | null }[];
      /** The same event in other words, judged by names, figures and rare words: never merged. */
      related: { story: number; title: string; score: number; shared: string[] }[];
      /** The issues that contained it. */
      sent: { issue: number; digest: string; at: string }[];
      starred: boolean;
      note: string | null;
      decisions: { kind: "split" | "merge"; story: number; into: number; articles: number[]; by: string; at: string }[];
    };

interface Carrier extends CarryingArticle {
  relation: string;
  /** Compared with the text of the first article. */
  leavesOut: string[];
  adds: string[];
}

/** `watchlist`: that of the reader, if it is known. `as`: its token, from the link of a mail. */
export interface StoryAsked {
  story: number;
  watchlist: string | null;
  as: string | null;
  withRelated: boolean;
}

/** Articles are grouped as they are read: the one that was read first need not be the first one. */
function relationOf({ relation }: StoryMemberRow, isFirst: boolean): string {
  const grouped = relation ?? "original";
  if (isFirst) return grouped === "copy" ? "original" : grouped;
  return grouped === "original" ? "copy" : grouped;
}

/** Related stories are searched within so many hours, and among so many stories. */
const RELATED_HOURS = 72;
const RELATED_AMONG = 3_000;

/** Related stories are searched among thousands: not for pages open to strangers. */
export async function showStory(
  { database: sql, now }: { database: Sql; now(): Date },
  { story, withRelated, ...by }: StoryAsked,
): Promise<ShownStory> {
  const links = await findStoryLinks(sql, story);
  if (links === null) return { kind: "unknown", story, mergedInto: await findMergedInto(sql, story) };
  // A server of its own answers these at the same time.
  const [{ members, lineage, first }, decisions, [mark], card, elsewhere, sent] = await Promise.all([
    readCarriers(sql, story),
    listStoryDecisions(sql, story),
    findMarks(sql, [story]),
    cardShown(sql, story, { ...by, at: now() }),
    listTranslations(sql, [story]),
    listIssuesWith(sql, story),
  ]);
  const compare = openComparison(textOf(first));
  return {
    kind: "story",
    story,
    title: card?.title ?? null,
    language: card?.language ?? null,
    origin: shownOrigin(members),
    ...lineage,
    articles: links.articles,
    carriers: inOrder(members).map((member) => ({
      ...describeArticle(member),
      relation: relationOf(member, member === first),
      ...compare(textOf(member)),
    })),
    follows:
      links.follows_id === null ? null : { story: links.follows_id, title: links.follows_title, isTold: links.is_translation },
    elsewhere: elsewhere.map(({ story_id, title, language, site, url }) => ({
      story: story_id,
      title,
      language,
      site,
      url,
    })),
    followedBy: links.followed_by.map(({ id, title }) => ({ story: id, title })),
    related: withRelated ? await relatedTo(sql, story, first) : [],
    sent: sent.map(({ at, ...sent }) => ({ ...sent, at: at.toISOString() })),
    starred: mark?.starred ?? false,
    note: mark?.note ?? null,
    decisions: decisions.map(({ kind, story_id, into_story_id, articles, decided_by, decided_at }) => ({
      kind,
      story: story_id,
      into: into_story_id,
      articles,
      by: decided_by,
      at: decided_at.toISOString(),
    })),
  };
}

/** A link that is passed on shows the same story to everybody, and to nobody who watches what. */
async function cardShown(
  sql: Sql,
  story: number,
  { watchlist, as, at }: Pick<StoryAsked, "watchlist" | "as"> & { at: Date },
): Promise<StoryCard | undefined> {
  const [found] = as === null ? [] : await watchlistsOf(sql, [story]);
  const key = found === undefined ? "" : await findPageKey(sql);
  const named = found?.watchlists.find((one) => isPageToken(key, readerOfStory(story, one), as ?? ""));
  const [shown] = await readCards(sql, [story], { at, watchlist: named ?? watchlist });
  return shown && cardOf(shown);
}

/** Only on request, so it does not delay articles in the pipeline. */
async function relatedTo(sql: Sql, id: number, first: StoryMemberRow | undefined) {
  const others = await listStoriesNear(sql, id, RELATED_HOURS, RELATED_AMONG);
  const titles = new Map(others.map((other) => [other.id, other.title]));
  return relateStories({ id, title: first?.title ?? "", text: first?.text ?? "" }, others).map(({ id: story, ...related }) => ({
    story,
    title: titles.get(story) ?? "",
    ...related,
  }));
}
