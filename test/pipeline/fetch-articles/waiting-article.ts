// An article that waits for its page, of which one feed has said this.
import type { WaitingArticle } from "../../../src/store/articles.ts";

type Entry = WaitingArticle["entries"][number];

export const waitingArticle = (url: string, entry: Omit<Entry, "id">, at = new Date(0)): WaitingArticle => ({
  id: 1,
  url,
  stage: "fetch-articles",
  story_id: null,
  listings: 1,
  over_quota: false,
  shares_address: false,
  attempts: 0,
  first_seen_at: at,
  title: null,
  byline: null,
  published_at: null,
  language: null,
  site: null,
  text: null,
  method: null,
  reason: null,
  detail: null,
  changed: false,
  asks_page: true,
  words_at: at,
  old: [],
  credits: [],
  entries: [{ id: 1, ...entry }],
});
