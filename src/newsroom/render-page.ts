// The page at an outlet's address: the article in the outlet's template, a consent dialog instead, or the front page.
import type { Edition, PublishedArticle } from "./edition.ts";
import type { Page, Template } from "./html.ts";
import { escapeMarkup, renderHeadlines } from "./html.ts";
import type { Outlet, TemplateName } from "./outlets.ts";
import { articleTag } from "./templates/article-tag.ts";
import { chrome } from "./templates/chrome.ts";
import { divSoup } from "./templates/div-soup.ts";
import { jsonLd } from "./templates/json-ld.ts";
import { metaOnly } from "./templates/meta-only.ts";
import { microdata } from "./templates/microdata.ts";
import { tables } from "./templates/tables.ts";

const templates: Record<TemplateName, Template> = {
  "article-tag": articleTag,
  "div-soup": divSoup,
  "json-ld": jsonLd,
  "meta-only": metaOnly,
  microdata,
  tables,
  chrome,
};

const sidebarHeadlinesMax = 5;

/** The article's page as its outlet builds it, sidebar and all. */
export function renderPage(article: PublishedArticle, ofOutlet: PublishedArticle[], edition: Edition): string {
  const page: Page = {
    article,
    latest: ofOutlet.filter((other) => other !== article).slice(0, sidebarHeadlinesMax),
    origin: edition.originOf(article.site.id),
    urlOf: edition.urlOf,
  };
  return templates[article.site.template](page);
}

/** A dialog about cookies, without a word of the article. */
export function renderConsentWall(site: Outlet): string {
  const name = escapeMarkup(site.name);
  return `<!DOCTYPE html>
<html lang="${site.language}"><head><meta charset="utf-8"><title>Before you continue to ${name}</title></head>
<body><div class="consent-dialog" role="dialog" aria-modal="true" id="consent">
<h1>We value your privacy</h1>
<p>${name} and its 614 partners store and access information on your device, such as cookies and unique identifiers, to show personalised advertising, to measure it, and to find out who reads about timber. You may accept or manage your choices by clicking below, including your right to object where legitimate interest is used.</p>
<p>By continuing you agree to the processing of your personal data. Your preferences will apply to this website only, and you can withdraw your consent at any time through the link at the foot of each page.</p>
<button>Accept all</button> <button>Manage options</button>
</div></body></html>
`;
}

export function renderForbidden(site: Outlet): string {
  return `<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>403 Forbidden</title></head><body><h1>Access denied</h1><p>${escapeMarkup(site.name)} does not show this page to your kind of reader.</p></body></html>
`;
}

/** The outlet's headlines, and the address of its feed. */
export function renderFrontPage(site: Outlet, ofOutlet: PublishedArticle[], feedType: string): string {
  const name = escapeMarkup(site.name);
  return `<!DOCTYPE html>
<html lang="${site.language}"><head><meta charset="${site.encoding}"><title>${name}</title><link rel="alternate" type="${feedType}" title="${name}" href="${site.feedPath}"></head>
<body><h1>${name}</h1><p>${escapeMarkup(site.tagline)}</p><ul>
${renderHeadlines(ofOutlet)}
</ul></body></html>
`;
}
