// Turns rows into what an issue shows of a story: the article to link to, why it matched, the other outlets, who wrote it first.
import { isMediaFile } from "../../text/outlets/media-file.ts";
import { isOwnFeed } from "../../text/outlets/site-of.ts";
import { wordsShown } from "../../digests/words-shown.ts";
import { forgedMark } from "../../text/outlets/forged-mark.ts";
import { hostOf } from "../../text/host-of.ts";
import { excerptAround } from "../../digests/excerpt.ts";
import { findNews, judgeNews, readTold } from "../../stories/news/find-news.ts";
import { findCorrectionNotes, NOTICES, readVersions } from "../../stories/read-version.ts";
import type { StoryVersion } from "../../stories/trace-lineage.ts";
import type { VersionKind } from "../../stories/read-version.ts";
import type { NewsItem, NewsText, Told } from "../../stories/news/find-news.ts";
import { inOrder, lineageOf, shownOf } from "../group-stories/story-rows.ts";
import { linkTo, originOf, outletOf, webAddress } from "./article-names.ts";
import type { PageLinks } from "./page-links.ts";
import type { IssueStory } from "../../digests/digest.ts";
import type { ToldElsewhere } from "../../store/views/translations.ts";
import type { FollowedStory } from "../../store/told-stories.ts";
import type { IssueArticle, WaitingStory } from "../../store/waiting-stories.ts";

/** More new sentences than these are only counted. */
const NEWS_SHOWN = 3;
/** For a story with many articles, and for long texts, enough is read to know what was sent before. */
const ARTICLES_READ = 50;
const CHARACTERS_READ = 20_000;
/** Of the copies of a story, so many are searched for what they alone say, and so much of that is shown. */
const COPIES_READ = 12;
const COPIES_SHOWN = 6;
const SENTENCES_OF_COPY = 3;

type News = NonNullable<IssueStory["news"]>;

interface Around {
  /** The same stories in other languages. */
  elsewhere: readonly ToldElsewhere[];
  /** The stories that some of these follow up. */
  followed: readonly FollowedStory[];
  /** The address of our page about a story. */
  linkTo: PageLinks;
}

/** In the order of `waiting`; leaves out a story whose articles are all deleted (retention). */
export function storiesOf(
  waiting: readonly WaitingStory[],
  articles: readonly IssueArticle[],
  { followed, elsewhere, linkTo }: Around,
): { watchlist: string; story: IssueStory }[] {
  const byStory = new Map<number, IssueArticle[]>();
  for (const article of articles) byStory.set(article.story_id, [...(byStory.get(article.story_id) ?? []), article]);
  const followedBy = new Map(followed.map((story) => [story.story_id, story]));
  return waiting.flatMap((row) => {
    const members = inOrder(byStory.get(row.story_id) ?? []);
    // A story that is sent again is represented by what is new in it.
    const told = row.told_at === null ? members : members.filter(({ id }) => row.news.includes(id)).toReversed();
    const shown = shownOf(told, ({ spans }) => spans !== null) ?? members[0];
    if (shown === undefined) return [];
    const story = storyOf(shown, members);
    const followedStory = followedBy.get(row.story_id);
    const items = row.told_at === null ? newsOfFollowUp(shown, followedStory) : newsSince(row, members);
    const fresh = items
      .map(({ text }) => text)
      .filter((sentence) => !story.excerpt.text.includes(sentence) && sentence !== story.title);
    const marked = row.told_at === null ? {} : markOf(members.filter(({ id }) => row.news.includes(id)));
    const news =
      cut(fresh, {
        of: row.told_at === null ? "followed" : "this",
        toldAt: (row.told_at ?? followedStory?.told_at)?.toISOString() ?? null,
        ...marked,
      }) ?? addedByCopies(shown, members);
    return [
      {
        watchlist: row.watchlist_id,
        story: { ...story, ...elsewhereShown(row.story_id, elsewhere), news, record: linkTo(`stories/${row.story_id}`) },
      },
    ];
  });
}

function elsewhereShown(story: number, elsewhere: readonly ToldElsewhere[]): Pick<IssueStory, "elsewhere"> {
  const told = elsewhere.filter(({ root }) => root === story);
  if (told.length === 0) return {};
  return {
    elsewhere: told.map(({ story_id, language, site, title, url }) => ({
      story: String(story_id),
      language,
      outlet: site ?? hostOf(url) ?? "",
      title: title ?? "",
      url: webAddress(url),
    })),
  };
}

