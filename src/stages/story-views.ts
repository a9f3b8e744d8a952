// From rows to what an issue shows of a story: the article to link to, why it matched, who else carries it, who wrote it first.
import { excerptAround } from "../digests/excerpt.ts";
import { findOrigin, voteOrigin } from "../stories/find-origin.ts";
import { groupDocument } from "./group-document.ts";
import type { IssueStory } from "../digests/digest.ts";
import type { IssueArticle, WaitingStory } from "../store/digests.ts";

/** In the order of `waiting`; a story none of whose articles is left (retention) is not shown. */
export function storiesOf(
  waiting: readonly WaitingStory[],
  articles: readonly IssueArticle[],
): { watchlist: string; story: IssueStory }[] {
  const byStory = new Map<number, IssueArticle[]>();
  for (const article of articles) byStory.set(article.story_id, [...(byStory.get(article.story_id) ?? []), article]);
  return waiting.flatMap(({ story_id, watchlist_id }) => {
    // Who published first tells the story; the order in which pages happened to be read says nothing.
    const members = (byStory.get(story_id) ?? []).toSorted((a, b) => publishedMs(a) - publishedMs(b) || a.id - b.id);
    const shown = members.find(({ spans }) => spans !== null) ?? members[0];
    return shown === undefined ? [] : [{ watchlist: watchlist_id, story: storyOf(shown, members) }];
  });
}

/** `shown` is the earliest article that matched; the others are its copies, each outlet once. */
function storyOf(shown: IssueArticle, members: readonly IssueArticle[]): IssueStory {
  const matched = { title: shown.title ?? "", text: shown.text ?? "", spans: shown.spans ?? [] };
  const outlets = new Map(members.filter(({ id }) => id !== shown.id).map((article) => [outletOf(article), article]));
  outlets.delete(outletOf(shown));
  return {
    id: String(shown.story_id),
    title: shown.title ?? "(no title)",
    url: webAddress(shown.url),
    outlet: outletOf(shown),
    language: shown.language,
    publishedAt: shown.published_at?.toISOString() ?? null,
    firstSeenAt: shown.first_seen_at.toISOString(),
    ...excerptAround(matched),
    summaryOnly: shown.reason === null ? null : (shown.detail ?? shown.reason),
    origin: voteOrigin(members.map((article) => findOrigin(groupDocument(article)))),
    copies: [...outlets].map(([outlet, article]) => ({
      outlet,
      title: article.title ?? "(no title)",
      url: webAddress(article.url),
      publishedAt: article.published_at?.toISOString() ?? null,
    })),
    follows:
      shown.follows_id === null
        ? null
        : { id: String(shown.follows_id), title: shown.follows_title ?? "(no title)", url: webAddress(shown.follows_url ?? "") },
  };
}

const publishedMs = (article: IssueArticle): number => (article.published_at ?? article.first_seen_at).getTime();

const outletOf = (article: IssueArticle): string => article.feed ?? article.site ?? "unknown outlet";

const webAddress = (url: string): string | null => (/^https?:/.test(url) ? url : null);
