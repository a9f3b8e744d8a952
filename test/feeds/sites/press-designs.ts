// Lists of articles as newspapers, broadcasters and agencies build them: names of classes, nesting and what surrounds a headline are theirs.
import { between, frame, margin, type Address, type Item, type Site } from "./site.ts";

export interface Design {
  address: Address;
  draw: (site: Site) => string;
}

export const each = (site: Site, render: (item: Item, index: number) => string): string =>
  site.items.map((item, index) => render(item, index) + between(site, index)).join("\n");

export const p = (teaser: string, attributes = ""): string => (teaser === "" ? "" : `<p${attributes}>${teaser}</p>`);

const ago = ({ at, isRecent }: Item, otherwise: string): string => {
  const hours = Math.round((Date.parse("2026-11-29T12:00:00Z") - at.getTime()) / 3_600_000);
  return !isRecent
    ? otherwise
    : hours < 1
      ? "23 mins ago"
      : hours < 24
        ? `${hours} hrs ago`
        : `${Math.floor(hours / 24)} days ago`;
};

/** The first item as a large one of its own form, if the state says so. */
export const lead = (site: Site, render: (item: Item) => string): string =>
  site.state === "a lead in another form" && site.items[0] !== undefined ? render(site.items[0]) : "";

export const rest = (site: Site): Site =>
  site.state === "a lead in another form" ? { ...site, items: site.items.slice(1) } : site;

const slug = (index: number): string =>
  ["ferry", "depot-sold", "bakers-refuse-flour", "who-owns", "statement-north"][index % 5] + `-${index}`;