/** `shown` is the article to link to; the others are its copies, each outlet once. */
function storyOf(shown: IssueArticle, members: readonly IssueArticle[]): IssueStory {
  const words = wordsShown(shown, shown.spans ?? [], shown.listed);
  // A podcast may keep its files at any host.
  const isOfFeed = isOwnFeed(shown.feed_url ?? "", shown.url) || isMediaFile(shown.url);
  const isOwn = (shown.reason === null && webAddress(shown.page_url) !== null) || (isOfFeed && shown.outlet === null);
  const listedBy = words.listedBy ?? (isOwn ? null : shown.feed);
  const outlets = new Map(members.filter(({ id }) => id !== shown.id).map((article) => [outletOf(article), article]));
  outlets.delete(outletOf(shown));
  const outlet = words.outlet ?? words.listedBy ?? outletOf(shown);
  const forged = forgedMark(outlet) === null ? forgedMark(shown.outlet) : null;
  return {
    id: String(shown.story_id),
    title: words.title === "" ? "(no title)" : words.title,
    url: linkTo(shown),
    outlet,
    language: shown.language,
    publishedAt: shown.published_at?.toISOString() ?? null,
    firstSeenAt: shown.first_seen_at.toISOString(),
    article: String(shown.id),
    ...excerptAround(words),
    summaryOnly: shown.reason === null || shown.reason === "beginning" ? null : (shown.detail ?? shown.reason),
    beginningOnly: shown.reason === "beginning" ? (shown.detail ?? "the rest could not be read") : null,
    listedBy,
    ...(shown.media !== null && { media: shown.media }),
    ...(forged !== null && { forged }),
    changedAt: words.changedAt === null ? null : new Date(words.changedAt).toISOString(),
    origin: originOf(members),
    copies: [...outlets].map(([outlet, article]) => ({
      outlet,
      title: article.title ?? "(no title)",
      url: linkTo(article),
      publishedAt: article.published_at?.toISOString() ?? null,
    })),
    ...lineageShown(shown, members),
    follows:
      shown.follows_id === null
        ? null
        : {
            id: String(shown.follows_id),
            title: shown.follows_title ?? "(no title)",
            url: webAddress(shown.follows_url ?? ""),
            ...(shown.is_translation && { isTold: true }),
          },
  };
}

function lineageShown(
  shown: IssueArticle,
  members: readonly IssueArticle[],
): Pick<IssueStory, "reports" | "first" | "version" | "versions"> {
  const { reports, first, versions } = lineageOf(members);
  const outlets = new Map(members.map((article) => [String(article.id), outletOf(article)]));
  const last = versions.at(-1);
  const earlier = versions.length === 0 ? [] : versionsBefore(shown, members, versions);
  return {
    ...(earlier.length > 0 && { versions: earlier }),
    reports,
    first: first && {
      outlet: outlets.get(first.article) ?? "",
      at: first.at,
      // Readers of a mail know outlets, not our article numbers.
      doubt: first.doubt?.replace(/\barticle (\d+)/g, (article, id: string) => outlets.get(id) ?? article) ?? null,
    },
    version: last === undefined ? null : { mark: last.mark, at: last.at, ...saidBy(last, outlets, outletOf(shown)) },
  };
}

/** Another outlet than the one shown says that the story is withdrawn or corrected. */
function saidBy({ kind, article }: StoryVersion, outlets: ReadonlyMap<string, string>, shown: string): { by?: string } {
  const by = outlets.get(article);
  return by === undefined || by === shown || !NOTICES.has(kind) ? {} : { by };
}

