// Signs programs of the Reader API in with the password of the pages (ClientLogin), by a token that lasts until the password changes.
import { createHash, timingSafeEqual } from "node:crypto";
import { pageToken } from "../../digests/page-token.ts";
import { networkOf } from "../access.ts";
import { openPasswordCheck } from "../sessions.ts";
import { bodyOf } from "./read-fields.ts";
import type { Asked } from "../page.ts";
import type { WebDeps } from "../web-deps.ts";
import type { Passwords, Role } from "../sessions.ts";
import type { Call } from "./read-fields.ts";

export interface ReaderAuth {
  signIn(call: Call): Promise<Response>;
  isSignedIn(c: Asked): Promise<boolean>;
  /** The token that changes carry. */
  editToken(): Promise<string>;
  isEditToken(token: string): Promise<boolean>;
}

/** Programs expect this length. */
const EDIT_CHARACTERS = 57;

const markOf = (password = ""): string => createHash("sha256").update(password.trim()).digest("base64url");

/**
 * The token is made of the password, the owner's or the readers', and the stored key, so it outlives a restart and is stored nowhere. The header that holds it is sent by no
 * browser by itself, so another site's page can do nothing with it.
 */
export function openReaderAuth({ desk, now }: Pick<WebDeps, "desk" | "now">, passwords: Passwords): ReaderAuth {
  const marks: Record<Role, string> = { owner: markOf(passwords.owner), reader: markOf(passwords.reader) };
  const tokenFor = async (use: string, role: Role): Promise<string> => pageToken(await desk.pageKey(), `${use}/${marks[role]}`);
  const authToken = async (role: Role): Promise<string> => `wirewatch/${await tokenFor("reader", role)}`;
  // Everybody who signs in may mark items, so one edit token does for all.
  const editToken = async (): Promise<string> => (await tokenFor("reader-edit", "owner")).padEnd(EDIT_CHARACTERS, "Z");
  // Other sites' pages can send wrong passwords here from their visitors' browsers: that must keep nobody from the pages.
  const check = openPasswordCheck(passwords, now);
  return {
    async signIn({ c, fields }) {
      // Proxies write addresses into their logs, so a password there is not read.
      const given = (await bodyOf(c)).get("Passwd");
      if (given === null || fields.get("Email") === null)
        return c.text("Error=BadRequest: send Email and Passwd, in the body\n", 400);
      const checked = check(given, networkOf(c));
      if (checked.kind === "wait") {
        c.header("retry-after", String(checked.seconds));
        return c.text("Error=TooManyWrongPasswords\n", 429);
      }
      if (checked.kind === "wrong") return c.text("Error=BadAuthentication\n", 401);
      const token = await authToken(checked.role);
      if (fields.get("output") === "json") return c.json({ SID: token, LSID: "null", Auth: token });
      return c.text(`SID=${token}\nLSID=null\nAuth=${token}\n`);
    },
    async isSignedIn(c) {
      const [, given = ""] = /^GoogleLogin\s+auth=(\S+)$/i.exec((c.req.header("authorization") ?? "").trim()) ?? [];
      const roles: readonly Role[] = passwords.reader === undefined ? ["owner"] : ["owner", "reader"];
      const tokens = await Promise.all(roles.map(authToken));
      return tokens.some((token) => isSame(given, token));
    },
    editToken,
    // Some programs send none, or "x": the header has proved already who asks.
    isEditToken: async (token) => token === "" || token === "x" || isSame(token, await editToken()),
  };
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