export const PRESS: Readonly<Record<string, Design>> = {
  "broadcaster's grid of test ids": {
    address: (index) => `/news/articles/c${(index * 7919 + 88_001).toString(36)}yd0o`,
    draw: (site) =>
      frame(
        site,
        lead(
          site,
          ({ url, title, teaser }) =>
            `<div data-testid="anchor-card"><a href="${url}" data-testid="internal-link"><div class="sc-1b3"><img alt="" src="/a.jpg"></div><h2 data-testid="card-headline" class="sc-9d8">${title}</h2>${p(teaser)}</a></div>`,
        ) +
          `<div data-testid="alaska-grid" class="sc-4fd">${each(rest(site), (item) => `<div data-testid="dundee-card"><a href="${item.url}" data-testid="internal-link" class="sc-8a6 hMv"><div data-testid="dundee-article" class="sc-cd6"><div class="sc-f9f"><img src="/i.webp" alt="" loading="lazy"></div><div data-testid="card-text-wrapper"><div class="sc-c6f"><h2 data-testid="card-headline" class="sc-9d8">${item.title}</h2></div>${p(item.teaser, ' data-testid="card-description"')}</div><div class="sc-ac6"><span data-testid="card-metadata-lastupdated">${ago(item, site.long(item.at))}</span><div class="dot"></div><span data-testid="card-metadata-tag">${site.tongue.topic}</span></div></div></a></div>`)}</div>${margin(site)}`,
        "semantic",
      ),
  },
  "daily with empty links over its cards": {
    address: (index, at) => `/world/2026/${at.toISOString().slice(5, 7)}/${at.toISOString().slice(8, 10)}/${slug(index)}`,
    draw: (site) =>
      frame(
        site,
        `<section id="container-world"><h2>${site.tongue.topic}</h2><ul class="dcr-1am">${each(site, (item) => `<li class="dcr-xyz"><div class="dcr-lv2"><a href="${item.url}" class="dcr-2yd" data-link-name="news | group-0" aria-label="${item.title}"></a><div class="dcr-199"><div class="dcr-12m"><img alt="A quay in the rain" src="/i.jpg"></div><div class="dcr-yo9"><h3 class="card-headline"><span class="show-underline dcr-k3">${item.title}</span></h3>${item.teaser && `<div class="dcr-1c">${item.teaser}</div>`}<footer class="dcr-ib"><time datetime="${item.at.toISOString()}">${ago(item, site.long(item.at))}</time></footer></div></div></div></li>`)}</ul></section>${margin(site)}`,
        "semantic",
      ),
  },
  "daily's section with hashed classes": {
    address: (index, at) => `/${at.toISOString().slice(0, 10).replaceAll("-", "/")}/world/${slug(index)}.html`,
    draw: (site) =>
      frame(
        site,
        `<section class="css-15h"><div><ol class="css-1e5">${each(site, (item) => `<li class="css-18y"><div class="css-14e"><article class="css-1l4"><a class="css-8hz" href="${item.url}"><h3 class="css-1j8 e15t">${item.title}</h3>${p(item.teaser, ' class="css-1pg"')}<div class="css-1j9"><p><span class="css-1n7">By ${item.author}</span></p></div></a><figure><a href="${item.url}" tabindex="-1" aria-hidden="true"><img alt="" src="/i.jpg"></a></figure></article></div><div class="css-agr"><span data-testid="todays-date">${site.long(item.at)}</span></div></li>`)}</ol></div></section>${margin(site)}`,
        "semantic",
      ),
  },
  "agency whose teasers are links too": {
    address: (index) => `/article/${slug(index)}-${(index * 104_729 + 3_000_000).toString(16)}ab`,
    draw: (site) =>
      frame(
        site,
        `<div class="PageList"><div class="PageList-items">${each(site, (item) => `<div class="PageList-items-item"><div class="PagePromo" data-posted-date-timestamp="${item.at.getTime()}"><div class="PagePromo-media"><a class="Link" aria-label="${item.title}" href="${item.url}"><picture><img alt="A worker walks along the mole on Friday" src="/i.jpg"></picture></a></div><div class="PagePromo-content"><h3 class="PagePromo-title"><a class="Link" href="${item.url}"><span class="PagePromoContentIcons-text">${item.title}</span></a></h3>${item.teaser && `<div class="PagePromo-description"><a class="Link" href="${item.url}"><span class="PagePromoContentIcons-text">${item.teaser}</span></a></div>`}<div class="PagePromo-byline"><bsp-timestamp data-timestamp="${item.at.getTime()}"></bsp-timestamp></div></div></div></div>`)}</div></div>${margin(site)}`,
        "divs",
      ),
  },
  "broadcaster with dates for screen readers": {
    address: (index, at) => `/news/${at.toISOString().slice(0, 10).replaceAll("-", "/")}/${slug(index)}`,
    draw: (site) =>
      frame(
        site,
        `<section class="l-col"><div class="container__inner">${each(site, (item) => `<article class="gc u-clickable-card gc--type-post gc--list gc--with-image"><div class="gc__content"><div class="gc__header-wrap"><h3 class="gc__title"><a class="u-clickable-card__link" href="${item.url}"><span>${item.title}</span></a></h3></div><div class="gc__body-wrap"><div class="gc__excerpt">${p(item.teaser)}</div></div><footer class="gc__footer"><div class="gc__meta"><div class="gc__date gc__date--published"><div class="date-simple"><span class="screen-reader-text">Published On ${site.long(item.at)}</span><span aria-hidden="true">${site.long(item.at)}</span></div></div></div></footer></div><div class="gc__image-wrap"><img alt="" src="/i.jpg"></div></article>`)}</div></section>${margin(site)}`,
        "semantic",
      ),
  },
  "foreign broadcaster with kickers": {
    address: (index) => `/en/${slug(index)}/a-${70_100_000 + index * 37}`,
    draw: (site) =>
      frame(
        site,
        lead(
          site,
          ({ url, title, teaser }) =>
            `<div class="teaser-big"><a href="${url}"><img alt="" src="/l.jpg"></a><div class="text"><span class="kicker">${site.tongue.topic}</span><h3><a href="${url}">${title}</a></h3>${p(teaser)}</div></div>`,
        ) +
          `<div class="sc-dZo tiles">${each(rest(site), (item) => `<div class="teaser sc-hK"><a class="teaser-image" href="${item.url}"><img alt="Lamps at night" src="/i.jpg"></a><div class="teaser-data-wrap"><span class="kicker">${site.tongue.topic}</span><span class="date">${site.dots(item.at).replaceAll(".", "/")}</span><h3 class="s1l"><a href="${item.url}">${item.title}</a></h3>${p(item.teaser, ' class="teaser-description"')}</div></div>`)}</div>${margin(site)}`,
        "semantic",
      ),
  },
  "daily with a reading time": {
    address: (index, at) =>
      `/international/article/${at.toISOString().slice(0, 10).replaceAll("-", "/")}/${slug(index)}_${6_650_000 + index * 11}_3210.html`,
    draw: (site) =>
      frame(
        site,
        `<section id="river" class="page__float page__river">${each(site, (item) => `<div class="thread"><section class="teaser teaser--inline-picture"><a class="teaser__link" href="${item.url}"><picture class="teaser__media"><img alt="" src="/i.jpg"></picture><h3 class="teaser__title">${item.title}</h3>${p(item.teaser, ' class="teaser__desc"')}</a><p class="meta meta__publisher"><span class="icon__premium"><span class="sr-only">Premium</span></span><span class="meta__date">${site.long(item.at)}, ${site.clock(item.at)}</span><span class="meta__reading-time">4 min</span></p></section></div>`)}</section>${margin(site, "h2")}`,
        "divs",
      ),
  },
  "magazine with kickers in its links": {
    address: (index) => `/ausland/${slug(index)}-a-${(index * 7_919 + 4_096_123).toString(16)}-b1c2-4d3e`,
    draw: (site) =>
      frame(
        site,
        `<div class="lg:mt-32" data-area="article-teaser-list">${each(site, (item) => `<div data-block-el="articleTeaser" class="z-10 w-full"><article aria-label="${item.title}" class="lg:py-24"><figure><a href="${item.url}" tabindex="-1" title="${item.title}"><img alt="" src="/i.jpg"></a></figure><header class="leading-none"><h2 class="leading-tight"><a href="${item.url}" title="${item.title}" class="text-black block"><span class="hover:opacity-moderate font-sansUI">${item.title}</span></a></h2></header>${item.teaser && `<a class="block" href="${item.url}"><section class="font-serif">${item.teaser}</section></a>`}<footer class="font-sansUI text-s"><span data-auxiliary="">${site.long(item.at)}, ${site.clock(item.at)}</span></footer></article></div>`)}</div>${margin(site)}`,
        "semantic",
      ),
  },
  "daily with authors and places": {
    address: (index, at) => `/internacional/${at.toISOString().slice(0, 10)}/${slug(index)}.html`,
    draw: (site) =>
      frame(
        site,
        lead(
          site,
          ({ url, title, teaser, author }) =>
            `<article class="c c-o c-d c--m-n"><header class="c_h"><h2 class="c_t c_t-xl"><a href="${url}">${title}</a></h2></header><div class="c_a"><a class="c_a_a" href="/autor/${author.toLowerCase().replace(" ", "-")}/">${author}</a></div>${p(teaser, ' class="c_d"')}</article>`,
        ) +
          `<div class="b-d_a">${each(rest(site), (item) => `<article class="c c-d c--m"><figure class="c_m"><a href="${item.url}"><img alt="" src="/i.jpg"></a></figure><header class="c_h"><div class="c_k"><a href="/noticias/agua/">${site.tongue.topic}</a></div><h2 class="c_t"><a href="${item.url}">${item.title}</a></h2></header><div class="c_a"><a class="c_a_a" href="/autor/${item.author.toLowerCase().replace(" ", "-")}/">${item.author}</a><span> | </span><span class="c_a_l">Fernholm</span><span> | </span><span class="c_a_t"><time datetime="${item.at.toISOString()}">${site.long(item.at)}</time></span></div>${p(item.teaser, ' class="c_d"')}</article>`)}</div>${margin(site)}`,
        "semantic",
      ),
  },
  "broadcaster's definition list": {
    address: (index, at) => `/news/html/${at.toISOString().slice(0, 10).replaceAll("-", "")}/k1001${4_000 + index * 3}.html`,
    draw: (site) =>
      frame(
        site,
        `<div class="module module--list-items"><ul class="content--list grid--col-operation">${each(site, (item) => `<li class="grid--col-single"><dl><dd class="col--image"><a href="${item.url}"><img alt="" src="/i.jpg"></a></dd><dd class="col--text"><a href="${item.url}"><em class="title">${item.title}</em></a></dd><dt><time datetime="${item.at.toISOString().slice(0, 16)}">${item.at.getUTCMonth() + 1}月${item.at.getUTCDate()}日 ${site.clock(item.at)}</time></dt></dl></li>`)}</ul></div>${margin(site)}`,
        "divs",
      ),
  },
  "state agency's plain list": {
    address: (index, at) =>
      `/politics/${at.toISOString().slice(0, 10).replaceAll("-", "")}/${(index * 15_485_863 + 4_294_967).toString(16)}/c.html`,
    draw: (site) =>
      frame(
        site,
        `<div class="list-body"><div class="columBox"><div id="list">${each(site, (item) => `<div class="item"><div class="pic"><a href="${item.url}" target="_blank"><img src="/i.jpg"></a></div><div class="txt"><div class="tit"><a href="${item.url}" target="_blank">${item.title}</a></div><div class="abs">${item.teaser}</div><div class="info clearfix"><div class="time">${site.iso(item.at)}</div><div class="share"><a class="wx" href="#">wx</a></div></div></div></div>`)}</div></div></div>${margin(site)}`,
        "divs",
      ),
  },
  "local paper on a shop theme": {
    address: (index) => `/${slug(index)}-in-the-lower-town/`,
    draw: (site) =>
      frame(
        site,
        `<div class="td-ss-main-content">${each(site, (item, index) => `<div class="td_module_10 td_module_wrap td-animation-stack"><div class="td-module-thumb"><a href="${item.url}" rel="bookmark" class="td-image-wrap" title="${item.title}"><img class="entry-thumb" src="/i.jpg" alt="" title="${item.title}"></a><a href="/category/water/" class="td-post-category">${site.tongue.topic}</a></div><div class="item-details"><h3 class="entry-title td-module-title"><a href="${item.url}" rel="bookmark" title="${item.title}">${item.title}</a></h3><div class="td-module-meta-info"><span class="td-post-author-name"><a href="/author/${item.author.toLowerCase().replace(" ", "-")}/">${item.author}</a> <span>-</span> </span><span class="td-post-date"><time class="entry-date updated td-module-date" datetime="${item.at.toISOString()}">${site.long(item.at)}</time></span><span class="td-module-comments"><a href="${item.url}#respond">${index}</a></span></div><div class="td-excerpt">${item.teaser}</div></div></div>`)}</div><div class="td-pb-span4 td-main-sidebar">${margin(site)}</div>`,
        "divs",
      ),
  },
  "tabloid with the time first": {
    address: (index) => `/news/${500_100 + index * 3}-${slug(index)}.html`,
    draw: (site) =>
      frame(
        site,
        `<div class="newsfeed">${each(site, (item) => `<a class="newsfeed__item" href="${item.url}"><span class="newsfeed__time">${site.clock(item.at)}</span><span class="newsfeed__date">${site.dots(item.at)}</span><span class="newsfeed__title">${item.title}</span></a>`)}</div>${margin(site)}`,
        "divs",
      ),
  },
  "weekly in two columns of a table": {
    address: (index) => `/index.php?option=com_content&view=article&id=${4_100 + index}&catid=8&Itemid=102`,
    draw: (site) =>
      frame(
        site,
        `<table class="blog" cellpadding="0" cellspacing="0">${each(site, (item) => `<tr><td valign="top"><table class="contentpaneopen"><tr><td class="contentheading" width="100%"><a href="${item.url.replaceAll("&", "&amp;")}" class="contentpagetitle">${item.title}</a></td><td align="right"><a href="/index2.php?print=1"><img src="/print.png" alt="Print"></a></td></tr></table><table class="contentpaneopen"><tr><td class="createdate">${site.long(item.at)} ${site.clock(item.at)}</td></tr><tr><td>${p(item.teaser)}</td></tr><tr><td><a href="${item.url.replaceAll("&", "&amp;")}" class="readon">${site.tongue.more}</a></td></tr></table></td></tr>`)}</table>${margin(site)}`,
        "table",
      ),
  },
};
