// Finds out whether an article is a copy of a story we hold, a follow-up of one, or a new story, and offers the story to the digests.
import { decideStory, STORY_WINDOW_MS } from "../stories/decide-story.ts";
import { decodeSketch, encodeSketch } from "../stories/encode-sketch.ts";
import { isCorrection } from "../stories/read-version.ts";
import { sketchArticle } from "../stories/sketch-article.ts";
import { groupDocument } from "./group-document.ts";
import { handOn } from "./stage-deps.ts";
import { findArticle, postponeArticle, setArticleAside } from "../store/articles.ts";
import { makeDigestsDue, offerStory } from "../store/digests.ts";
import { findCandidates, linkFollowUp, saveGrouping, takeGroupingTurn } from "../store/stories.ts";
import type { Digest } from "../digests/digest.ts";
import type { StageHandler } from "../queues/process-job.ts";
import type { Sql } from "../store/database.ts";
import type { WaitingArticle } from "../store/articles.ts";
import type { Candidate, GroupDocument, Sketch } from "../stories/story.ts";
import type { StageDeps } from "./stage-deps.ts";

export function groupStories(deps: StageDeps): StageHandler<"group-stories"> {
  const { database } = deps;
  return {
    async run({ article: id }) {
      const article = await findArticle(database, id);
      if (article === null || article.stage !== "group-stories") return { outcome: "already-done" };
      const document = groupDocument(article);
      const sketch = sketchArticle(document);
      const grouped = await database.transaction(async (sql) => {
        await takeGroupingTurn(sql);
        return group(deps, sql, article, document, sketch);
      });
      if (grouped === null) return { outcome: "already-done" };
      await handOn(
        deps,
        "send-digests",
        grouped.due.map((digest) => ({ digest })),
      );
      return { outcome: grouped.relation, counts: grouped.relation === "copy" ? { copies: 1 } : { stories: 1 } };
    },
    postpone: ({ article }, until, reason) => postponeArticle(database, article, "group-stories", until, reason),
    setAside: ({ article }, error) => setArticleAside(database, article, "group-stories", error.message, deps.now()),
  };
}

async function group(deps: StageDeps, sql: Sql, article: WaitingArticle, document: GroupDocument, sketch: Sketch) {
  const now = deps.now();
  const keys = [...sketch.keys].map((key) => key | 0);
  const candidates = await loadCandidates(sql, keys, new Date(now.getTime() - STORY_WINDOW_MS));
  const decision = decideStory({ sketch, publishedAt: document.publishedAt, corrects: isCorrection(document) }, candidates);
  const saved = await saveGrouping(
    sql,
    article.id,
    {
      story: decision.relation === "copy" && decision.story !== null ? Number(decision.story) : null,
      follows: decision.follows === null ? null : Number(decision.follows),
      relation: decision.relation,
      score: decision.score,
      reasons: decision.reasons,
      sketch: encodeSketch(sketch),
      keys,
    },
    now,
  );
  // Another worker was first while this one waited for its turn.
  if (saved === null) return null;
  const { story, watchlists } = saved;
  if (decision.follows !== null) await linkFollowUp(sql, story, Number(decision.follows));
  if (decision.followedBy !== null) await linkFollowUp(sql, Number(decision.followedBy), story);
  return { relation: decision.relation, due: await offer(deps, sql, watchlists, story) };
}

async function loadCandidates(sql: Sql, keys: number[], since: Date): Promise<Candidate[]> {
  const members = await findCandidates(sql, {
    keys,
    sharedMin: Math.min(2, keys.length),
    storiesPerKeyMax: 8,
    storiesMax: 40,
    since,
  });
  return members.map((member) => ({
    story: String(member.story_id),
    article: String(member.article_id),
    sketch: decodeSketch(member.sketch),
    publishedAt: (member.published_at ?? member.first_seen_at).toISOString(),
  }));
}

/** Puts the story before each digest that takes one of its watchlists. Returns the digests that are due by it at once. */
async function offer(deps: StageDeps, sql: Sql, watchlists: readonly string[], story: number): Promise<string[]> {
  const { digests } = deps.config();
  const offers = digests.flatMap((digest) => {
    const watchlist = watchlists.find((id) => takes(digest, id));
    return watchlist === undefined ? [] : [{ digest: digest.id, watchlist }];
  });
  const added = await offerStory(sql, story, offers, deps.now());
  const due = digests.filter(({ id, schedule }) => added.includes(id) && schedule.kind === "immediately").map(({ id }) => id);
  if (due.length > 0) await makeDigestsDue(sql, due, deps.now());
  return due;
}

const takes = (digest: Digest, watchlist: string): boolean => digest.watchlists === null || digest.watchlists.includes(watchlist);
