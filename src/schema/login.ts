// How a source is signed in to: with a user and a password (RFC 7617), or with a token (RFC 6750).
import * as z from "zod";
import { strictObject } from "./strict-object.ts";

const CHARS_MAX = 4_000;

/** What may stand there. No message repeats it. */
const secret = (what: string) =>
  z.string().check(({ value, issues }) => {
    // oxlint-disable-next-line no-control-regex
    if (value === "" || value.length > CHARS_MAX || /[\u0000-\u001f\u007f]/.test(value))
      issues.push({ code: "custom", input: value, message: `must be ${what} of one line` });
  });

/** Resolves to the value of the Authorization header. */
export const login = () =>
  z.union([
    strictObject({
      user: secret("a name").describe("The user's name."),
      password: secret("a password").describe("Best from the environment or a file, as ${NAME}."),
    }).transform(({ user, password }) => `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`),
    strictObject({
      bearer: secret("a token").describe("A token; best from the environment or a file, as ${NAME}."),
    }).transform(({ bearer }) => `Bearer ${bearer}`),
  ]);
