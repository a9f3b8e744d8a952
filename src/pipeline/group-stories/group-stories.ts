// Decides whether an article is a copy of a stored story, a follow-up of one, or a new story, and offers the story to the digests.
import { findOrigin } from "../../stories/find-origin.ts";
import { nameAgencyWholly } from "../../text/name-agency.ts";
import { decideStory } from "../../stories/decide-story.ts";
import { decodeSketch, encodeSketch } from "../../stories/encode-sketch.ts";
import { readAnnouncement } from "../../stories/named-headlines.ts";
import { speakingOfFound } from "./speaking.ts";
import { failpoint } from "../../failpoint.ts";
import { groupDocument } from "./story-rows.ts";
import { packItems } from "../../stories/translations/mark.ts";
import { readMarks } from "../../stories/translations/read-marks.ts";
import { findStoryTold, relinkStories } from "./find-story-told.ts";
import { weighAgain } from "./weigh-again.ts";
import { markToWeigh } from "./weigh-stories.ts";
import { alertUnlinked, offerByNewWords, offerToDigests, resurface, resurfaceEdited } from "./offer-story.ts";
import { endUnmatched, findArticle, isMatched, postponeArticle, setArticleAside } from "../../store/articles.ts";
import { endGrouping, findMembers, inGroupingTurn, linkFollowUp, saveGrouping } from "../../store/stories.ts";
import { rememberStories, toBytes } from "./remember-stories.ts";
import type { Ended, StageHandler } from "../process-job.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { WaitingArticle } from "../../store/articles.ts";
import type { LoggedArticle } from "../../store/story-log.ts";
import type { Marked } from "../../stories/translations/read-marks.ts";
import type { ReadArticle } from "../../stories/grouping-memory.ts";
import type { ShelvedStory } from "../../stories/story-shelf.ts";
import type { Candidate, GroupDocument, StoryDecision } from "../../stories/story.ts";
import type { StoriesRemembered } from "./remember-stories.ts";
import type { StageDeps } from "../stage-deps.ts";

export function groupStories(deps: StageDeps): StageHandler<"group-stories"> {
  const { database } = deps;
  const remembered = rememberStories();
  return {
    async run({ article: id }) {
      const article = await findArticle(database, id);
      if (article === null || article.stage !== "group-stories") return { outcome: "already-done" };
      const now = deps.now();
      if (article.story_id !== null) return offerAgain(deps, remembered, article, now);
      await remembered.prepare(database, now);
      const document = groupDocument(article);
      const read = remembered.memory.read(document, now.getTime());
      const marked = readMarks(document);
      const grouped = await inGroupingTurn(database, async (sql) => {
        await remembered.catchUp(sql, now);
        // Other processes may have learnt lines of it in the meantime.
        const isCurrent = remembered.memory.isCurrent(read, now.getTime());
        const current = isCurrent ? read : remembered.memory.read(document, now.getTime());
        return group(deps, sql, remembered, { article, document, read: current, marked, now });
      });
      if (grouped === null) return { outcome: "already-done" };
      if (grouped === "unmatched") return { outcome: grouped };
      failpoint("story saved");
      remembered.learn(grouped.rows);
      return {
        outcome: grouped.relation,
        counts: grouped.relation === "copy" ? { copies: 1 } : { stories: 1 },
        handOn: { "send-digests": grouped.due.map((digest) => ({ digest })) },
      };
    },
    postpone: ({ article }, until, reason) => postponeArticle(database, article, "group-stories", until, reason),
    giveUp: ({ article }, error) => setArticleAside(database, article, "group-stories", error.message, deps.now()),
  };
}

/**
 * Offers the story of an article that a further feed listed, or whose words changed: to the digests that don't have it, to those that sent it
 * by another watchlist, if the new words are what matched, and with what is new in it to the others.
 */
async function offerAgain(
  { database, config }: StageDeps,
  remembered: StoriesRemembered,
  article: WaitingArticle,
  now: Date,
): Promise<Ended<"group-stories">> {
  await remembered.prepare(database, now);
  const done = await inGroupingTurn(database, async (sql) => {
    const ended = await endGrouping(sql, article.id);
    if (ended === null) return null;
    const again = ended.changed ? await resurfaceEdited(config(), sql, { story: ended.story, article, now }) : [];
    const rows = ended.changed ? await weighAgain(sql, remembered, { story: ended.story, article, now }) : [];
    const due = [
      ...again,
      ...(await alertUnlinked(config(), sql, { stories: storiesIn(rows), now })),
      ...(await offerByNewWords(config(), sql, { story: ended.story, article: article.id, now })),
      ...(await offerToDigests(config(), sql, { ...ended, now })),
    ];
    return { due, rows };
  });
  if (done === null) return { outcome: "already-done" };
  remembered.learn(done.rows);
  return { outcome: "known-story", handOn: { "send-digests": [...new Set(done.due)].map((digest) => ({ digest })) } };
}

interface Arrived {
  article: WaitingArticle;
  document: GroupDocument;
  read: ReadArticle;
  marked: Marked;
  now: Date;
}

