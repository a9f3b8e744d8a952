// When this browser last read the list, in a cookie: no account is needed to see what is new since then.
import { getCookie, setCookie } from "hono/cookie";
import type { Asked } from "../../page.ts";

const COOKIE = "wirewatch-seen";
/** A reload within this time is the same visit. */
const VISIT_MS = 30 * 60_000;
const KEPT_SECONDS = 400 * 86_400;

/** The end of the visit before this one; null for a first visit. The cookie holds that and the last request, in milliseconds. */
export function noteVisit(c: Asked, now: Date): Date | null {
  const [before = 0, last = 0] = (getCookie(c, COOKIE) ?? "")
    .split(".")
    .map((part) => (/^\d{1,15}$/.test(part) ? Number(part) : 0));
  const isSame = now.getTime() - last < VISIT_MS && now.getTime() >= last;
  const end = isSame ? before : Math.min(last, now.getTime());
  const secure = new URL(c.req.url).protocol === "https:";
  const value = `${end}.${now.getTime()}`;
  setCookie(c, COOKIE, value, { httpOnly: true, sameSite: "Lax", secure, path: "/", maxAge: KEPT_SECONDS });
  return end === 0 ? null : new Date(end);
}
