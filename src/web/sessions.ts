// Sessions of people who signed in with the password, and a limit on wrong passwords.
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { openRateLimit } from "./rate-limit.ts";

/** Owners may do everything; readers read, and star, note and say what they think. */
export type Role = "owner" | "reader";

/** The passwords by which people sign in. Without one of their own there are no readers. */
export interface Passwords {
  owner: string;
  reader?: string | undefined;
}

type Refused = { kind: "wrong" } | { kind: "wait"; seconds: number };
export type Entry = { kind: "in"; session: string } | Refused;

/** Whose password this is, within the limit on wrong ones. `network` identifies the client for the limit. */
export type PasswordCheck = (password: string, network: string) => { kind: "right"; role: Role } | Refused;

export interface Sessions {
  /** Begins a session if this is a password. `network` is that of a PasswordCheck. */
  enter(password: string, network: string): Entry;
  /** Whose session it is; null if it is none, or has ended. */
  roleOf(session: string | undefined): Role | null;
  end(session: string | undefined): void;
}

export const SESSION_SECONDS = 30 * 86_400;
const SESSIONS_MAX = 1_000;
/** Of one network, and of all together against a crowd of addresses. */
const TRIES = { max: 10, maxOfAll: 1_000, ms: 15 * 60_000 };

/** Memory holds hashes only, so reading it gives no session. */
const nameOf = (session: string): string => createHash("sha256").update(session).digest("base64url");

/** Each door has a check of its own, so that wrong passwords at one close no other. */
export function openPasswordCheck({ owner, reader = "" }: Passwords, now: () => Date): PasswordCheck {
  const wrong = openRateLimit(TRIES, now);
  const key = randomBytes(32);
  // Hashes have one length, so that a comparison takes the same time for every password.
  const digest = (text: string): Buffer => createHmac("sha256", key).update(text.trim()).digest();
  const expected = (
    [
      ["owner", owner],
      ["reader", reader],
    ] as const
  ).flatMap(([role, password]) => (password.trim() === "" ? [] : [{ role, hash: digest(password) }]));
  return (given, network) => {
    const seconds = wrong.waitFor(network);
    if (seconds !== null) return { kind: "wait", seconds };
    const hash = digest(given);
    const [known] = expected.filter((one) => timingSafeEqual(hash, one.hash));
    if (known === undefined) {
      wrong.count(network);
      return { kind: "wrong" };
    }
    wrong.forget(network);
    return { kind: "right", role: known.role };
  };
}

/** Sessions are in this process's memory, so a restart ends all of them. */
export function openSessions(passwords: Passwords, now: () => Date): Sessions {
  const sessions = new Map<string, { role: Role; until: number }>();
  const check = openPasswordCheck(passwords, now);
  return {
    enter(given, network) {
      const checked = check(given, network);
      if (checked.kind !== "right") return checked;
      const at = now().getTime();
      const session = randomBytes(32).toString("base64url");
      sessions.set(nameOf(session), { role: checked.role, until: at + SESSION_SECONDS * 1_000 });
      const [first] = sessions.keys();
      if (sessions.size > SESSIONS_MAX && first !== undefined) sessions.delete(first);
      return { kind: "in", session };
    },
    roleOf(session) {
      const found = session === undefined ? undefined : sessions.get(nameOf(session));
      return found !== undefined && found.until > now().getTime() ? found.role : null;
    },
    end(session) {
      if (session !== undefined) sessions.delete(nameOf(session));
    },
  };
}
