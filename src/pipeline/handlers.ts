// The five handlers, by the name of their stage.
import { fetchArticles } from "./fetch-articles/fetch-articles.ts";
import { groupStories } from "./group-stories/group-stories.ts";
import { matchWatchlists } from "./match-watchlists/match-watchlists.ts";
import { pollFeeds } from "./poll-feeds/poll-feeds.ts";
import { sendDigests } from "./send-digests/send-digests.ts";
import type { StageHandler } from "./process-job.ts";
import type { StageName } from "./pipeline.ts";
import type { StageDeps } from "./stage-deps.ts";

export const HANDLERS: { [S in StageName]: (deps: StageDeps) => StageHandler<S> } = {
  "poll-feeds": pollFeeds,
  "fetch-articles": fetchArticles,
  "match-watchlists": matchWatchlists,
  "group-stories": groupStories,
  "send-digests": sendDigests,
};
