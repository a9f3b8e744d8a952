// An outlet's feed in its own format: RSS 2.0 three ways, Atom, RSS 1.0 and JSON Feed.
import type { Edition, PublishedArticle } from "./edition.ts";
import { escapeMarkup, renderBlocks } from "./html.ts";
import type { FeedFormat, Outlet } from "./outlets.ts";

/** Sent as is; only the documents declare encodings, as in many real feeds. */
export const feedTypes: Record<FeedFormat, string> = {
  rss: "application/rss+xml",
  "rss-content": "application/rss+xml",
  "rss-broken": "text/xml",
  atom: "application/atom+xml",
  rdf: "application/rdf+xml",
  json: "application/feed+json",
};

const element = (name: string, text: string | undefined): string =>
  text === undefined ? "" : `<${name}>${escapeMarkup(text)}</${name}>`;
const cdata = (html: string): string => `<![CDATA[${html.replaceAll("]]>", "]]&gt;")}]]>`;
const fullHtml = (article: PublishedArticle, edition: Edition): string =>
  renderBlocks({ article, urlOf: edition.urlOf }).join("\n");
const newest = (articles: PublishedArticle[]): Date => articles[0]?.publishedAt ?? new Date(0);

type Renderer = (site: Outlet, articles: PublishedArticle[], edition: Edition) => string;
type Wording = (article: PublishedArticle, index: number, edition: Edition) => string;

const renderers: Record<FeedFormat, Renderer> = {
  rss: (...of) => renderRss(summarised, ...of),
  "rss-content": (...of) => renderRss(inFull, ...of),
  "rss-broken": (...of) => renderRss(broken, ...of),
  atom: renderAtom,
  rdf: renderRdf,
  json: renderJsonFeed,
};

/** The document of one outlet's feed, before encoding; `articles` are that outlet's, newest first. */
export function renderFeed(site: Outlet, articles: PublishedArticle[], edition: Edition): string {
  return renderers[site.format](site, articles, edition);
}

const summarised: Wording = (article) => element("title", article.title) + element("description", article.summary);

const inFull: Wording = (article, _, edition) =>
  `${element("title", article.title)}<description>${cdata(`<p>${escapeMarkup(article.summary)}</p>`)}</description>` +
  `<content:encoded>${cdata(fullHtml(article, edition))}</content:encoded>`;

/** Titles with bare ampersands, and an unclosed <b> in the second item. */
const broken: Wording = (article, index) => {
  const description = index === 1 ? article.summary.replace(" ", " <b>") : escapeMarkup(article.summary);
  return `<title>${article.title}</title><description>${description}</description>`;
};

function renderRss(wording: Wording, site: Outlet, articles: PublishedArticle[], edition: Edition): string {
  const origin = edition.originOf(site.id);
  const items = articles.map(
    (article, index) =>
      `<item>${wording(article, index, edition)}<link>${escapeMarkup(article.link)}</link><guid isPermaLink="false">${site.id}-${article.slug}</guid>${element("dc:creator", article.byline)}<pubDate>${article.publishedAt.toUTCString()}</pubDate></item>\n`,
  );
  return `<?xml version="1.0" encoding="${site.encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>${element("title", site.name)}<link>${origin}/</link>${element("description", site.tagline)}<language>${site.language}</language><lastBuildDate>${newest(articles).toUTCString()}</lastBuildDate>
${items.join("")}</channel>
</rss>
`;
}

function renderAtom(site: Outlet, articles: PublishedArticle[], edition: Edition): string {
  const origin = edition.originOf(site.id);
  const entries = articles.map(
    (article) =>
      `<entry>${element("title", article.title)}<link rel="alternate" href="${escapeMarkup(article.link)}"/><id>tag:${site.id}.localhost,2020:${article.slug}</id><published>${article.publishedAt.toISOString()}</published><updated>${article.publishedAt.toISOString()}</updated>${article.byline === undefined ? "" : `<author>${element("name", article.byline)}</author>`}<summary type="html">${escapeMarkup(`<p>${escapeMarkup(article.summary)}</p>`)}</summary></entry>\n`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${site.language}">
${element("title", site.name)}${element("subtitle", site.tagline)}<id>tag:${site.id}.localhost,2020:feed</id><link rel="self" href="${origin}${site.feedPath}"/><link href="${origin}/"/><updated>${newest(articles).toISOString()}</updated>
${entries.join("")}</feed>
`;
}

function renderRdf(site: Outlet, articles: PublishedArticle[], edition: Edition): string {
  const origin = edition.originOf(site.id);
  const items = articles.map(
    (article) =>
      `<item rdf:about="${escapeMarkup(article.link)}">${element("title", article.title)}<link>${escapeMarkup(article.link)}</link>${element("description", article.summary)}${element("dc:creator", article.byline)}<dc:date>${article.publishedAt.toISOString()}</dc:date></item>\n`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="${origin}${site.feedPath}">${element("title", site.name)}<link>${origin}/</link>${element("description", site.tagline)}<dc:language>${site.language}</dc:language>
<items><rdf:Seq>${articles.map((article) => `<rdf:li rdf:resource="${escapeMarkup(article.link)}"/>`).join("")}</rdf:Seq></items></channel>
${items.join("")}</rdf:RDF>
`;
}

function renderJsonFeed(site: Outlet, articles: PublishedArticle[], edition: Edition): string {
  const origin = edition.originOf(site.id);
  const feed = {
    version: "https://jsonfeed.org/version/1.1",
    title: site.name,
    description: site.tagline,
    language: site.language,
    home_page_url: `${origin}/`,
    feed_url: origin + site.feedPath,
    items: articles.map((article) => ({
      id: `${site.id}-${article.slug}`,
      url: article.link,
      title: article.title,
      summary: article.summary,
      content_html: fullHtml(article, edition),
      date_published: article.publishedAt.toISOString(),
      ...(article.byline !== undefined && { authors: [{ name: article.byline }] }),
    })),
  };
  return `${JSON.stringify(feed, null, 2)}\n`;
}
