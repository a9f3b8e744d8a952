// Lists of articles as ministries, courts, parliaments, international organisations and NGOs build them.
import { frame, margin } from "./site.ts";
import { each, lead, p, rest, type Design } from "./press-designs.ts";

const slug = (index: number): string =>
  `${["statement", "ferry-rules", "decree", "visit", "answer-to-question"][index % 5]}-of-the-office-${index}`;
const ymd = (at: Date): string => at.toISOString().slice(0, 10).replaceAll("-", "");

export const OFFICES: Readonly<Record<string, Design>> = {
  "government's document list": {
    address: (index) => `/government/news/${slug(index)}`,
    draw: (site) =>
      frame(
        site,
        `<div class="finder-results js-finder-results"><ul class="gem-c-document-list govuk-list">${each(site, (item) => `<li class="gem-c-document-list__item"><div class="gem-c-document-list__item-title"><a class="govuk-link gem-c-force-print-link-styles" data-ga4-ecommerce-path="x" href="${item.url}">${item.title}</a></div>${p(item.teaser, ' class="gem-c-document-list__item-description"')}<ul class="gem-c-document-list__item-metadata"><li class="gem-c-document-list__attribute">Document type: ${site.tongue.kind}</li><li class="gem-c-document-list__attribute">Organisation: ${site.tongue.menu[1]}</li><li class="gem-c-document-list__attribute">Updated: <time datetime="${site.iso(item.at)}">${site.long(item.at)}</time></li></ul></li>`)}</ul></div>${margin(site)}`,
        "semantic",
      ),
  },
  "department's collection of results": {
    address: (index) => `/releases/2026/11/${slug(index)}/`,
    draw: (site) =>
      frame(
        site,
        `<div class="collection-list"><ul class="collection-results">${each(site, (item) => `<li class="collection-result"><p class="collection-result__date">${site.tongue.kind}</p><a href="${item.url}" class="collection-result__link" aria-label="${item.title}">${item.title}</a><div class="collection-result-meta"><span dir="ltr">${item.author}, Spokesperson</span><span dir="ltr">${site.long(item.at)}</span></div></li>`)}</ul></div>${margin(site)}`,
        "semantic",
      ),
  },
  "foreign office with kickers in its links": {
    address: (index) => `/en/newsroom/news/-/${2_690_000 + index * 17}`,
    draw: (site) =>
      frame(
        site,
        `<ul class="list-unstyled teasers">${each(site, (item) => `<li class="c-teaser-wrapper"><div class="teaser teaser-horizontal"><a href="${item.url}" class="teaser-link"><div class="teaser__img"><img alt="" src="/i.jpg"></div><div class="teaser__text"><h3 class="heading"><span class="heading__kicker">${site.dots(item.at)} <span class="type">${site.tongue.kind}</span></span><span class="heading__content">${item.title}</span></h3>${p(item.teaser, ' class="teaser__p"')}</div></a></div></li>`)}</ul>${margin(site)}`,
        "semantic",
      ),
  },
  "president's microformats": {
    address: (index) => `/events/president/news/${78_100 + index}`,
    draw: (site) =>
      frame(
        site,
        `<div class="events" role="main">${each(site, (item) => `<div class="hentry h-entry hentry_event" data-id="78100" itemscope itemtype="http://schema.org/NewsArticle"><div class="hentry__featured"><a href="${item.url}/photos"><img alt="" src="/i.jpg"></a></div><h3 class="hentry__title hentry__title_special"><a href="${item.url}" itemprop="url"><span class="entry-title p-name" itemprop="name">${item.title}</span><span class="hentry__meta"><time class="published dt-published" datetime="${site.iso(item.at)}" itemprop="datePublished">${site.long(item.at)}, ${site.clock(item.at)}</time></span></a></h3>${p(item.teaser, ' class="p-summary"')}</div>`)}</div>${margin(site)}`,
        "divs",
      ),
  },
  "foreign ministry with years of two digits": {
    address: (index) => `/ru/foreign_policy/news/${2_041_234 + index * 7}/`,
    draw: (site) =>
      frame(
        site,
        `<ul class="announces announces_list">${each(site, (item) => `<li class="announce announce_articles"><div class="announce__meta-tags"><span class="announce__date">${site.dots(item.at).replace(/\.20(\d\d)$/, ".$1")}</span> <span class="announce__time">${site.clock(item.at)}</span></div><a class="announce__link" href="${item.url}"><span class="announce__title">${item.title}</span></a><div class="announce__tags"><a href="/ru/maps/gw/">${site.tongue.topic}</a></div></li>`)}</ul>${margin(site)}`,
        "divs",
      ),
  },
  "ministry's days above lists": {
    address: (index) => `/press/release/pressite_000001_0${1_200 + index}.html`,
    draw: (site) =>
      frame(
        site,
        `<div id="maincontents"><dl class="title-list">${each(site, (item) => `<dt class="list-title">${site.long(item.at)}</dt><dd><ul class="link-list"><li><a href="${item.url}">${item.title}</a></li></ul></dd>`)}</dl></div>${margin(site)}`,
        "divs",
      ),
  },
  "foreign ministry's dates in brackets": {
    address: (index, at) => `/eng/xw/fyrbt/202611/t${ymd(at)}_${11_700_000 + index * 13}.html`,
    draw: (site) =>
      frame(
        site,
        `<div class="newsList"><ul class="list1">${each(site, (item) => `<li><a href="${item.url}" target="_blank">${item.title}</a>(${site.iso(item.at)})</li>`)}</ul></div>${margin(site)}`,
        "divs",
      ),
  },
  "government's headings with a span": {
    address: (index, at) => `/yaowen/liebiao/202611/content_${7_048_000 + index * 31}.htm?d=${ymd(at)}`,
    draw: (site) =>
      frame(
        site,
        `<div class="news_box"><div class="list list_1 list_2"><ul>${each(site, (item, index) => `<li${index % 5 === 4 ? ' class="line"' : ""}><h4><a href="${item.url}" target="_blank">${item.title}</a><span class="date"> ${site.iso(item.at)} </span></h4></li>`)}</ul></div></div>${margin(site, "h4")}`,
        "divs",
      ),
  },
  "parliament's articles in a slider": {
    address: (index) => `/dokumente/textarchiv/2026/kw48-${slug(index)}-${1_030_000 + index}`,
    draw: (site) =>
      frame(
        site,
        lead(
          site,
          ({ url, title, teaser }) =>
            `<section class="bt-hero"><a class="bt-hero__link" href="${url}"><span class="bt-hero__title">${title}</span><span class="bt-hero__text">${teaser}</span></a></section>`,
        ) +
          `<div class="bt-slider" data-controller="slider">${each(rest(site), (item) => `<div class="bt-slide"><article class="bt-teaser"><a class="bt-link-intern" href="${item.url}" title="${item.title}"><div class="bt-teaser-bild"><img alt="" src="/i.jpg"></div><div class="bt-teaser-text-meta"><span class="bt-date">${site.dots(item.at)}</span> <span class="bt-dachzeile">${site.tongue.topic}</span></div><div class="bt-teaser-text"><h3>${item.title}</h3>${p(item.teaser)}</div></a></article></div>`)}</div>${margin(site)}`,
        "semantic",
      ),
  },
  "parliament's cards with a hit box": {
    address: (index) => `/committee/327/news/${208_000 + index * 3}/${slug(index)}/`,
    draw: (site) =>
      frame(
        site,
        `<div class="card-list">${each(site, (item) => `<div class="card card-content"><a class="card-hitbox" href="${item.url}"></a><div class="card-inner"><div class="content"><div class="primary-info">${item.title}</div><div class="secondary-info">${site.tongue.topic}</div></div><div class="info"><div class="label">${site.long(item.at)}</div></div></div></div>`)}</div>${margin(site)}`,
        "semantic",
      ),
  },
  "parliament's press room": {
    address: (index, at) => `/news/en/press-room/${ymd(at)}IPR${31_400 + index}/${slug(index)}`,
    draw: (site) =>
      frame(
        site,
        `<div class="ep_gridrow ep-o_productlist">${each(site, (item) => `<article class="ep_gridcolumn ep-m_product" itemscope itemtype="https://schema.org/NewsArticle"><div class="ep_gridrow-content"><h3 class="ep_title" itemprop="headline"><a class="ep_link" href="${item.url}" title="${item.title}" itemprop="url"><div class="ep-p_text"><span class="ep_name">${item.title}</span><span class="ep_icon">&nbsp;</span></div></a></h3>${item.teaser && `<div class="ep-a_text">${p(item.teaser)}</div>`}<div class="ep_subtitle"><span class="ep_name">${site.tongue.kind}</span><time itemprop="datePublished" datetime="${site.iso(item.at).split("-").reverse().join("-")} - ${site.clock(item.at)}">${site.iso(item.at).split("-").reverse().join("-")} - ${site.clock(item.at)}</time></div></div></article>`)}</div>${margin(site)}`,
        "semantic",
      ),
  },
  "court's table of files in two languages": {
    address: (index, at) => `/sites/default/files/case-related/${150 + index}/${150 + index}-${ymd(at)}-pre-01-00-en.pdf`,
    draw: (site) =>
      frame(
        site,
        `<div class="view-content"><table class="cols-4"><thead><tr><th>Date</th><th>Title</th><th>No.</th><th>Language</th></tr></thead><tbody>${each({ ...site, state: "as usual" }, (item, index) => `<tr><td headers="view-field-date" class="views-field views-field-date">${site.long(item.at)}</td><td class="views-field views-field-title"><a href="${item.url}">${item.title}</a></td><td>2026/${40 - index}</td><td><a href="${item.url}">English</a> | <a href="${item.url.replace("-en.pdf", "-fr.pdf")}">French</a> | <a href="${item.url.replace("-en.pdf", "-bi.pdf")}">Bilingual</a></td></tr>`)}</tbody></table></div>${margin(site)}`,
        "divs",
      ),
  },
  "court's opinions with dockets": {
    address: (index) => `/opinions/26pdf/26-${120 + index * 7}_${(index * 7_919 + 99_991).toString(36)}.pdf`,
    draw: (site) =>
      frame(
        site,
        `<div class="panel panel-default"><div class="table-responsive"><table class="table table-bordered"><tr><th>R-</th><th>Date</th><th>Docket</th><th>Name</th><th>J.</th></tr>${each({ ...site, state: "as usual" }, (item, index) => `<tr><td style="text-align:center">${40 - index}</td><td style="text-align:center">${site.iso(item.at).slice(5).replace("-", "/")}/26</td><td style="text-align:center">26-${120 + index * 7}</td><td><a href="${item.url}" target="_blank">${item.title}</a></td><td style="text-align:center">BK</td></tr>`)}</table></div></div>${margin(site)}`,
        "divs",
      ),
  },
  "watchdog's media blocks": {
    address: (index, at) => `/news/${at.toISOString().slice(0, 10).replaceAll("-", "/")}/${slug(index)}`,
    draw: (site) =>
      frame(
        site,
        `<div class="view-rows">${each(site, (item) => `<div class="views-row"><article class="media-block flex"><div class="media-block__content"><div class="text-xs"><span class="media-block__date">${site.long(item.at)}</span><span class="media-block__type">${site.tongue.kind}</span></div><h3 class="media-block__title heading"><a class="media-block__link" href="${item.url}"><span>${item.title}</span></a></h3></div><div class="media-block__image"><div class="img"><img alt="" src="/i.jpg"></div></div></article></div>`)}</div>${margin(site)}`,
        "semantic",
      ),
  },
  "movement's posts with places": {
    address: (index) => `/en/latest/news/2026/11/${slug(index)}/`,
    draw: (site) =>
      frame(
        site,
        `<section class="postlist">${each(site, (item) => `<article class="post post--result post--aFeatured" aria-label="Article: ${item.title}"><div class="post-meta"><a class="post-category" href="/en/latest/news/" aria-label="List all news">${site.tongue.kind}</a><span class="post-byline"><span class="post-date"><time>${site.long(item.at)}</time></span></span></div><h1 class="post-title"><a class="floating-anchor" href="${item.url}" aria-label="Article: ${item.title}"><span>${item.title}</span></a></h1>${p(item.teaser, ' class="post-excerpt"')}<ul class="post-tags"><li><a href="/en/location/river/report-river/">${site.tongue.topic}</a></li></ul></article>`)}</section>${margin(site)}`,
        "semantic",
      ),
  },
  "committee's fields of a view": {
    address: (index) => `/en/document/${slug(index)}`,
    draw: (site) =>
      frame(
        site,
        `<div class="view view-documents view-id-documents"><div class="view-content">${each(site, (item, index) => `<div class="views-row views-row-${index + 1}"><div class="views-field views-field-created"><span class="field-content">${site.iso(item.at).split("-").reverse().join("-")}</span></div><div class="views-field views-field-title"><span class="field-content"><a href="${item.url}" hreflang="en">${item.title}</a></span></div>${item.teaser && `<div class="views-field views-field-body"><div class="field-content">${p(item.teaser)}</div></div>`}<div class="views-field views-field-view-node"><span class="field-content"><a href="${item.url}" hreflang="en">${site.tongue.more}</a></span></div></div>`)}</div></div>${margin(site)}`,
        "divs",
      ),
  },
  "reports with their makers and places": {
    address: (index) => `/report/river/${slug(index)}`,
    draw: (site) =>
      frame(
        site,
        `<section class="rw-river"><div class="rw-river__articles">${each(site, (item, index) => `<article class="rw-river-article rw-river-article--card rw-river-article--report" data-id="41${index}"><header class="rw-river-article__header"><p class="rw-entity-country-slug"><a href="/country/riv" class="rw-entity-country-slug__link">${site.tongue.topic}</a> + 2 more</p><h3 class="rw-river-article__title"><a href="${item.url}">${item.title}</a></h3></header><div class="rw-river-article__content">${p(item.teaser)}</div><footer class="rw-river-article__footer"><dl class="rw-entity-meta core-meta"><dt>Format:</dt><dd>Report</dd><dt>Source:</dt><dd><ul><li class="tag"><a href="/organization/quay-${index % 3}">Association of the Quay Masters ${index % 3}</a></li></ul></dd><dt>Posted:</dt><dd><time datetime="${item.at.toISOString()}">${site.long(item.at)}</time></dd></dl></footer></article>`)}</div></section>${margin(site)}`,
        "semantic",
      ),
  },
  "organisation's vertical list": {
    address: (index, at) => `/news/item/${String(at.getUTCDate()).padStart(2, "0")}-11-2026-${slug(index)}`,
    draw: (site) =>
      frame(
        site,
        `<div class="sf-list-vertical list-view vertical-list">${each(site, (item) => `<div class="list-view--item vertical-list-item"><a href="${item.url}" class="link-container table"><div class="table-cell info"><div class="date"><span class="timestamp">${site.long(item.at)}</span><span class="sf-tags-list"><div class="sf-tags-list-item">${site.tongue.kind}</div></span></div><p class="heading text-underline">${item.title}</p></div></a></div>`)}</div>${margin(site)}`,
        "divs",
      ),
  },
  "ministry's grid of a form": {
    address: (index) => `/Press/NewsDetail.aspx?ID=${1_870 + index}&lang=2`,
    draw: (site) =>
      `<form method="post" action="./News.aspx" id="form1"><input type="hidden" name="__VIEWSTATE" value="x">${frame(
        site,
        `<div><table cellspacing="0" id="ctl00_Content_GridView1" style="border-collapse:collapse;"><tr><td><table>${each(site, (item) => `<tr><td class="news-date"><span id="ctl00_d">${site.dots(item.at)}</span></td></tr><tr><td><a class="newstitle" href="${item.url.replaceAll("&", "&amp;")}">${item.title}</a></td></tr><tr><td><span class="brief">${item.teaser}</span> <a href="${item.url.replaceAll("&", "&amp;")}">${site.tongue.more}</a></td></tr>`)}</table></td></tr></table></div>${margin(site)}`,
        "table",
      ).replace("</body></html>", "")}</form></body></html>`,
  },
  "agency's paragraphs": {
    address: (index) => `/press-center/news/${70_400 + index}/`,
    draw: (site) =>
      frame(
        site,
        `<div class="news-list">${each(site, (item, index) => `<p class="news-item" id="bx_3218110189_${700 + index}"><a href="${item.url}"><img class="preview_picture" src="/i.jpg" alt="${item.title}" title="${item.title}"></a><span class="news-date-time">${site.dots(item.at)}</span> <a href="${item.url}"><b>${item.title}</b></a><br>${item.teaser}<div style="clear:both"></div></p>`)}</div>${margin(site)}`,
        "divs",
      ),
  },
};
