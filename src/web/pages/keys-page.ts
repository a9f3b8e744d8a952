// All pages with what can be done there, and all keys: a page, so that it needs no script.
import { markup } from "../../digests/escape-html.ts";
import { SECTIONS } from "./navigation.ts";
import type { Links } from "../links.ts";
import type { PageContent } from "./layout.ts";

export interface KeysShown {
  /** `path` is relative to the first page; `key` is typed after g. Null where one gets there from other pages. */
  pages: { name: string; path: string | null; key: string | null; does: string }[];
  keys: { key: string; does: string }[];
}

const DOES: Readonly<Record<(typeof SECTIONS)[number][0], string>> = {
  Stories: "what came since yesterday or your last visit; filter it, go back day by day, export it",
  Search: "find articles in the whole archive; keep the search as a feed or a watchlist, export it",
  Watchlists: "what each matched; try an edit of its file, and write it where web.edit allows it",
  Digests: "the next times of each, its next mail; send it now, or a test message",
  Feeds: "the health of each source; poll one now",
  "Why?": "every step of one article: why it came, or where it stopped",
  Feedback: "what readers said of alerts, and the edits of watchlists that would answer it",
  System: "what waits, what was given up; retry or drop it",
};

const MORE: readonly (readonly [name: string, path: string | null, does: string])[] = [
  [
    "A story",
    null,
    "who wrote it first, what each copy adds or leaves out, what a mail said of it; split it, join two, share it",
  ],
  ["A copy next to the first", null, "paragraph by paragraph; from the page of its story"],
  ["An article", null, "its text with the words that matched, its earlier words"],
  ["Add a feed", "feeds/add", "try an address, or read an OPML file"],
  ["Feeds as OPML", "feeds.opml", "for another feed reader"],
  ["Issues", "issues", "what was sent, and mails to decide on; send one once more"],
];

export const KEYS_SHOWN: KeysShown = {
  pages: [
    ...SECTIONS.map(([name, path, key]) => ({ name, path, key, does: DOES[name] })),
    ...MORE.map(([name, path, does]) => ({ name, path, key: null, does })),
  ],
  keys: [
    { key: "j, k", does: "to the next and the previous heading" },
    { key: "o", does: "open it" },
    { key: "c", does: "unfold its copies" },
    { key: "w", does: "ask why it is here" },
    { key: "n, p", does: "older and newer" },
    { key: "/", does: "to the search" },
    { key: "g and a letter", does: "to the page with that letter" },
    { key: "?", does: "to the short list of keys at the foot of each page, with the button that turns them off" },
  ],
};

export function keysPage({ pages, keys }: KeysShown, { root }: Links): PageContent {
  const body = markup`<p>Everything is done by links and buttons, which Tab and Enter reach. The keys below need scripts, and are off while you type.</p>
<h2>Pages</h2>
<table><thead><tr><th scope="col">Page</th><th scope="col">What it is for</th><th scope="col">Keys</th></tr></thead><tbody>${pages.map(
    ({ name, path, key, does }) =>
      markup`<tr><td>${path === null ? name : markup`<a href="${root}${path}">${name}</a>`}</td><td>${does}</td><td${key !== null && markup` data-label="Keys"`}>${key !== null && markup`<kbd>g</kbd> <kbd>${key}</kbd>`}</td></tr>
`,
  )}</tbody></table>
<h2>Keys</h2>
<table><thead><tr><th scope="col">Key</th><th scope="col">What it does</th></tr></thead><tbody>${keys.map(
    ({ key, does }) => markup`<tr><td><kbd>${key}</kbd></td><td>${does}</td></tr>
`,
  )}</tbody></table>`;
  return { title: "Pages and keys", body };
}
