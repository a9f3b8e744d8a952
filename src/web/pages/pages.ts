// All pages of the signed in, a line each, and what their forms post to.
import { answerPages } from "./answer-pages.ts";
import { answerSystem } from "./answer-system.ts";
import { answerDigestForms, answerDigests } from "./digests/answer-digests.ts";
import { answerFeedback, answerFeedbackForms } from "./feedback/answer-feedback.ts";
import { answerFeedForms, answerFeeds } from "./feeds/answer-feeds.ts";
import { answerSearch } from "./search/answer-search.ts";
import { answerStory } from "./stories/answer-story.ts";
import { stories } from "./stories/stories.ts";
import { answerWatchlists } from "./watchlists/answer-watchlists.ts";
import type { Role } from "../sessions.ts";
import type { WebDeps } from "../web-deps.ts";
import type { Answer } from "./answer-pages.ts";

/** A number in an address. */
const NUMBER = "{[1-9][0-9]{0,14}}";
/** An id of the configuration. */
const NAME = "{[^/]+}";

/** A path of hono and its page. The page's record is at the same address with `.json` behind it, and that of `/` at `/stories.json`. */
export const pagesOf = (deps: WebDeps): readonly (readonly [path: string, answer: Answer])[] => {
  const pages = {
    ...answerPages(deps),
    ...answerStory(deps),
    ...answerFeeds(deps),
    ...answerDigests(deps),
    ...answerSystem(deps),
    ...answerFeedback(deps),
  };
  const search = answerSearch(deps);
  const watchlists = answerWatchlists(deps);
  return [
    ["/search", search.search],
    ["/", stories(deps)],
    ["/watchlists", watchlists.watchlists],
    [`/watchlists/:id${NAME}`, watchlists.watchlist],
    ["/system", pages.system],
    [`/stories/:id${NUMBER}`, pages.story],
    [`/stories/:id${NUMBER}/copies/:article${NUMBER}`, pages.copy],
    [`/articles/:id${NUMBER}`, pages.article],
    ["/why", pages.why],
    ["/keys", pages.keys],
    ["/feeds", pages.feeds],
    ["/feeds.opml", pages.opml],
    ["/feeds/add", pages.add],
    [`/feeds/:id${NUMBER}`, pages.feed],
    ["/digests", pages.digests],
    [`/digests/:id${NAME}`, pages.digest],
    ["/digests/:id{[^/]+}/preview", pages.preview],
    ["/issues", pages.issues],
    [`/issues/:id${NUMBER}`, pages.issueRecord],
    ["/feedback", pages.feedback],
    ["/feedback/new", pages.newFeedback],
    [`/feedback/:id${NUMBER}`, pages.feedbackDetails],
    ["/feedback/:file{[1-9][0-9]{0,14}-[1-3]\\.diff}", pages.feedbackDiff],
    ["/issues/:file{[1-9][0-9]{0,14}\\.html}", pages.issueMail],
  ];
};

/** What forms post to, and by whom: owners do all that readers do. */
export const formsOf = (deps: WebDeps): readonly (readonly [path: string, by: Role, answer: Answer])[] => {
  const forms = {
    ...answerStory(deps),
    ...answerFeedForms(deps),
    ...answerDigestForms(deps),
    ...answerSystem(deps),
    ...answerFeedbackForms(deps),
  };
  return [
    [`/stories/:id${NUMBER}/rearrange`, "owner", forms.rearrange],
    [`/stories/:id${NUMBER}/star`, "reader", forms.star],
    [`/stories/:id${NUMBER}/note`, "reader", forms.note],
    ["/feeds/add", "owner", forms.tryAddress],
    ["/feeds/save", "owner", forms.save],
    ["/feeds/opml", "owner", forms.readList],
    [`/feeds/:id${NUMBER}/poll`, "owner", forms.poll],
    [`/feeds/:id${NUMBER}/pause`, "owner", forms.pauseSource],
    [`/feeds/:id${NUMBER}/resume`, "owner", forms.resumeSource],
    ["/digests/:id{[^/]+}/send", "owner", forms.send],
    ["/digests/:id{[^/]+}/test", "owner", forms.test],
    [`/issues/:id${NUMBER}/release`, "owner", forms.release],
    [`/issues/:id${NUMBER}/resume`, "owner", forms.resume],
    ["/feedback/new", "reader", forms.give],
    [`/feedback/:id${NUMBER}/settle`, "owner", forms.settle],
    [`/feedback/:id${NUMBER}/propose`, "owner", forms.propose],
    [`/feedback/:id${NUMBER}/apply`, "owner", forms.apply],
    ["/system/quarantine", "owner", forms.quarantine],
    [`/watchlists/:id${NAME}`, "owner", answerWatchlists(deps).edit],
  ];
};

/** The path of a page's record. */
export const jsonPath = (path: string): string =>
  path === "/" ? "/stories.json" : path.replace(/\}$|$/, (end) => (end === "}" ? "\\.json}" : ".json"));
