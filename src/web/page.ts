// Sending a page with its policy, its record as JSON, and the links on it.
import { cleanCharacters } from "../text/clean-characters.ts";
import { publicLinks } from "./links.ts";
import { layout, OWN_STYLE } from "./pages/layout.ts";
import type { Context } from "hono";
import type { Links } from "./links.ts";
import type { PageContent } from "./pages/layout.ts";
import type { WebEnv } from "./web-deps.ts";

export type Asked = Context<WebEnv>;

/** Pages show what strangers wrote, so they load and run nothing but our own style, icon and script, which may write no markup. */
const OWNER_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors 'none'; base-uri 'none'";

const readerPolicy = (form: string): string =>
  `default-src 'none'; style-src 'self'; form-action ${form}; frame-ancestors 'none'; base-uri 'none'`;

export function sendPage(c: Asked, content: PageContent, links: Links, { form = false } = {}): Response {
  c.header("content-security-policy", links.isOwner ? OWNER_POLICY : readerPolicy(form ? "'self'" : "'none'"));
  return c.html(layout(content, links), content.status ?? 200);
}

/** Sends what is a page by itself: an issue, which has the inline styles of its mail. */
export function sendDocument(c: Asked, html: string, status: PageContent["status"] = 200): Response {
  c.header(
    "content-security-policy",
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
  );
  return c.html(html, status);
}

/** Sends a page to those who get nothing else of ours, not even the style sheet. */
export const sendAlone = (c: Asked, content: PageContent): Response =>
  sendDocument(c, layout(content, publicLinks("./"), OWN_STYLE), content.status);

/** Sends the HTML of a mail for a frame of our own page: a document without rights, which loads nothing. */
export function sendFrame(c: Asked, html: string): Response {
  c.header(
    "content-security-policy",
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
  );
  c.header("x-frame-options", "SAMEORIGIN");
  return c.html(html);
}

/** Sends a record as JSON if the address ends in `.json`, and else as the page that is made of it. Null is no such page. */
export function answer<R>(
  c: Asked,
  links: Links,
  record: R | null,
  render: (record: R, links: Links) => PageContent,
): Response | Promise<Response> {
  if (record === null) return c.notFound();
  return wantsJson(c) ? c.json(record) : sendPage(c, render(record, links), links);
}

export const wantsJson = (c: Asked): boolean => c.req.path.endsWith(".json");

/** A part of the address by its name in the route, without the `.json` at its end; empty if there is none. */
export const partOf = (c: Asked, name: string): string => (c.req.param(name) ?? "").replace(/\.json$/, "");

const NAME_CHARACTERS_MAX = 200;

/** What the address asks for under this name, without characters that show nothing; null if nothing. */
export const askedFor = (c: Asked, name: string): string | null =>
  cleanCharacters(c.req.query(name)?.slice(0, NAME_CHARACTERS_MAX) ?? "").trim() || null;
