// Signing in and out (web.access: password), with a page that needs no script.
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { markup } from "../../digests/escape-html.ts";
import { networkOf } from "../access.ts";
import { publicLinks } from "../links.ts";
import { sendPage } from "../page.ts";
import { SESSION_SECONDS } from "../sessions.ts";
import type { Asked } from "../page.ts";
import type { PageContent } from "../pages/layout.ts";
import type { Role, Sessions } from "../sessions.ts";

const COOKIE = "wirewatch";

/**
 * By https only the cookie counts that browsers take from this host alone, `__Host-wirewatch`: another host of the domain, or a page by http, can set
 * the plain one. It counts first by http as well: behind a proxy that passes neither Host nor scheme on, a request looks like that.
 */
const sessionOf = (c: Asked, pages: string): string | undefined =>
  getCookie(c, COOKIE, "host") ?? (isByHttps(c, pages) ? undefined : getCookie(c, COOKIE));

/** `pages` is `web.url`. */
export const sessionRole = (c: Asked, sessions: Sessions, pages: string): Role | null => sessions.roleOf(sessionOf(c, pages));

/** True for a browser that still has the cookie of a session, whether that goes on or has ended. */
export const hadSession = (c: Asked, pages: string): boolean => sessionOf(c, pages) !== undefined;

export function showSignIn(c: Asked): Response {
  const page = signInPage(safeTarget(c.req.query("to")), null);
  const ended = markup`<p class="soft">Your session has ended: it lasts 30 days, and until Wirewatch restarts. After signing in you are where you wanted to be.</p>
${page.body}`;
  return send(c, c.req.query("ended") === "1" ? { ...page, body: ended } : page);
}

const send = (c: Asked, content: PageContent): Response => sendPage(c, content, publicLinks("./"), { form: true });

/** Redirects to the page that was asked for. Too many wrong passwords from one network get 429. */
export async function signIn(c: Asked, sessions: Sessions, pages: string): Promise<Response> {
  const form = await c.req.parseBody().catch(() => null);
  if (form === null) return c.text("not a form\n", 400);
  const { password, to } = form;
  const target = safeTarget(to);
  const entry = sessions.enter(typeof password === "string" ? password : "", networkOf(c));
  if (entry.kind === "wrong") return send(c, { ...signInPage(target, "This is not the password."), status: 401 });
  if (entry.kind === "wait") {
    c.header("retry-after", String(entry.seconds));
    const fault = `Too many wrong passwords: try again in ${Math.ceil(entry.seconds / 60)} minutes.`;
    return send(c, { ...signInPage(target, fault), status: 429 });
  }
  sessions.end(sessionOf(c, pages));
  // With Strict, a link in a web mail or a chat would lead to this page although one is signed in. Other sites' posts are refused by their origin.
  const cookie = { httpOnly: true, sameSite: "Lax", path: "/", maxAge: SESSION_SECONDS } as const;
  setCookie(c, COOKIE, entry.session, isByHttps(c, pages) ? { ...cookie, secure: true, prefix: "host" } : cookie);
  return c.body(null, 303, { location: `.${target}` });
}

export function signOut(c: Asked, sessions: Sessions, pages: string): Response {
  sessions.end(sessionOf(c, pages));
  deleteCookie(c, COOKIE, isByHttps(c, pages) ? { path: "/", secure: true, prefix: "host" } : { path: "/" });
  return c.body(null, 303, { location: "./login" });
}

/** Behind a proxy the request is http. The browser's Origin still says https, where it sends one; else the proxy may say so, or the host that `web.url` names. */
function isByHttps(c: Asked, pages: string): boolean {
  const origin = c.req.header("origin");
  if (origin !== undefined && origin !== "null") return origin.startsWith("https:");
  if (/^https(?:\s*,|$)/i.test(c.req.header("x-forwarded-proto") ?? "")) return true;
  const { protocol, host } = new URL(pages);
  // A proxy may write the usual port, 443, which `host` leaves out.
  return protocol === "https:" && [host, `${host}:443`].includes(c.req.header("host")?.toLowerCase() ?? "");
}

/** Returns the path if it is one of ours, else `/`. It begins with one slash and is sent as a relative address, so it can't lead to another host. */
const safeTarget = (given: unknown): string =>
  typeof given === "string" && /^\/(?!\/)[!#-[\]-~]{0,2000}$/.test(given) ? given : "/";

const signInPage = (to: string, fault: string | null): PageContent => ({
  title: "Sign in",
  body: markup`${fault !== null && markup`<p class="fault" role="alert">${fault}</p>`}
<form method="post" action="login"><input type="hidden" name="to" value="${to}">
<p><label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required autofocus></p>
<p><button class="first">Sign in</button></p></form>
<p><small>Forgotten? The password is set where Wirewatch runs: in the variable WEB_PASSWORD, or in the file that WEB_PASSWORD_FILE names.
Set another one and restart Wirewatch: this ends every session.</small></p>`,
});
