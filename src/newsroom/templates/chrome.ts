// A page with its chrome next to the text in the same box: a dark mode switch, a date line, the word "Logo", bare captions.
import type { Template } from "../html.ts";
import { escapeMarkup, longDate, renderBlocks, renderHeadlines } from "../html.ts";

export const chrome: Template = (page) => {
  const { article, latest } = page;
  const { site, title, byline, publishedAt, url } = article;
  const text = renderBlocks(page, {
    caption: (text) =>
      `<div class="photo"><img src="/images/picture.svg" alt="${text}"></div>\n<p class="photo-text">${text}</p>`,
    related: (title, href) => `<p><strong><a href="${href}">${title}</a></strong></p>`,
  });
  return `<!DOCTYPE html>
<html lang="${site.language}">
<head>
<meta charset="utf-8">
<title>${escapeMarkup(title)}</title>
<link rel="canonical" href="${url}">
<meta property="og:site_name" content="${escapeMarkup(site.name)}">
<meta name="pubdate" content="${publishedAt.toISOString()}">
</head>
<body>
<div class="page">
<div class="switch"><label>Dark Mode</label></div>
<div class="today">${longDate(publishedAt, site.language)}</div>
<div class="brand"><a href="/">Logo</a></div>
<h1>${escapeMarkup(title)}</h1>
${byline === undefined ? "" : `<div class="writer">${escapeMarkup(byline)}</div>`}
<div class="text">
${text.join("\n")}
</div>
<div class="most-popular"><h3>Most popular</h3><ul>
${renderHeadlines(latest)}
</ul></div>
<div class="bottom">Keywords: <a href="/">news</a> <a href="/">today</a> <a href="/">county</a></div>
</div>
</body>
</html>
`;
};
