// Names the pages of large platforms, and the feed that the platform gives for each, if it gives one.

export interface Channel {
  /** With its article, such as "a Telegram channel". */
  name: string;
  /** Null if the platform has no feeds, or if its address is written on the page only. */
  feed: string | null;
  /** A hint for people if there is no feed, or null. */
  hint: string | null;
}

interface Platform {
  host: RegExp;
  /** The part of the address after the host. */
  path: RegExp;
  name: string;
  /** Given the groups of `path`. */
  feed?: (groups: readonly string[], url: URL) => string;
  hint?: string | ((groups: readonly string[]) => string);
}

const NO_FEEDS = "it offers no feed to anybody; a bridge such as RSSHub or RSS-Bridge can make one";
const YOUTUBE = /^(?:www\.|m\.)?youtube\.com$/;
const videos = (key: string, id: string) => `https://www.youtube.com/feeds/videos.xml?${key}=${id}`;

/** One line adds a platform; the first that fits counts. */
const PLATFORMS: readonly Platform[] = [
  { host: YOUTUBE, path: /^\/channel\/(UC[\w-]{22})/, name: "a YouTube channel", feed: ([id = ""]) => videos("channel_id", id) },
  {
    host: YOUTUBE,
    path: /^\/playlist\?(?:.*&)?list=([\w-]+)/,
    name: "a YouTube playlist",
    feed: ([id = ""]) => videos("playlist_id", id),
  },
  {
    host: YOUTUBE,
    path: /^\/(?:@|c\/|user\/)[^/]+/,
    name: "a YouTube channel",
    hint: "its feed is https://www.youtube.com/feeds/videos.xml?channel_id= and the channel's id, which begins with UC",
  },
  {
    host: /^(?:t|telegram)\.me$|^telegram\.dog$/,
    path: /^\/(?:s\/)?(\w+)/,
    name: "a Telegram channel",
    hint: ([name = ""]) => `it has no feed and needs none: \`- telegram: ${name}\` in feeds.yaml reads it`,
  },
  {
    host: /^(?:www\.|old\.|new\.)?reddit\.com$/,
    path: /^(\/(?:r|u|user)\/[\w-]+)/,
    name: "a Reddit page",
    feed: ([path = ""]) => `https://www.reddit.com${path}/.rss`,
  },
  {
    host: /^bsky\.app$/,
    path: /^(\/profile\/[^/?]+)/,
    name: "a Bluesky account",
    feed: ([path = ""]) => `https://bsky.app${path}/rss`,
  },
  {
    host: /^medium\.com$/,
    path: /^\/(@?[\w.-]+)/,
    name: "a page on Medium",
    feed: ([name = ""]) => `https://medium.com/feed/${name}`,
  },
  {
    host: /^github\.com$/,
    path: /^\/([\w.-]+\/[\w.-]+)/,
    name: "a repository on GitHub",
    feed: ([name = ""]) => `https://github.com/${name}/releases.atom`,
  },
  {
    host: /^github\.com$/,
    path: /^\/([\w-]+)\/?$/,
    name: "a GitHub account",
    feed: ([name = ""]) => `https://github.com/${name}.atom`,
  },
  {
    host: /^vimeo\.com$/,
    path: /^\/([a-z]\w+)\/?$/i,
    name: "a Vimeo channel",
    feed: ([name = ""]) => `https://vimeo.com/${name}/videos/rss`,
  },
  {
    host: /^(?:www\.)?dailymotion\.com$/,
    path: /^\/([a-z][\w.-]+)\/?$/i,
    name: "a Dailymotion channel",
    feed: ([name = ""]) => `https://www.dailymotion.com/rss/user/${name}`,
  },
  {
    host: /^odysee\.com$/,
    path: /^\/(@[^/]+)/,
    name: "an Odysee channel",
    feed: ([name = ""]) => `https://odysee.com/$/rss/${name}`,
  },
  {
    host: /\.livejournal\.com$/,
    path: /^\//,
    name: "a LiveJournal",
    feed: (_, { origin }) => `${origin}/data/rss`,
  },
  {
    host: /^news\.google\.com$/,
    path: /^\/(?!rss\/)((?:search|topics|topstories|home|publications)\b.*)/,
    name: "a page of Google News",
    feed: ([rest = ""]) => `https://news.google.com/rss/${rest}`,
  },
  {
    host: /^(?:www\.)?bing\.com$/,
    path: /^\/news\/search\?/,
    name: "a search of Bing News",
    feed: (_, url) => `${url.href.replace(/#.*/s, "")}&format=rss`,
  },
  {
    host: /^podcasts\.apple\.com$/,
    path: /^\//,
    name: "a page of Apple Podcasts",
    hint: "the podcast's own site names its feed",
  },
  { host: /^open\.spotify\.com$/, path: /^\//, name: "a page of Spotify", hint: "the podcast's own site names its feed" },
  { host: /(?:^|\.)(?:facebook\.com|fb\.com)$/, path: /^\//, name: "a Facebook page", hint: NO_FEEDS },
  { host: /(?:^|\.)instagram\.com$/, path: /^\//, name: "an Instagram account", hint: NO_FEEDS },
  { host: /^(?:(?:www|mobile)\.)?(?:twitter|x)\.com$/, path: /^\//, name: "an account on X", hint: NO_FEEDS },
  { host: /(?:^|\.)threads\.(?:net|com)$/, path: /^\//, name: "an account on Threads", hint: NO_FEEDS },
  { host: /(?:^|\.)tiktok\.com$/, path: /^\//, name: "a TikTok account", hint: NO_FEEDS },
  { host: /(?:^|\.)linkedin\.com$/, path: /^\//, name: "a LinkedIn page", hint: NO_FEEDS },
  { host: /(?:^|\.)(?:vk\.com|vk\.ru|ok\.ru)$/, path: /^\//, name: "a page of a Russian social network", hint: NO_FEEDS },
  { host: /(?:^|\.)weibo\.(?:com|cn)$/, path: /^\//, name: "a Weibo account", hint: NO_FEEDS },
  { host: /^mp\.weixin\.qq\.com$/, path: /^\//, name: "a WeChat account", hint: NO_FEEDS },
  { host: /^(?:www\.)?whatsapp\.com$/, path: /^\/channel\//, name: "a WhatsApp channel", hint: NO_FEEDS },
];

/** Returns null if the address is of none of them. Never contacts anybody. */
export function nameChannel(address: string): Channel | null {
  const url = new URL(address);
  const rest = url.pathname + url.search;
  for (const { host, path, name, feed, hint } of PLATFORMS) {
    const groups = host.test(url.hostname) ? path.exec(rest) : null;
    if (groups === null) continue;
    const given = groups.slice(1);
    return { name, feed: feed?.(given, url) ?? null, hint: (typeof hint === "function" ? hint(given) : hint) ?? null };
  }
  return null;
}

/** The feed of a YouTube channel whose page holds the channel's id; null if there is none. */
export function channelFeedOn(html: string, url: string): string | null {
  if (!YOUTUBE.test(new URL(url).hostname)) return null;
  const id =
    /"(?:externalId|channelId|browseId)"\s*:\s*"(UC[\w-]{22})"|\bitemprop="(?:identifier|channelId)"\s+content="(UC[\w-]{22})"/.exec(
      html,
    );
  const found = id?.[1] ?? id?.[2];
  return found === undefined ? null : videos("channel_id", found);
}
