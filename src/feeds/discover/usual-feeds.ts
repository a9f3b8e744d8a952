// The addresses where most sites have their feed, and where the software of a site has it.

const PATHS = [
  "feed",
  "rss",
  "rss.xml",
  "feed.xml",
  "atom.xml",
  "index.xml",
  "feeds/posts/default",
  "feed.json",
  "blog-feed.xml",
  "index.rdf",
  "?feed=rss2",
  "blog/feed",
];

/** By what a page's generator calls itself, or by what only its pages hold. */
const SOFTWARE: readonly { marks: RegExp; paths: readonly string[] }[] = [
  { marks: /wix\.com|wixstatic/i, paths: ["blog-feed.xml"] },
  { marks: /joomla/i, paths: ["?format=feed&type=rss", "index.php?format=feed&type=rss"] },
  { marks: /\bSPIP\b|spip\.php/i, paths: ["spip.php?page=backend"] },
  { marks: /squarespace/i, paths: ["?format=rss", "blog?format=rss", "news?format=rss"] },
  { marks: /discourse/i, paths: ["latest.rss"] },
  { marks: /mediawiki/i, paths: ["index.php?title=Special:RecentChanges&feed=atom"] },
  { marks: /phpbb|dokuwiki/i, paths: ["feed.php"] },
  { marks: /bitrix/i, paths: ["rss/", "news/rss/"] },
  { marks: /typo3/i, paths: ["?type=9818", "?type=100", "rss.xml", "feed.xml"] },
  { marks: /shopify/i, paths: ["blogs/news.atom"] },
  { marks: /webflow/i, paths: ["blog/rss.xml", "news/rss.xml"] },
  { marks: /plone/i, paths: ["news/aggregator/RSS", "RSS"] },
  { marks: /peertube/i, paths: ["feeds/videos.xml"] },
  { marks: /lemmy/i, paths: ["feeds/all.xml?sort=New"] },
];
const MARKED_CHARS = 200_000;
const GENERATOR = /<meta\b[^>]{0,300}\bname=["']?generator\b[^>]{0,300}>/gi;
const SERVED_BY = /\b(?:src|href)\s*=\s*["']?[^"'\s>]{0,200}/gi;
const SERVED_MAX = 300;

/** The usual addresses of feeds below the page's own address, or of the person whose page it is. */
export function sectionFeedUrls(pageUrl: string): string[] {
  const { origin, pathname } = new URL(pageUrl);
  const section = pathname.replace(/\/[^/]*\.[^/]*$/, "").replace(/\/+$/, "");
  // A person's page on Mastodon and its like: /@name.
  const ofPerson = /^\/(?:@|users\/|tags\/)[^/]+$/.test(section) ? [`${origin}${section}.rss`, `${origin}${section}.atom`] : [];
  return [...ofPerson, ...(section === "" ? [] : ["feed", "rss", "rss.xml"].map((path) => `${origin}${section}/${path}`))];
}

/** The usual addresses of a site's feeds, those of its software first. `html` may be empty. */
export function usualFeedUrls(pageUrl: string, html: string): string[] {
  const own = pathsOfSoftware(html);
  const paths = [...own, ...PATHS.filter((path) => !own.includes(path))];
  return paths.map((path) => `${new URL(pageUrl).origin}/${path}`);
}

function pathsOfSoftware(html: string): readonly string[] {
  const head = html.slice(0, MARKED_CHARS);
  const said = [...(head.match(GENERATOR) ?? []), ...(head.match(SERVED_BY) ?? []).slice(0, SERVED_MAX)].join("\n");
  return SOFTWARE.find(({ marks }) => marks.test(said))?.paths ?? [];
}
