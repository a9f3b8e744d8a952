// A page of divs with made-up class names: a newsletter box amid the text, a comment section, no helpful element anywhere.
import type { Template } from "../html.ts";
import { escapeMarkup, longDate, renderBlocks, renderHeadlines, withInsert } from "../html.ts";

const newsletter = (name: string): string => `<div class="newsletter-signup"><div class="nl-title">${name} at six</div>
<p>The day’s stories in your inbox before the kettle boils. Sign up for our free newsletter and never miss an edition.</p>
<form action="/" method="get"><input type="email" placeholder="Your e-mail address"><button>Sign up</button></form></div>`;

const comments = `<div id="comments" class="comments-area"><div class="comments-title">2 comments</div>
<div class="comment"><div class="comment-author">gullwatcher</div><div class="comment-body"><p>What about the junta in Myanmar? Nobody under these articles ever talks about the junta in Myanmar.</p></div></div>
<div class="comment"><div class="comment-author">P. Ostrander</div><div class="comment-body"><p>They said the same about Russia last year and look where that got us. First!</p></div></div></div>`;

export const divSoup: Template = (page) => {
  const { article, latest } = page;
  const { site, title, byline, publishedAt, url } = article;
  const name = escapeMarkup(site.name);
  const blocks = renderBlocks(page, {
    heading: (text) => `<div class="x-sub"><strong>${text}</strong></div>`,
    caption: (text) =>
      `<div class="x-media"><img src="/images/picture.svg" alt=""><div class="x-media__caption">${text}</div></div>`,
    credit: (text) => `<p class="x-credit"><em>${text}</em></p>`,
  });
  return `<!DOCTYPE html>
<html lang="${site.language}"><head><meta charset="utf-8">
<title>${escapeMarkup(title)} - ${name}</title>
<meta property="og:title" content="${escapeMarkup(title)}">
<meta property="og:site_name" content="${name}">
<meta property="article:published_time" content="${publishedAt.toISOString()}">
<link rel="canonical" href="${url}"></head>
<body class="single"><div id="wrap">
<div class="x-top"><div class="x-logo"><a href="/">${name}</a></div><div class="x-menu"><a href="/">Home</a> <a href="/">Town</a> <a href="/">World</a> <a href="/">Sport</a> <a href="/">Notices</a></div></div>
<div class="x-cols"><div class="x-col1">
<div class="x-head"><h1 class="x-title">${escapeMarkup(title)}</h1><div class="x-meta">${byline === undefined ? "" : `<span class="x-by">By ${escapeMarkup(byline)}</span> · `}<span class="x-date">${longDate(publishedAt, site.language)}</span></div></div>
<div class="x-body">
${withInsert(blocks, 3, newsletter(name))}
</div>
<div class="x-tags">Filed under: <a href="/">News</a>, <a href="/">Today</a></div>
${comments}
</div><div class="x-col2 sidebar"><div class="x-box"><div class="x-box__title">Also in ${name}</div><ul>
${renderHeadlines(latest)}
</ul></div></div></div>
<div class="x-foot">${name} is delivered to 4,100 homes. Call the front desk if yours is not one of them. <a href="/">Privacy</a> <a href="/">Contact</a></div>
</div></body></html>
`;
};
