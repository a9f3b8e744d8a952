// Answers one request to the newsroom: which outlet, which page or feed, and whether the client already has it.
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import type { Edition, PublishedArticle } from "./edition.ts";
import type { Outlet } from "./outlets.ts";
import { outlets } from "./outlets.ts";
import { feedTypes, renderFeed } from "./render-feed.ts";
import { weighPage } from "./weigh-page.ts";
import { renderConsentWall, renderForbidden, renderFrontPage, renderPage } from "./render-page.ts";

export interface Request {
  host: string | undefined;
  path: string;
  headers: Record<string, string | string[] | undefined>;
}

export interface Answer {
  kind: "feed" | "not-modified" | "page" | "other";
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="640" height="360" fill="#cfd8dc"/></svg>`;

const plain = (status: number, text: string): Answer => ({
  kind: "other",
  status,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body: Buffer.from(text),
});

const html = (status: number, site: Outlet, text: string, kind: Answer["kind"] = "page"): Answer => ({
  kind,
  status,
  headers: { "content-type": site.encoding === "utf-8" ? "text/html; charset=utf-8" : "text/html" },
  body: iconv.encode(text, site.encoding),
});

/** Answers any request from one edition; feeds and pages are rendered once. */
export function createAnswerer(edition: Edition, pageBytesMin = 0): (request: Request) => Answer {
  const byOutlet = new Map(outlets.map(({ id }) => [id, edition.articles.filter(({ site }) => site.id === id)]));
  const byUrl = new Map(edition.articles.map((article) => [article.url, article]));
  const feeds = new Map(outlets.map((site) => [site.id, renderedFeed(site, byOutlet.get(site.id) ?? [], edition)]));
  const pages = new Map<PublishedArticle, Answer>();
  const answerPageOnce = (article: PublishedArticle, ofOutlet: PublishedArticle[]): Answer => {
    const known = pages.get(article);
    if (known) return known;
    const rendered = answerPage(article, ofOutlet, edition, pageBytesMin);
    // A page as heavy as real ones is sent compressed, like real ones.
    const answer = pageBytesMin > 0 ? compressed(rendered) : rendered;
    pages.set(article, answer);
    return answer;
  };
  return ({ host, path, headers }) => {
    const site = outlets.find(({ id }) => host?.toLowerCase() === `${id}.localhost`);
    const feed = site && feeds.get(site.id);
    if (!site || !feed)
      return host?.endsWith(".localhost") ? plain(404, `No outlet is called ${host}.\n`) : plain(200, outletList(edition));
    if (path === site.feedPath) return answerFeed(site, feed, headers);
    const ofOutlet = byOutlet.get(site.id) ?? [];
    if (path === "/") return html(200, site, renderFrontPage(site, ofOutlet, feedTypes[site.format]), "other");
    if (path === "/robots.txt") return plain(200, "User-agent: *\nAllow: /\n");
    if (path.startsWith("/images/")) return { ...plain(200, picture), headers: { "content-type": "image/svg+xml" } };
    const article = byUrl.get(edition.originOf(site.id) + path);
    return article ? answerPageOnce(article, ofOutlet) : html(404, site, "<h1>Not found</h1>", "other");
  };
}

function outletList(edition: Edition): string {
  return `The newsroom's outlets:\n${outlets.map(({ id, name }) => `${edition.originOf(id)}/  ${name}\n`).join("")}`;
}

function answerPage(article: PublishedArticle, ofOutlet: PublishedArticle[], edition: Edition, bytesMin: number): Answer {
  if (article.page === "consent-wall") return html(200, article.site, renderConsentWall(article.site));
  if (article.page === "forbidden") return html(403, article.site, renderForbidden(article.site));
  return html(200, article.site, weighPage(renderPage(article, ofOutlet, edition), bytesMin));
}

const compressed = (answer: Answer): Answer => ({
  ...answer,
  headers: { ...answer.headers, "content-encoding": "gzip" },
  body: gzipSync(answer.body),
});

interface RenderedFeed {
  body: Buffer;
  etag: string;
  lastModified: Date;
}

function renderedFeed(site: Outlet, articles: PublishedArticle[], edition: Edition): RenderedFeed {
  const body = iconv.encode(renderFeed(site, articles, edition), site.encoding);
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 16);
  // A compressed answer is another representation, so its tag can only be weak (RFC 9110 section 8.8.3).
  return { body, etag: site.gzip ? `W/"${hash}"` : `"${hash}"`, lastModified: articles[0]?.publishedAt ?? new Date(0) };
}

function answerFeed(site: Outlet, { body, etag, lastModified }: RenderedFeed, asked: Request["headers"]): Answer {
  const headers: Record<string, string> = { etag, "last-modified": lastModified.toUTCString(), "cache-control": "max-age=0" };
  if (site.gzip) headers.vary = "accept-encoding";
  if (isUnchanged(etag, lastModified, asked)) return { kind: "not-modified", status: 304, headers, body: Buffer.alloc(0) };
  headers["content-type"] = feedTypes[site.format];
  if (!site.gzip || !String(asked["accept-encoding"] ?? "").includes("gzip")) return { kind: "feed", status: 200, headers, body };
  headers["content-encoding"] = "gzip";
  return { kind: "feed", status: 200, headers, body: gzipSync(body) };
}

/** An entity tag for weak comparison (RFC 9110 section 8.8.3.2). */
const opaque = (tag: string): string => tag.trim().replace(/^W\//, "");

/** If-None-Match decides alone if it is sent (RFC 9110 section 13.2.2). */
function isUnchanged(etag: string, lastModified: Date, asked: Request["headers"]): boolean {
  const tags = asked["if-none-match"];
  if (tags !== undefined) {
    return String(tags)
      .split(",")
      .some((tag) => tag.trim() === "*" || opaque(tag) === opaque(etag));
  }
  const since = Date.parse(String(asked["if-modified-since"] ?? ""));
  return !Number.isNaN(since) && lastModified.getTime() <= since;
}
