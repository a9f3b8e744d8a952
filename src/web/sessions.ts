// Sessions of people who signed in with the password, and a limit on wrong passwords.
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { openRateLimit } from "./rate-limit.ts";

type Refused = { kind: "wrong" } | { kind: "wait"; seconds: number };
export type Entry = { kind: "in"; session: string } | Refused;

/** Whether this is the password, within the limit on wrong ones. `network` identifies the client for the limit. */
export type PasswordCheck = (password: string, network: string) => { kind: "right" } | Refused;

export interface Sessions {
  /** Begins a session if this is the password. `network` is that of a PasswordCheck. */
  enter(password: string, network: string): Entry;
  has(session: string | undefined): boolean;
  end(session: string | undefined): void;
}

export const SESSION_SECONDS = 30 * 86_400;
const SESSIONS_MAX = 1_000;
/** Of one network, and of all together against a crowd of addresses. */
const TRIES = { max: 10, maxOfAll: 1_000, ms: 15 * 60_000 };

/** Memory holds hashes only, so reading it gives no session. */
const nameOf = (session: string): string => createHash("sha256").update(session).digest("base64url");

/** Each door has a check of its own, so that wrong passwords at one close no other. */
export function openPasswordCheck(password: string, now: () => Date): PasswordCheck {
  const wrong = openRateLimit(TRIES, now);
  const key = randomBytes(32);
  // Hashes have one length, so that a comparison takes the same time for every password.
  const digest = (text: string): Buffer => createHmac("sha256", key).update(text.trim()).digest();
  const expected = digest(password);
  return (given, network) => {
    const seconds = wrong.waitFor(network);
    if (seconds !== null) return { kind: "wait", seconds };
    if (!timingSafeEqual(digest(given), expected)) {
      wrong.count(network);
      return { kind: "wrong" };
    }
    wrong.forget(network);
    return { kind: "right" };
  };
}

/** Sessions are in this process's memory, so a restart ends all of them. */
export function openSessions(password: string, now: () => Date): Sessions {
  const sessions = new Map<string, number>();
  const check = openPasswordCheck(password, now);
  return {
    enter(given, network) {
      const checked = check(given, network);
      if (checked.kind !== "right") return checked;
      const at = now().getTime();
      const session = randomBytes(32).toString("base64url");
      sessions.set(nameOf(session), at + SESSION_SECONDS * 1_000);
      const [first] = sessions.keys();
      if (sessions.size > SESSIONS_MAX && first !== undefined) sessions.delete(first);
      return { kind: "in", session };
    },
    has(session) {
      const until = session === undefined ? undefined : sessions.get(nameOf(session));
      return until !== undefined && until > now().getTime();
    },
    end(session) {
      if (session !== undefined) sessions.delete(nameOf(session));
    },
  };
}
