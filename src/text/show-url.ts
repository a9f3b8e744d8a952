// An address as people may see it: a feed's may hold a key of its subscriber, in the query or as a password.

/** Host and path, and `?…` for a query. Never its values, a user name or a password. */
export const showUrl = (address: string): string =>
  address
    .replace(/#.*$/s, "")
    .replace(/\?.+$/s, "?…")
    .replace(/\/\/[^/?]*@/, "//");

/** A title, which some publishers fill with the address of the feed itself. */
export const showTitle = (title: string): string => title.replace(/\bhttps?:\/\/\S+/gi, showUrl);
