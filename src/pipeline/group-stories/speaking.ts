// Tells of which stored reports a notice may speak.
import { isOwnFeed } from "../../text/outlets/site-of.ts";
import { intersect } from "../../stories/compare-sketches.ts";
import { names } from "../../stories/named-headlines.ts";
import { speakerOf, speakerOfNotice, speakingOf } from "../../stories/notices/speaker.ts";
import { findSpeaking } from "../../store/stories.ts";
import type { Named } from "../../stories/named-headlines.ts";
import type { SpeakingArticle } from "../../store/stories.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { Candidate, GroupDocument } from "../../stories/story.ts";

/** Reads who wrote the notice `id` and the stories that it may be about by their headlines. */
export async function speakingOfFound(
  sql: Sql,
  id: number,
  {
    document,
    title,
    named,
    candidates,
  }: { document: GroupDocument; title: Uint32Array; named: Named | null; candidates: readonly Candidate[] },
): Promise<(report: Candidate) => boolean> {
  const isAbout = ({ sketch }: Candidate): boolean => names(named, sketch.title) || intersect(title, sketch.title).length > 0;
  const stories = new Set(candidates.filter(isAbout).map(({ story }) => story));
  const about = candidates.filter(({ story }) => stories.has(story));
  const rows = await findSpeaking(sql, [id, ...about.map(({ article }) => Number(article))]);
  const own = rows.find((row) => row.id === id);
  const notice = speakerOfNotice(document, { wordsFrom: own === undefined ? document.url : wordsFrom(own) });
  const speakers = rows.map((row) => [String(row.id), speakerOf(documentOf(row), { wordsFrom: wordsFrom(row) })] as const);
  return speakingOf(notice, candidates, new Map(speakers));
}

const documentOf = ({ id, title, ...row }: SpeakingArticle): GroupDocument => ({
  ...row,
  id: String(id),
  title: title ?? "",
  publishedAt: null,
});

/** A feed of another site may say anything at any address. */
function wordsFrom({ url, method, feeds }: SpeakingArticle): string | null {
  if (method !== "summary" && method !== "feed") return url;
  return feeds.some((feed) => isOwnFeed(feed, url)) ? url : (feeds[0] ?? null);
}
