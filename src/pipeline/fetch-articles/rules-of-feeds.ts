// What the feeds that list an article say of how its page is read, and whether there is one.
import { isLeavingAddress } from "../../feeds/newsletter/mail-link.ts";
import { SOURCES } from "../../sources/sources.ts";
import type { FeedConfig } from "../../config/config.ts";
import type { PoliteOptions } from "../../http/ask-host.ts";
import type { WaitingArticle } from "../../store/articles.ts";
import type { StageDeps } from "../stage-deps.ts";

const WHOLE_KINDS = new Set(SOURCES.filter(({ hasWholeEntries }) => hasWholeEntries).map(({ kind }) => kind));

type Deps = Pick<StageDeps, "config">;

/** Whether the entries of an article without an address are all that there is of it. */
export const areWhole = (deps: Deps, article: WaitingArticle): boolean =>
  article.entries.some(({ text }) => text !== "") && feedsOf(deps, article).some(({ kind }) => WHOLE_KINDS.has(kind));

/** robots.txt may be ignored, and the page rendered, if any feed that lists the article says so, since the page is the same. */
export const mayIgnoreRobots = (deps: Deps, article: WaitingArticle): boolean =>
  feedsOf(deps, article).some(({ robots }) => robots === "ignore");
export const mayRender = (deps: Deps, article: WaitingArticle): boolean =>
  feedsOf(deps, article).some(({ browser }) => browser === true);

function feedsOf({ config }: Deps, article: WaitingArticle): FeedConfig[] {
  const carriers = new Set(article.entries.map((entry) => entry.feed_url));
  return config().feeds.filter(({ url }) => carriers.has(url));
}

/** Which addresses must not be asked for an article that the sources at `from` list; undefined if all may. */
export const refusalFor = (from: readonly string[]): PoliteOptions["refuses"] =>
  from.some((feedUrl) => /^imaps?:/.test(feedUrl)) ? refuseLeaving : undefined;

/** A link of a mail whose counter alone knows where it leads may turn out to be for leaving the list: opening that page would do so. */
const refuseLeaving = (url: URL): string | null =>
  isLeavingAddress(url)
    ? "the link leads to a page for leaving the newsletter or for its settings, which is never asked for"
    : null;