/** The other versions, the newest first, and last the article before all of them. */
function versionsBefore(
  shown: IssueArticle,
  members: readonly IssueArticle[],
  versions: ReturnType<typeof lineageOf>["versions"],
): NonNullable<IssueStory["versions"]> {
  const byId = new Map(members.map((article) => [String(article.id), article]));
  const outlets = new Map(members.map((article) => [String(article.id), outletOf(article)]));
  const marked = versions.toReversed().flatMap((version) => {
    const { article, mark, at } = version;
    const found = byId.get(article);
    return found === undefined ? [] : [{ article: found, mark, at, ...saidBy(version, outlets, outletOf(shown)) }];
  });
  const oldest = members.find(({ id }) => !marked.some(({ article }) => article.id === id));
  const all =
    oldest === undefined
      ? marked
      : [...marked, { article: oldest, mark: "first version", at: (oldest.published_at ?? oldest.first_seen_at).toISOString() }];
  return all.flatMap(({ article, ...version }) => (article.id === shown.id ? [] : [{ ...version, url: linkTo(article) }]));
}

/** What the later articles say and the earlier ones did not. */
function newsSince({ news }: WaitingStory, members: readonly IssueArticle[]): NewsItem[] {
  const isNew = ({ id }: IssueArticle) => news.includes(id);
  const others = members.filter((article) => !isNew(article)).slice(0, ARTICLES_READ);
  const told = readTold([...others.map(newsText), ...members.flatMap(({ before }) => before).slice(0, ARTICLES_READ)]);
  const fresh = members.filter(isNew).slice(-ARTICLES_READ);
  return uniqueByText(fresh.flatMap((article) => findNews(newsText(article), told)));
}

/** What a follow-up says and the story before it did not. */
const newsOfFollowUp = (shown: IssueArticle, followed: FollowedStory | undefined): NewsItem[] =>
  followed === undefined || shown.is_translation
    ? []
    : findNews(newsText(shown), readTold(followed.texts)).filter(({ kind }) => kind !== "headline");

/** What other articles of a story say that the one shown does not, each with its outlet: nothing of a copy is hidden by what it shares. */
function addedByCopies(shown: IssueArticle, members: readonly IssueArticle[]): News | null {
  const read = [newsText(shown)];
  const added: string[] = [];
  let more = 0;
  let told: Told | null = null;
  for (const article of members.filter(({ id }) => id !== shown.id).slice(0, COPIES_READ)) {
    const text = newsText(article);
    told ??= readTold(read);
    const items = findNews(text, told);
    if (judgeNews(text, items, told) === "none") continue;
    read.push(text);
    told = null;
    const sentences = items.filter(({ kind }) => kind !== "headline").map((item) => item.text);
    added.push(
      `${outletOf(article)}, “${article.title ?? "(no title)"}”${sentences[0] === undefined ? "" : `: ${sentences[0]}`}`,
    );
    added.push(...sentences.slice(1, SENTENCES_OF_COPY));
    more += Math.max(0, sentences.length - SENTENCES_OF_COPY);
  }
  if (added.length === 0) return null;
  return {
    of: "copies",
    toldAt: null,
    sentences: added.slice(0, COPIES_SHOWN),
    more: more + Math.max(0, added.length - COPIES_SHOWN),
  };
}

const says = (article: IssueArticle, kind: VersionKind): boolean =>
  readVersions(article.title ?? "", textOf(article)).some((version) => version.kind === kind);

/** Any outlet may say so, so the one that does is named. */
function markOf(fresh: readonly IssueArticle[]): Pick<News, "mark" | "markedBy"> {
  const withdrawn = fresh.find((article) => says(article, "withdrawal"));
  if (withdrawn !== undefined) return { mark: "withdrawn", markedBy: outletOf(withdrawn) };
  const corrected = fresh.find((article) => says(article, "correction") || findCorrectionNotes(textOf(article)).length > 0);
  return corrected === undefined ? {} : { mark: "corrected", markedBy: outletOf(corrected) };
}

const newsText = (article: IssueArticle): NewsText => ({
  title: article.title ?? "",
  text: textOf(article).slice(0, CHARACTERS_READ),
});

const uniqueByText = (items: readonly NewsItem[]): NewsItem[] => [...new Map(items.map((item) => [item.text, item])).values()];

const cut = (sentences: readonly string[], said: Pick<News, "of" | "toldAt" | "mark" | "markedBy">): News | null =>
  // Even if the excerpt holds all that is new, the mail says that the story was sent before.
  sentences.length === 0 && said.of === "followed"
    ? null
    : { ...said, sentences: sentences.slice(0, NEWS_SHOWN), more: Math.max(0, sentences.length - NEWS_SHOWN) };

const textOf = ({ text }: IssueArticle): string => text ?? "";
