// A literary magazine's page: all metadata is in meta elements, and the text in a bare div.
import type { Template } from "../html.ts";
import { escapeMarkup, renderBlocks, renderHeadlines } from "../html.ts";

export const metaOnly: Template = (page) => {
  const { article, latest, origin } = page;
  const { site, title, byline, summary, publishedAt, url } = article;
  return `<!DOCTYPE html>
<html lang="${site.language}">
<head>
<meta charset="utf-8">
<title>${escapeMarkup(site.name)} » ${escapeMarkup(title)}</title>
<meta name="author" content="${escapeMarkup(byline ?? site.name)}">
<meta name="date" content="${publishedAt.toISOString()}">
<meta name="dc.title" content="${escapeMarkup(title)}">
<meta name="twitter:title" content="${escapeMarkup(title)}">
<meta name="twitter:description" content="${escapeMarkup(summary)}">
<meta property="og:site_name" content="${escapeMarkup(site.name)}">
<meta property="og:url" content="${url}">
<link rel="alternate" type="application/atom+xml" href="${origin}${site.feedPath}">
</head>
<body>
<div id="banner"><a href="/"><img src="/images/picture.svg" alt="${escapeMarkup(site.name)}"></a></div>
<div id="menu"><a href="/">Essays</a> | <a href="/">Reports</a> | <a href="/">Poems</a> | <a href="/">Shop</a></div>
<div id="headline"><h1>${escapeMarkup(title)}</h1></div>
<div id="content">
${renderBlocks(page).join("\n")}
</div>
<div id="support"><p>This magazine has no advertisers and one cat. If you can spare the price of a sandwich, please <a href="/">support us</a>.</p></div>
<div id="elsewhere"><h4>Elsewhere in this issue</h4><ul>
${renderHeadlines(latest)}
</ul></div>
<div id="colophon">Set in Caslon. Printed four times a year. All rights remain with the authors.</div>
</body>
</html>
`;
};
