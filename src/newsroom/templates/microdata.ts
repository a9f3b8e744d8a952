// A page marked up with schema.org microdata, where the sidebar comes before the text.
import type { Template } from "../html.ts";
import { escapeMarkup, longDate, renderBlocks, renderHeadlines } from "../html.ts";

const words = {
  en: { latest: "Top stories", share: "Share", rights: "Prices are delayed and invented." },
  my: { latest: "နောက်ဆုံးရသတင်းများ", share: "မျှဝေရန်", rights: "မူပိုင်ခွင့် ရယူထားသည်။" },
  ru: { latest: "Последние новости", share: "Поделиться", rights: "Все права защищены." },
};

export const microdata: Template = (page) => {
  const { article, latest } = page;
  const { site, title, byline, publishedAt, url } = article;
  const say = words[site.language];
  return `<!DOCTYPE html>
<html lang="${site.language}">
<head><meta charset="utf-8"><title>${escapeMarkup(title)} – ${escapeMarkup(site.name)}</title><link rel="canonical" href="${url}"></head>
<body>
<div class="masthead"><a href="/">${escapeMarkup(site.name)}</a> <small>${escapeMarkup(site.tagline)}</small></div>
<div class="rail sidebar"><h3>${say.latest}</h3><ul>
${renderHeadlines(latest)}
</ul></div>
<div class="news" itemscope itemtype="https://schema.org/NewsArticle">
<meta itemprop="inLanguage" content="${site.language}">
<h1 itemprop="headline">${escapeMarkup(title)}</h1>
<div class="meta">${byline === undefined ? "" : `<span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">${escapeMarkup(byline)}</span></span>`}
<time itemprop="datePublished" datetime="${publishedAt.toISOString()}">${longDate(publishedAt, site.language)}</time></div>
<div itemprop="articleBody">
${renderBlocks(page).join("\n")}
</div>
<div class="share"><a href="/">${say.share}</a></div>
<span itemprop="publisher" itemscope itemtype="https://schema.org/Organization"><meta itemprop="name" content="${escapeMarkup(site.name)}"></span>
</div>
<div class="footer">${escapeMarkup(site.name)} · ${say.rights}</div>
</body>
</html>
`;
};
