// What is refused or failed, by its words: what happened, and the next step.
import { markup } from "../digests/escape-html.ts";
import { rootOf } from "./links.ts";
import { linksOf, refuse } from "./refuse.ts";
import type { Asked } from "./page.ts";

export const notOurHost = (c: Asked): Response =>
  refuse(c, 421, "not a host of this page: set web.url to the address at which you read it", {
    title: "Not an address of this Wirewatch",
    body: markup`<p>Wirewatch answers only to this machine’s own names and to the address that <code>web.url</code> in wirewatch.yaml has, so that no other site can pass for it.</p><p>Open it there; or set <code>web.url</code> to the address that your browser shows now, and it is answered within seconds.</p>`,
    isAlone: true,
  });

export const crookedPath = (c: Asked): Response =>
  refuse(c, 400, "the path holds a dot segment, a backslash or an encoded slash: write it plainly", {
    title: "This address is not understood",
    body: markup`<p>Its path holds a dot segment, a backslash, an encoded slash or two slashes together. A link that was copied from a mail may have been changed on its way: copy it once more, or type it plainly.</p>`,
    isAlone: true,
  });

export const pastTheProxy = (c: Asked): Response =>
  refuse(c, 403, "this address may not ask: add it to web.proxies if it is your proxy", {
    title: "Only through the proxy",
    body: markup`<p>These pages are read through the proxy in front of them, and this request came another way. Open them at the address that <code>web.url</code> has. If this is your proxy, add its address to <code>web.proxies</code>.</p>`,
    isAlone: true,
  });

export const fromAnotherSite = (c: Asked): Response =>
  refuse(c, 403, "not allowed from a page of another site", {
    title: "Asked by a page of another site",
    body: markup`<p>A page of another site sent this request in your name, so nothing was done. If you meant to do it, open Wirewatch yourself and press the button there.</p>`,
  });

export const notAForm = (c: Asked): Response =>
  refuse(c, 415, "only forms are read", {
    title: "Only forms are read",
    body: markup`<p>What was sent is no form of these pages. Nothing was changed.</p>`,
  });

export const tooLarge = (c: Asked): Response =>
  refuse(c, 413, "larger than is read", {
    title: "Larger than is read",
    body: markup`<p>A form takes 64 kB, and a list of feeds 1 MB. Nothing was changed. Send it in parts, or put the file into the configuration yourself.</p>`,
  });

/** To readers, and with `web.access: open` to strangers. */
export const notAChanger = (c: Asked): Response => (linksOf(c).maySay ? onlyOwners(c) : onlyThisMachine(c));

const onlyOwners = (c: Asked): Response =>
  refuse(c, 403, "readers may read, star, note and give feedback; owners change things", {
    title: "Only owners may do this",
    body: markup`<p>You have signed in as a reader: you may read everything, star stories, write notes and say what is wrong with an alert. Nothing was changed. Ask an owner of this Wirewatch to do it.</p>`,
  });

const onlyThisMachine = (c: Asked): Response =>
  refuse(c, 403, "with web.access: open everyone may read, and only this machine may change anything", {
    title: "Only this machine may change anything",
    body: markup`<p>These pages are open to everyone (<code>web.access: open</code>), so nobody has signed in. Do it on the machine where Wirewatch runs, or set <code>web.access</code> to password.</p>`,
  });

/** With `web.access: loopback`. */
export const notFromHere = (c: Asked): Response =>
  refuse(c, 403, "only this machine may read this page: set web.access in wirewatch.yaml", {
    title: "Only this machine may read these pages",
    body: markup`<p>Open them on the machine where Wirewatch runs, or set <code>web.access</code> in wirewatch.yaml to <code>password</code> or <code>proxy</code>.</p>`,
  });

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
    body: markup`<p>The database or the queue does not answer: Wirewatch is starting, or one of them is away. Reload this page in a minute. If it stays so, <code>wirewatch doctor</code> and the log say more.</p>`,
  });