async function group(deps: StageDeps, sql: Sql, remembered: StoriesRemembered, arrived: Arrived) {
  const { article, document, read, marked, now } = arrived;
  const { sketch } = read;
  const { found, candidates, decision, isForNobody } = await decide(sql, remembered, arrived);
  if (isForNobody) {
    await endUnmatched(sql, article.id);
    return "unmatched";
  }
  const story = decision.relation === "copy" && decision.story !== null ? Number(decision.story) : null;
  const like = story === null ? null : likeStory(found, Number(decision.of), story);
  const marks = packItems(marked.items);
  const weighed =
    decision.relation === "copy"
      ? null
      : remembered.translations.weigh({ tongue: marked.tongue, marks, article: article.id }, now.getTime());
  const links = await relinkStories(sql, weighed?.relinked ?? [], now);
  const told = decision.relation === "original" ? await findStoryTold(sql, weighed?.told ?? null, marked.items) : null;
  const row = {
    at: now,
    article_id: article.id,
    words: sketch.words,
    site: read.site,
    keys: toBytes(sketch.keys),
    lines: toBytes(read.lines),
    tongue: marked.tongue,
    marks: toBytes(decision.relation === "copy" ? new Uint32Array() : marks),
    root_story_id: told?.root ?? null,
  };
  const follows = told?.story ?? (decision.follows === null ? null : Number(decision.follows));
  const { relation, score, reasons } = told ?? decision;
  const saved = await saveGrouping(sql, article.id, {
    story,
    like,
    follows,
    relation,
    score,
    reasons,
    sketch: encodeSketch(sketch),
    isReprint: isReprint(document, decision, candidates, sketch.site),
    row,
  });
  // Another worker was first while this one waited for the lock.
  if (saved === null) return null;
  const taught = remembered.memory.taught(read, like ?? story ?? -1, now.getTime());
  await markToWeigh(sql, { read, decision, taught, story: saved.story }, now);
  if (follows !== null) await linkFollowUp(sql, saved.story, follows);
  if (decision.followedBy !== null) await linkFollowUp(sql, Number(decision.followedBy), saved.story);
  const again =
    decision.relation === "copy" ? await resurface(deps.config(), sql, { story: saved.story, article, document, now }) : [];
  failpoint("story to save");
  const offered = await offerToDigests(deps.config(), sql, { ...saved, tells: told?.story ?? null, now });
  const freed = await alertUnlinked(deps.config(), sql, { stories: storiesIn(links), now });
  const due = [...new Set([...again, ...offered, ...freed])];
  return { relation, due, rows: [...links, { ...row, seq: saved.seq, story_id: like ?? saved.story }] };
}

/** `isForNobody`: a notice that no watchlist found, and that may speak of no report which somebody was sent. */
async function decide(sql: Sql, remembered: StoriesRemembered, { article, document, read, now }: Arrived) {
  const { sketch } = read;
  const announcement = readAnnouncement(document);
  const found = remembered.memory.find(sketch, now.getTime(), announcement.named);
  const candidates = found.length === 0 ? [] : await loadCandidates(sql, found);
  const maySpeakOf = announcement.isNotice
    ? await speakingOfFound(sql, article.id, { document, title: sketch.title, named: announcement.named, candidates })
    : () => true;
  const decision = decideStory(
    { sketch, publishedAt: document.publishedAt, ...announcement, maySpeakOf, text: document.text, block: read.block },
    candidates,
  );
  const copied = decision.relation === "copy" ? candidates.find((one) => one.article === decision.of) : undefined;
  const isOnReport = copied !== undefined && maySpeakOf(copied);
  const isForNobody = !isOnReport && announcement.named !== null && !(await isMatched(sql, article.id));
  return { found, candidates, decision, isForNobody };
}

const storiesIn = (links: readonly LoggedArticle[]): number[] => links.map(({ story_id }) => story_id);

/** Loads the articles to compare with, each with its present story: a person may have split or merged it. */
async function loadCandidates(sql: Sql, found: readonly ShelvedStory[]): Promise<Candidate[]> {
  const articles = found.flatMap(({ first, longest, latest }) => [...new Set([first, longest, latest])]);
  const members = await findMembers(sql, articles);
  // In the order in which the stories were found: nearest first.
  const place = new Map(articles.map((article, index) => [article, index]));
  const placeOf = ({ article_id }: { article_id: number }): number => place.get(article_id) ?? 0;
  return members
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map((member) => ({
      story: String(member.story_id),
      article: String(member.article_id),
      sketch: decodeSketch(member.sketch),
      publishedAt: (member.published_at ?? member.first_seen_at).toISOString(),
    }));
}

/** A copy of an article of another outlet, or one that credits an agency. */
function isReprint(
  document: GroupDocument,
  { relation, of }: StoryDecision,
  candidates: readonly Candidate[],
  site: number,
): boolean {
  const origin = findOrigin(document);
  if (origin !== null && origin.isOwn !== true && nameAgencyWholly(origin.name) !== null) return true;
  return relation === "copy" && candidates.some(({ article, sketch }) => article === of && sketch.site !== site);
}

/** The story that the memory knows the copied article by. */
const likeStory = (found: readonly ShelvedStory[], article: number, story: number): number =>
  found.find(({ first, longest, latest }) => [first, longest, latest].includes(article))?.story ?? story;
