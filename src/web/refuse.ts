// Refusals and faults: to a browser a page that says what happened and what to do next, to programs a line of text, or JSON.
import { markup } from "../digests/escape-html.ts";
import { publicLinks, rootOf } from "./links.ts";
import { sendAlone, sendPage, wantsJson } from "./page.ts";
import type { Markup } from "../digests/escape-html.ts";
import type { Links } from "./links.ts";
import type { Asked } from "./page.ts";
import type { PageContent } from "./pages/layout.ts";

type Status = 400 | 401 | 403 | 404 | 405 | 413 | 415 | 421 | 500 | 503;

interface Words {
  /** The heading of the page. */
  title: string;
  /** What happened, and the next step. */
  body: Markup;
  /** Nothing else of ours can be loaded, so the page has its style in itself. */
  isAlone?: boolean;
}

/** `text` is for programs, as the text or as `error` of a JSON object. The page is for those who ask for HTML. */
export function refuse(c: Asked, status: Status, text: string, { title, body, isAlone = false }: Words): Response {
  if (wantsJson(c) || (prefers(c, "application/json") && !prefers(c, "text/html"))) return c.json({ error: text }, status);
  // Each step of a path becomes one in every link of the page.
  if (!prefers(c, "text/html") || c.req.path.length > PATH_MAX) return c.text(`${text}\n`, status);
  const content: PageContent = { title, body: markup`<div class="empty">${body}</div>`, status };
  return isAlone ? sendAlone(c, content) : sendPage(c, content, linksOf(c));
}

const PATH_MAX = 2_000;

/** Browsers name HTML when they open a page, and neither for a picture nor for a script. */
const prefers = (c: Asked, type: string): boolean => c.req.header("accept")?.toLowerCase().includes(type) === true;

/** Those who have not signed in get no navigation. */
export const linksOf = (c: Asked): Links => c.get("links") ?? publicLinks(rootOf(c.req.path));
