// Tells owners, readers and strangers apart by the access with which the page was opened: a reload of the settings opens nothing.
import { isFromHere } from "./access.ts";
import { sessionRole } from "./public/sign-in.ts";
import { openSessions } from "./sessions.ts";
import type { WebAccess } from "../config/config.ts";
import type { Asked } from "./page.ts";
import type { Passwords, Role, Sessions } from "./sessions.ts";

/** A stranger reads pages that are open to everyone, and does nothing else. */
export type Visitor = Role | "stranger";

export interface Door {
  access: WebAccess;
  /** Null unless people sign in by a password. */
  entry: { passwords: Passwords; sessions: Sessions } | null;
  /** Null: the visitor may read nothing. */
  visitorOf(c: Asked): Visitor | null;
}

/** `pages` gives `web.url`. */
export function openDoor(access: WebAccess, now: () => Date, pages: () => string): Door {
  const passwords = access.kind === "password" ? { owner: access.password ?? "", reader: access.readerPassword } : null;
  const entry = passwords && { passwords, sessions: openSessions(passwords, now) };
  return {
    access,
    entry,
    visitorOf(c) {
      switch (access.kind) {
        case "loopback":
          return isFromHere(c) ? "owner" : null;
        case "password":
          return entry && sessionRole(c, entry.sessions, pages());
        case "proxy":
          return access.owners === undefined || isNamed(c, access.owners) ? "owner" : "reader";
        case "open":
          return isFromHere(c) ? "owner" : "stranger";
      }
    },
  };
}

/** Whether the proxy names one of these. A header that came twice may be half the visitor's own. */
function isNamed(c: Asked, { header, names }: { header: string; names: readonly string[] }): boolean {
  const [name, ...others] = c.env.incoming.headersDistinct[header.toLowerCase()] ?? [];
  return name !== undefined && others.length === 0 && names.includes(name.trim());
}
