// A page with title, author and date in JSON-LD, with hashed class names and related cards amid the text.
import type { Template } from "../html.ts";
import { escapeMarkup, renderBlocks, renderHeadlines, withInsert } from "../html.ts";

export const jsonLd: Template = (page) => {
  const { article, latest, origin } = page;
  const { site, title, byline, summary, publishedAt, url } = article;
  const data = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    mainEntityOfPage: url,
    headline: title,
    description: summary,
    inLanguage: site.language,
    datePublished: publishedAt.toISOString(),
    author: { "@type": "Person", name: byline ?? site.name },
    publisher: { "@type": "NewsMediaOrganization", name: site.name, url: origin },
  };
  const card = `<div class="css-1r3l8d related-card" data-component="related"><span>Related</span><ul>\n${renderHeadlines(latest.slice(0, 2))}\n</ul></div>`;
  const blocks = renderBlocks(page, {
    paragraph: (text) => `<p class="css-8hvvyd">${text}</p>`,
    heading: (text) => `<h3 class="css-z1k2">${text}</h3>`,
  });
  return `<!DOCTYPE html>
<html lang="${site.language}">
<head><meta charset="utf-8"><title>${escapeMarkup(title)}</title>
<link rel="canonical" href="${url}">
<script type="application/ld+json">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>
</head>
<body>
<div id="app"><div class="css-masthead"><a href="/">${escapeMarkup(site.name)}</a><button>Menu</button><button>Subscribe</button></div>
<main class="css-1n6z4y">
<div class="css-headline"><h1>${escapeMarkup(title)}</h1></div>
<section class="css-1i2y565" data-testid="story">
${withInsert(blocks, 4, card)}
</section>
<div class="css-promo newsletter"><p>Reading this far? Subscribers get the crossword too.</p><button>Subscribe for 2 a week</button></div>
<aside class="css-rail"><h4>Latest</h4><ul>
${renderHeadlines(latest)}
</ul></aside>
</main>
<footer class="css-footer"><a href="/">Help</a> <a href="/">Corrections</a> <a href="/">Jobs</a><p>${escapeMarkup(site.name)} — ${escapeMarkup(site.tagline)}</p></footer>
</div>
</body>
</html>
`;
};
