// What mails and pages call an article: its outlet, its address, and who wrote its story first.
import { findOrigin } from "../../stories/find-origin.ts";
import { usuallyReprints } from "../../stories/trace-lineage.ts";
import { weighOrigins } from "../../stories/weigh-origins.ts";
import { canonicalUrl } from "../../text/canonical-url.ts";
import { hostOf } from "../../text/host-of.ts";
import { fitsHost } from "../../text/outlets/fits-host.ts";
import { isNewsSearch } from "../../text/outlets/news-searches.ts";
import { isOwnFeed } from "../../text/outlets/site-of.ts";
import { groupDocument } from "../group-stories/story-rows.ts";
import type { WeighedOrigin } from "../../stories/weigh-origins.ts";
import type { ArticleNames, Carrying, IssueArticle } from "../../store/waiting-stories.ts";

/**
 * A news search names the outlet, at its own address or at the outlet's. If the page was read, the page says it: what a feed claims of another's
 * page is no proof.
 */
export const outletOf = ({ reason, outlet, feed, feed_url, site, url, page_url: page }: Carrying): string => {
  const host = hostOf(url);
  const isOwn = isOwnFeed(feed_url ?? "", url);
  const fits = host === null || isOwn || (outlet !== null && (isNewsSearch(host) || fitsHost(outlet, host)));
  const named =
    outlet === null ? null : reason !== null || webAddress(page) === null ? (fits ? outlet : host) : isOwn ? null : site;
  return named ?? feed ?? site ?? "unknown outlet";
};

/** The address that was read, in the feed's own spelling if that is the same page: it may lead to a place on the page. */
export const linkTo = ({ url, page_url: page }: Pick<ArticleNames, "url" | "page_url">): string | null =>
  webAddress(webAddress(page) === null || canonicalUrl(url) === page ? url : page);

export const webAddress = (url: string): string | null => (/^https?:/.test(url) ? url : null);

type Credited = Pick<
  IssueArticle,
  | "id"
  | "url"
  | "page_url"
  | "site"
  | "feed"
  | "feed_url"
  | "outlet"
  | "reason"
  | "title"
  | "text"
  | "byline"
  | "credits"
  | "published_at"
  | "first_seen_at"
> & { habit?: IssueArticle["habit"] };

/** The first author of a story, by the credits of its articles; null if nobody is credited. */
export const originOf = (articles: readonly Credited[]): WeighedOrigin | null =>
  weighOrigins(
    articles.map((article) => ({
      outlet: outletOf(article),
      origin: findOrigin({ ...groupDocument(article), url: linkTo(article) ?? article.url, listedAs: article.outlet }),
      seenAt: article.first_seen_at.toISOString(),
      reprints: usuallyReprints(article.habit),
    })),
  );
