// Signing in and out (web.access: password), with a page that needs no script.
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { markup } from "../../digests/escape-html.ts";
import { networkOf } from "../access.ts";
import { sendPage } from "../page.ts";
import { SESSION_SECONDS } from "../sessions.ts";
import type { Asked } from "../page.ts";
import type { Sessions } from "../sessions.ts";

const COOKIE = "wirewatch";

export const hasSession = (c: Asked, sessions: Sessions | null): boolean => sessions?.has(getCookie(c, COOKIE)) === true;

export const showSignIn = (c: Asked): Response =>
  sendPage(c, signInPage(safeTarget(c.req.query("to")), null), { form: "'self'" });

/** Redirects to the page that was asked for. Too many wrong passwords from one network get 429. */
export async function signIn(c: Asked, sessions: Sessions): Promise<Response> {
  const form = await c.req.parseBody().catch(() => null);
  if (form === null) return c.text("not a form\n", 400);
  const { password, to } = form;
  const target = safeTarget(to);
  const entry = sessions.enter(typeof password === "string" ? password : "", networkOf(c));
  if (entry.kind === "wrong")
    return sendPage(c, signInPage(target, "This is not the password."), { form: "'self'", status: 401 });
  if (entry.kind === "wait") {
    c.header("retry-after", String(entry.seconds));
    const fault = `Too many wrong passwords: try again in ${Math.ceil(entry.seconds / 60)} minutes.`;
    return sendPage(c, signInPage(target, fault), { form: "'self'", status: 429 });
  }
  sessions.end(getCookie(c, COOKIE));
  // Behind a proxy the request is http; the browser's Origin still says https.
  const secure = c.req.header("origin")?.startsWith("https:") === true;
  setCookie(c, COOKIE, entry.session, { httpOnly: true, sameSite: "Strict", secure, path: "/", maxAge: SESSION_SECONDS });
  return c.body(null, 303, { location: `.${target}` });
}

export function signOut(c: Asked, sessions: Sessions): Response {
  sessions.end(getCookie(c, COOKIE));
  deleteCookie(c, COOKIE, { path: "/" });
  return c.body(null, 303, { location: "./login" });
}

/** Returns the path if it is one of ours, else `/`. It begins with one slash and is sent as a relative address, so it can't lead to another host. */
const safeTarget = (given: unknown): string =>
  typeof given === "string" && /^\/(?!\/)[!#-[\]-~]{0,2000}$/.test(given) ? given : "/";

const signInPage = (to: string, fault: string | null): string =>
  markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>Sign in: Wirewatch</title>
<link rel="stylesheet" href="style.css"></head><body><h1>Wirewatch</h1>
${fault !== null && markup`<p class="fault" role="alert">${fault}</p>`}
<form method="post" action="login"><input type="hidden" name="to" value="${to}">
<p><label for="password">Password</label><br><input id="password" name="password" type="password" autocomplete="current-password" required autofocus></p>
<p><button>Sign in</button></p></form>
<p><small>Forgotten? The password is set where Wirewatch runs: in the variable WEB_PASSWORD, or in the file that WEB_PASSWORD_FILE names.
Set another one and restart Wirewatch: this ends every session.</small></p>
</body></html>
`.html;
