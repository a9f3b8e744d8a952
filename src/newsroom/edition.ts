// The edition: every invented article with its date, its address and its day names, as published on one port at one time.
import type { Block, InventedArticle } from "./invented-article.ts";
import { paragraphsOf } from "./invented-article.ts";
import type { Outlet } from "./outlets.ts";
import { outlets } from "./outlets.ts";
import { burmeseArticles } from "./articles/burmese.ts";
import { depotFireArticles } from "./articles/depot-fire.ts";
import { depotFireCopies } from "./articles/depot-fire-copies.ts";
import { karaSeaArticles } from "./articles/kara-sea.ts";
import { localAndSport } from "./articles/local-and-sport.ts";
import { myanmarSingles } from "./articles/myanmar-singles.ts";
import { nearMisses } from "./articles/near-misses.ts";
import { russiaSingles } from "./articles/russia-singles.ts";
import { russianArticles } from "./articles/russian.ts";
import { worldAndBusiness } from "./articles/world-and-business.ts";

export const inventedArticles: InventedArticle[] = [
  ...depotFireArticles,
  ...depotFireCopies,
  ...karaSeaArticles,
  ...myanmarSingles,
  ...russiaSingles,
  ...burmeseArticles,
  ...russianArticles,
  ...nearMisses,
  ...worldAndBusiness,
  ...localAndSport,
];

/** A published invented article: `url` is its canonical address, `link` the address in its feed. */
export interface PublishedArticle extends InventedArticle {
  site: Outlet;
  url: string;
  link: string;
  summary: string;
  publishedAt: Date;
}

export interface Edition {
  /** Newest first, as in feeds. */
  articles: PublishedArticle[];
  originOf: (outletId: string) => string;
  /** The address of an article by its slug. */
  urlOf: (slug: string) => string;
}

const hourMs = 3_600_000;

/** Many feeds' dates have no fractions of a minute, so dates are cut to the minute. */
function timeBefore(startedAt: Date, hours: number): Date {
  return new Date(Math.floor((startedAt.getTime() - hours * hourMs) / 60_000) * 60_000);
}

function nameDays(text: string, writtenAt: Date, language: string): string {
  return text.replace(/\{weekday(?:-(\d))?\}/g, (_, daysBack: string | undefined) => {
    const day = new Date(writtenAt.getTime() - Number(daysBack ?? 0) * 24 * hourMs);
    return new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }).format(day);
  });
}

function nameDaysInBlock(block: Block, name: (text: string) => string): Block {
  if (typeof block === "string") return name(block);
  if ("heading" in block) return { heading: name(block.heading) };
  if ("caption" in block) return { caption: name(block.caption) };
  return { ...block, related: name(block.related) };
}

/** Dates and addresses for all articles; always the same for the same time, port and articles. */
export function publish(articles: InventedArticle[], startedAt: Date, port: number): Edition {
  const sites = new Map(outlets.map((site) => [site.id, site]));
  const originOf = (outletId: string): string => `http://${outletId}.localhost:${port}`;
  const published = articles.map((article): PublishedArticle => {
    const site = sites.get(article.outlet);
    if (site === undefined) throw new Error(`no outlet is called ${article.outlet}; see outlets.ts`);
    const publishedAt = timeBefore(startedAt, article.hoursBefore);
    const writtenAt = timeBefore(startedAt, article.writtenHoursBefore ?? article.hoursBefore);
    const name = (text: string): string => nameDays(text, writtenAt, site.language);
    const url = `${originOf(site.id)}/${publishedAt.toISOString().slice(0, 10).replaceAll("-", "/")}/${article.slug}`;
    const summary = name(article.summary ?? paragraphsOf(article)[0] ?? article.title);
    const body = article.body.map((block) => nameDaysInBlock(block, name));
    return { ...article, title: name(article.title), body, summary, site, url, link: url + site.tracking, publishedAt };
  });
  published.sort((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime() || (a.slug < b.slug ? -1 : 1));
  const urls = new Map(published.map((article) => [article.slug, article.url]));
  return {
    articles: published,
    originOf,
    urlOf(slug) {
      const url = urls.get(slug);
      if (url === undefined) throw new Error(`no article has the slug ${slug}`);
      return url;
    },
  };
}
