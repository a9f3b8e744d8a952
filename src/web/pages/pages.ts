// All pages of the signed in, a line each, and what their forms post to.
import { answerPages } from "./answer-pages.ts";
import { answerSearch } from "./search/answer-search.ts";
import type { WebDeps } from "../web-deps.ts";
import type { Answer } from "./answer-pages.ts";

/** A number in an address. */
const NUMBER = "{[1-9][0-9]{0,14}}";

/** A path of hono and its page. The page's record is at the same address with `.json` behind it, and that of `/` at `/stories.json`. */
export const pagesOf = (deps: WebDeps): readonly (readonly [path: string, answer: Answer])[] => {
  const pages = answerPages(deps);
  const search = answerSearch(deps);
  return [
    ["/", pages.status],
    ["/search", search.search],
    ["/system", pages.status],
    [`/stories/:id${NUMBER}`, pages.story],
    [`/articles/:id${NUMBER}`, pages.article],
    [`/issues/:id${NUMBER}`, pages.issue],
  ];
};

/** What forms post to. */
export const formsOf = (_deps: WebDeps): readonly (readonly [path: string, answer: Answer])[] => [];

/** The path of a page's record. */
export const jsonPath = (path: string): string =>
  path === "/" ? "/stories.json" : path.replace(/\}$|$/, (end) => (end === "}" ? "\\.json}" : ".json"));
