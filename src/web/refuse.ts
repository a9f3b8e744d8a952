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
const linksOf = (c: Asked): Links => c.get("links") ?? publicLinks(rootOf(c.req.path));

const KINDS: Readonly<Record<string, { name: string; list: string; more: string }>> = {
  stories: {
    name: "story",
    list: "",
    more: "Old ones are deleted after the time in retention, and their numbers are not used again.",
  },
  articles: {
    name: "article",
    list: "search",
    more: "Old ones are deleted after the time in retention, and their numbers are not used again.",
  },
  issues: { name: "issue", list: "issues", more: "Old ones are deleted after the time in retention." },
  feeds: { name: "feed", list: "feeds", more: "It may have been taken out of feeds.yaml." },
  digests: { name: "digest", list: "digests", more: "Its id in digests.yaml may be another one now." },
  watchlists: { name: "watchlist", list: "watchlists", more: "Its id may be another one now." },
};

/** To those without a token or a session the same for all addresses, so that nobody learns which ones there are. */
export function noSuchPage(c: Asked): Response {
  const links = linksOf(c);
  const [, kind = "", ...rest] = c.req.path.split("/");
  const known = links.isOwner && rest.length > 0 && Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  const body = !links.isOwner
    ? markup`<p>The address opens nothing. It may have been cut short, or what it opened was deleted. Ask the person who sent it for a new one, or use the link in a newer mail.</p>
<p><a href="${links.root}">All pages</a>, for those who may sign in</p>`
    : known !== undefined
      ? markup`<p>There is no such ${known.name}. ${known.more}</p><p>${known.list !== "" && markup`<a href="${links.root}${known.list}">${known.list === "search" ? "Search the archive" : `All ${kind}`}</a> · `}<a href="${links.root}">The newest stories</a></p>`
      : markup`<p>The address may be mistyped, or from an older version. <a href="${links.root}keys">All pages</a> are listed with their keys.</p>`;
  return refuse(c, 404, "there is no such page", {
    title: known === undefined ? "There is no such page" : `There is no such ${known.name}`,
    body,
  });
}

/** A page is read by GET. A form's address opened as a page, for example by reloading, belongs to the page that has the form. */
export function onlyMethods(c: Asked, methods: readonly string[]): Response {
  const allow = methods.join(", ");
  c.header("allow", allow);
  const { root } = linksOf(c);
  if (methods.includes("GET"))
    return refuse(c, 405, `only ${allow}`, {
      title: `This address takes no ${c.req.method}`,
      body: markup`<p>It takes ${allow} only. Nothing was changed. Open <a href="${root}${c.req.path.slice(1)}">this address</a> as a page.</p>`,
    });
  const page = c.req.path.slice(1).replace(/\/?[^/]*$/, "");
  const back = markup`<a href="${root}${page}">the page of that form</a>`;
  return refuse(c, 405, `only ${allow}`, {
    title: "This address is for a form",
    body: markup`<p>It takes ${allow} only, and shows no page of its own. Nothing was changed. Open ${back} and press its button.</p>`,
  });
}

/** For a reader whose session ended while a form was open. */
export function sessionEnded(c: Asked): Response {
  const root = rootOf(c.req.path);
  return refuse(c, 401, "sign in first", {
    title: "Your session has ended",
    body: markup`<p>A session ends after 30 days, when you sign out, and when Wirewatch restarts. Nothing was changed.</p><p><a href="${root}login">Sign in</a>, and send the form again: going back in the browser brings it with what you wrote.</p>`,
  });
}

export const failed = (c: Asked): Response =>
  refuse(c, 500, "this page failed; the log says why", {
    title: "This page failed",
    body: markup`<p>Something in Wirewatch went wrong, and its log says where. Articles and mails go on as before. Try it once more; if it fails again, tell the person who runs this Wirewatch.</p>`,
  });

export const notReady = (c: Asked): Response =>
  refuse(c, 503, "not ready: the database or the queue does not answer", {
    title: "Not ready",
    body: markup`<p>The database or the queue does not answer: Wirewatch is starting, or one of them is away. Reload this page in a minute. If it stays so, <code>wirewatch status</code> and the log say more.</p>`,
  });
