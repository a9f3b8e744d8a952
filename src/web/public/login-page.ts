// The page on which the password is given (web.access: password).
import { markup } from "../../digests/escape-html.ts";

/** `to` is the page that was asked for. */
export function loginPage({ to, fault }: { to: string; fault: string | null }): string {
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>Sign in: Wirewatch</title>
<link rel="stylesheet" href="style.css"></head><body><h1>Wirewatch</h1>
${fault !== null && markup`<p class="fault" role="alert">${fault}</p>`}
<form method="post" action="login"><input type="hidden" name="to" value="${to}">
<p><label for="password">Password</label><br><input id="password" name="password" type="password" autocomplete="current-password" required autofocus></p>
<p><button>Sign in</button></p></form>
<p><small>Forgotten? The password is the variable WEB_PASSWORD of the machine that runs Wirewatch, or stands in the file that WEB_PASSWORD_FILE names.
Starting Wirewatch again with another password ends every session.</small></p>
</body></html>
`.html;
}

/** Only a path of ours: as written it begins with one slash, and the answer makes it relative, so that it never leads to another host. */
export const safeTarget = (given: unknown): string =>
  typeof given === "string" && given.length <= 2_000 && /^\/[\w/.~%-]*(\?[\w=&.~%+-]*)?$/.test(given) && !given.startsWith("//") ? given : "/";
