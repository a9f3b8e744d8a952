// What a reader says of an alert, by the link of a mail or on a page: the form for it, and keeping it.
import { isPageToken } from "../../digests/page-token.ts";
import { REASONS } from "../../feedback/saying.ts";
import { cleanCharacters } from "../../text/clean-characters.ts";
import { findPageKey } from "../../pipeline/send-digests/page-links.ts";
import { listDeliveries } from "../../store/deliveries/deliveries.ts";
import { findSaying, listStoryMatches, saveSaying } from "../../store/feedback/feedback.ts";
import { findIssue } from "../../store/issues.ts";
import type { Issue } from "../../digests/digest.ts";
import type { Reason } from "../../feedback/saying.ts";
import type { DeskDeps } from "../desk-deps.ts";

/** How the reader came: by the link of a mail, or signed in. `story` 0 is none: an article was missed. */
type FeedbackWay = { kind: "link"; issue: number; story: number; token: string } | { kind: "page"; story: number };

/** Names nobody: the link of a forwarded mail shows the same. */
export interface FeedbackForm {
  /** The heading of the digest; null on a page. */
  digest: string | null;
  /** Of the story; null if something was missed, or if it has none. */
  title: string | null;
  watchlists: { id: string; name: string }[];
  reasons: Reason[];
  /** What was said before by the same way. By a link without the words, since a forwarded mail has the same link. */
  said: { reason: Reason; words: string; watchlist: string } | null;
}

export interface Said {
  reason: Reason;
  words: string;
  /** Of the missed article; else empty. */
  address: string;
  /** One of the form's; empty for the first. */
  watchlist: string;
}

export type Given = { kind: "kept" } | { kind: "refused"; reason: string };

/** A mail's link is good for so long. */
const LINK_MS = 30 * 86_400_000;

interface Subject extends FeedbackForm {
  issue: number;
  story: number;
  sender: string | null;
  articleOf(watchlist: string): number | null;
}

/** Changes nothing. Null if there is no such story, or if the link is none of ours or too old. */
export async function readFeedbackForm(deps: DeskDeps, way: FeedbackWay): Promise<FeedbackForm | null> {
  const subject = await subjectOf(deps, way);
  if (subject === null) return null;
  const { digest, title, watchlists, reasons, said } = subject;
  return { digest, title, watchlists, reasons, said };
}

/** Said again, it takes the place of what was said before. Null as above. */
export async function giveFeedback(deps: DeskDeps, { way, ...said }: Said & { way: FeedbackWay }): Promise<Given | null> {
  const subject = await subjectOf(deps, way);
  if (subject === null) return null;
  const { reason, words } = said;
  if (!subject.reasons.includes(reason)) return { kind: "refused", reason: "choose one of the answers" };
  const address = reason === "missed" ? addressOf(said.address) : "";
  if (address === null)
    return { kind: "refused", reason: "give the address of the missed article, as in https://example.org/news/1" };
  const [first] = subject.watchlists;
  if (first === undefined) return { kind: "refused", reason: "no watchlist is concerned" };
  const watchlist = said.watchlist === "" ? first : subject.watchlists.find(({ id }) => id === said.watchlist);
  if (watchlist === undefined) return { kind: "refused", reason: "choose one of the watchlists" };
  const { issue, sender } = subject;
  const isMissed = reason === "missed";
  const kept = await saveSaying(
    deps.database,
    {
      issue,
      sender,
      story: isMissed ? 0 : subject.story,
      address,
      reason,
      words: cleanCharacters(words).trim(),
      watchlist: watchlist.id,
      article: isMissed ? null : subject.articleOf(watchlist.id),
      title: isMissed ? null : subject.title,
    },
    deps.now(),
  );
  return kept ? { kind: "kept" } : { kind: "refused", reason: "you have named twenty missed articles of this digest already" };
}

function addressOf(typed: string): string | null {
  const url = URL.canParse(typed.trim()) ? new URL(typed.trim()) : null;
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
}

const subjectOf = (deps: DeskDeps, way: FeedbackWay): Promise<Subject | null> =>
  way.kind === "link" ? byLink(deps, way) : byPage(deps, way.story);

async function byLink(deps: DeskDeps, { issue: number, story, token }: FeedbackWay & { kind: "link" }): Promise<Subject | null> {
  const { database, now } = deps;
  const key = await findPageKey(database);
  const readers = await listDeliveries(database, number);
  const sender = readers.find(({ recipient }) => isPageToken(key, `feedback/${number}/${recipient}`, token))?.recipient;
  const content = sender === undefined ? null : ((await findIssue(database, number))?.content ?? null);
  if (sender === undefined || content === null || now().getTime() - Date.parse(content.createdAt) > LINK_MS) return null;
  const found = storyIn(content, story);
  if (story !== 0 && found === null) return null;
  const said = await findSaying(database, { issue: number, story, sender, address: "" });
  return {
    issue: number,
    story,
    sender,
    digest: content.name ?? content.digest,
    title: found?.title ?? null,
    // Of all others the mail says nothing, and anybody with the link sees these.
    watchlists: found === null ? content.sections.map(({ watchlist: id, name }) => ({ id, name })) : [found.watchlist],
    reasons: story === 0 ? ["missed"] : [...REASONS],
    said: said && { ...said, words: "" },
    articleOf: () => found?.article ?? null,
  };
}

function storyIn({ sections }: Issue, story: number) {
  for (const { watchlist, name, stories } of sections)
    for (const { id, title, article } of stories)
      if (Number(id) === story)
        return { title, watchlist: { id: watchlist, name }, article: article === undefined ? null : Number(article) };
  return null;
}

async function byPage(deps: DeskDeps, story: number): Promise<Subject | null> {
  const { database, config } = deps;
  const matches = story === 0 ? [] : await listStoryMatches(database, story);
  if (story !== 0 && matches.length === 0) return null;
  const names = new Map(
    config().watchlists.flatMap(({ content }) => (content.watchlists ?? []).map(({ id, name = id }) => [id, name] as const)),
  );
  const found = [...new Set(matches.map(({ watchlist }) => watchlist))];
  return {
    issue: 0,
    story,
    sender: null,
    digest: null,
    title: matches[0]?.title ?? null,
    watchlists:
      story === 0 ? [...names].map(([id, name]) => ({ id, name })) : found.map((id) => ({ id, name: names.get(id) ?? id })),
    reasons: story === 0 ? ["missed"] : [...REASONS],
    said: await findSaying(database, { issue: 0, story, sender: null, address: "" }),
    articleOf: (watchlist) => matches.find((match) => match.watchlist === watchlist)?.article ?? null,
  };
}
