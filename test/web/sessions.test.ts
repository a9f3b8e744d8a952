// Sessions and the limit on wrong passwords, without a browser: whose they are, when they end, and whom a crowd keeps out.
import { expect, test } from "vitest";
import { openSessions } from "../../src/web/sessions.ts";

const PASSWORDS = { owner: "of owners", reader: "of readers" };
const clock = { at: new Date("2026-03-02T10:00:00Z") };
const now = () => clock.at;
const later = (minutes: number) => void (clock.at = new Date(clock.at.getTime() + minutes * 60_000));

function enter(sessions: ReturnType<typeof openSessions>, password: string, network = "192.0.2.1"): string {
  const entry = sessions.enter(password, network);
  return entry.kind === "in" ? entry.session : entry.kind;
}

test("a session is that of the owner or of a reader, by the password", () => {
  const sessions = openSessions(PASSWORDS, now);
  expect(sessions.roleOf(enter(sessions, "of owners"))).toBe("owner");
  expect(sessions.roleOf(enter(sessions, " of readers\n"))).toBe("reader");
  expect(sessions.roleOf("in")).toBeNull();
  for (const reader of [undefined, "", "  "]) {
    const without = openSessions({ ...PASSWORDS, reader }, now);
    for (const password of ["", " ", "of readers"]) expect(enter(without, password)).toBe("wrong");
  }
});

test("a session ends when the password is changed, and the old password opens none", () => {
  const session = enter(openSessions(PASSWORDS, now), "of owners");
  const changed = openSessions({ owner: "another" }, now);
  expect(changed.roleOf(session)).toBeNull();
  expect(enter(changed, "of owners")).toBe("wrong");
});

test("a thousand wrong passwords of a crowd of networks make all wait for a quarter of an hour, and end no session", () => {
  const sessions = openSessions(PASSWORDS, now);
  const session = enter(sessions, "of owners");
  for (let network = 0; network < 100; network++)
    for (let tries = 0; tries < 10; tries++) expect(enter(sessions, "wrong", `10.0.0.${network}`)).toBe("wrong");
  expect(enter(sessions, "of owners")).toBe("wait");
  expect(sessions.roleOf(session)).toBe("owner");
  later(15);
  expect(sessions.roleOf(enter(sessions, "of owners"))).toBe("owner");
});

test("a wrong password of an owner and one of a reader count together", () => {
  const sessions = openSessions(PASSWORDS, now);
  for (let tries = 0; tries < 10; tries++) enter(sessions, `of nobody ${tries}`);
  for (const password of Object.values(PASSWORDS)) expect(enter(sessions, password)).toBe("wait");
});
