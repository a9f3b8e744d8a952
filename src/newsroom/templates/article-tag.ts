// A present-day page: article element, Open Graph, a sidebar and a cookie banner.
import type { Template } from "../html.ts";
import { escapeMarkup, longDate, renderBlocks, renderHeadlines } from "../html.ts";

export const articleTag: Template = (page) => {
  const { article, latest, origin } = page;
  const { site, title, byline, summary, publishedAt, url } = article;
  return `<!DOCTYPE html>
<html lang="${site.language}">
<head>
<meta charset="utf-8">
<title>${escapeMarkup(title)} | ${escapeMarkup(site.name)}</title>
<link rel="canonical" href="${url}">
<link rel="alternate" type="application/rss+xml" href="${origin}${site.feedPath}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${escapeMarkup(summary)}">
<meta property="og:type" content="article">
<meta property="og:title" content="${escapeMarkup(title)}">
<meta property="og:site_name" content="${escapeMarkup(site.name)}">
<meta property="og:url" content="${url}">
<meta property="article:published_time" content="${publishedAt.toISOString()}">
<style>body{font:18px/1.5 serif;max-width:60rem;margin:auto}</style>
</head>
<body>
<header class="site-header"><a href="/">${escapeMarkup(site.name)}</a> <span>${escapeMarkup(site.tagline)}</span>
<nav><ul><li><a href="/">World</a></li><li><a href="/">Business</a></li><li><a href="/">Weather</a></li><li><a href="/">About us</a></li></ul></nav></header>
<main>
<article>
<header>
<h1>${escapeMarkup(title)}</h1>
${byline === undefined ? "" : `<p class="byline">By <a rel="author" href="/">${escapeMarkup(byline)}</a></p>`}
<time datetime="${publishedAt.toISOString()}">${longDate(publishedAt, site.language)}</time>
</header>
${renderBlocks(page).join("\n")}
<ul class="share-tools"><li><a href="/">Share</a></li><li><a href="/">Copy link</a></li><li><a href="/">Print</a></li></ul>
</article>
<aside class="sidebar"><h2>Most read</h2><ol>
${renderHeadlines(latest)}
</ol></aside>
</main>
<footer><p>© ${escapeMarkup(site.name)}. Nothing on these pages happened. Terms and conditions apply to all of it.</p></footer>
<div id="cookie-banner" role="dialog" aria-label="Cookies"><p>We use cookies to remember that you have seen this message about cookies.</p><button>Accept</button> <button>Settings</button></div>
<script>document.documentElement.className += " js";</script>
</body>
</html>
`;
};
