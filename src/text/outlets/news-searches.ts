// Hosts that list what others wrote behind addresses of their own: no outlet of theirs stands there.

const NEWS_SEARCHES =
  /^(?:(?:www\.|news\.)?google\.(?:[a-z]{2,3}|com?\.[a-z]{2})|(?:www\.)?bing\.com|(?:\w+\.)?news\.yahoo\.\w+|news\.search\.yahoo\.\w+|news\.yahoo\.co\.jp|news\.yandex\.\w+|dzen\.ru|(?:\w+\.)?news\.naver\.com|news\.baidu\.com|news\.so\.com|(?:www\.)?duckduckgo\.com|(?:www\.)?msn\.com|news\.qq\.com|flipboard\.com|(?:www\.)?newsbreak\.com|ground\.news|feedproxy\.google\.com)$/;

/** Whether a host, in lower case and without a port, is a news search or aggregator, whose feeds say in `<source>` who wrote each entry. */
export const isNewsSearch = (host: string): boolean => NEWS_SEARCHES.test(host);
