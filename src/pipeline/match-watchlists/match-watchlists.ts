// Matches an article against every watchlist; most articles end here.
import { setImmediate } from "node:timers/promises";
import { failpoint } from "../../failpoint.ts";
import { saveUnmatched, findToMatch, postponeArticle, saveMatches, setArticleAside } from "../../store/articles.ts";
import { gather } from "../../store/engine/gather.ts";
import { addWords } from "../../store/views/archive.ts";
import { indexWords } from "../../watchlists/words/index-words.ts";
import { setVersionsMatched } from "../../store/versions.ts";
import { isNotice } from "../../stories/named-headlines.ts";
import { voicesOf } from "./voices-of.ts";
import { matchVoices } from "../../watchlists/match-voices.ts";
import type { Ended, StageHandler } from "../process-job.ts";
import type { Payload } from "../pipeline.ts";
import type { Matched, WaitingArticle } from "../../store/articles.ts";
import type { MatchDocument } from "../../watchlists/watchlist.ts";
import type { StageDeps } from "../stage-deps.ts";

export function matchWatchlists(deps: StageDeps): StageHandler<"match-watchlists"> {
  const { database } = deps;
  const find = gather({ doAll: (ids: readonly number[]) => findToMatch(database, ids) });
  const save = gather({ doAll: (found: readonly Matched[]) => saveMatches(database, found) });
  const end = gather({ doAll: (found: readonly Matched[]) => saveUnmatched(database, found) });
  // Articles that were loaded together are matched in turns of the event loop: many long texts must not stop all else for seconds.
  let lastTurn: Promise<unknown> = Promise.resolve();
  const ownTurn = (): Promise<unknown> => (lastTurn = lastTurn.then(() => setImmediate()));
  const run = async ({ article: id, turn }: Payload<"match-watchlists">): Promise<Ended<"match-watchlists">> => {
    for (;;) {
      const article = await find(id);
      if (article === null || article.stage !== "match-watchlists") return { outcome: "already-done" };
      await ownTurn();
      const watchlists = deps.watchlists();
      const matches = matchVoices(watchlists, documentOf(article), voicesOf(article));
      for (const message of watchlists.troubles.take()) deps.log.warn({ article: id }, message);
      failpoint("matches to save");
      const fresh = article.entries.filter((entry) => entry.id > article.heard_to);
      const heardTo = Math.max(article.heard_to, ...fresh.map((entry) => entry.id));
      // The index has all but what further feeds said since.
      if (article.indexed && fresh.length > 0) await addWords(database, id, wordsOf(fresh));
      // An agency's notice on a report need not have the words by which the report was found.
      const isNoticed = matches.length === 0 && isNotice({ title: article.title ?? "", text: article.text ?? "" });
      const stage = await (matches.length > 0 ? save : end)({ ...article, heardTo, isNoticed, matches, now: deps.now() });
      failpoint("matches saved");
      if (stage !== null && article.old.length > 0)
        await setVersionsMatched(
          database,
          article.old.map(({ version }) => version),
        );
      if (stage === "done") return { outcome: "unmatched" };
      if (stage === "group-stories")
        return {
          outcome: "matched",
          counts: { matches: matches.length },
          handOn: { "group-stories": [{ article: id, turn }] },
        };
      // Another worker was first, or a further feed has just listed the article: look again.
    }
  };
  return {
    run,
    postpone: ({ article }, until, reason) => postponeArticle(database, article, "match-watchlists", until, reason),
    giveUp: ({ article }, error) => setArticleAside(database, article, "match-watchlists", error.message, deps.now()),
  };
}

const wordsOf = (entries: WaitingArticle["entries"]): string[] | null =>
  indexWords(entries.map(({ title }) => title ?? "").join("\n"), entries.map(({ text }) => text).join("\n\n"));

function documentOf(article: WaitingArticle): MatchDocument {
  const sources = [...article.entries.map(({ feed }) => feed), article.site];
  return {
    title: article.title ?? "",
    text: article.text ?? "",
    language: article.language,
    source: [...new Set(sources.filter((name): name is string => typeof name === "string" && name !== ""))],
    url: article.url,
    tags: [...new Set(article.entries.flatMap(({ tags }) => tags))],
  };
}
