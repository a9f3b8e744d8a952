// The answer of a mail server that could not be reached is in plain English, as doctor and the ledger show it.
import { expect, test } from "vitest";
import { replyOf } from "../../../src/channels/mail/smtp-failure.ts";
import { parseSmtpServer } from "../../../src/channels/mail/smtp-server.ts";

const noTls = "80EC0463:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/x.c:354:\n";

test.each([
  [
    "smtps://h.example",
    noTls,
    "the port does not speak TLS (wrong version number): write smtp:// in place of smtps://, or check the port",
  ],
  ["smtp://h.example", noTls, "the port does not speak TLS (wrong version number)"],
  ["smtp://h.example", "getaddrinfo ENOTFOUND h.example", "there is no host h.example (ENOTFOUND): check its name"],
])("%s with %j", (url, message, words) => {
  expect(replyOf(new Error(message), parseSmtpServer(url))).toBe(words);
});

test("the server's own words stay as they are", () => {
  const refusal = Object.assign(new Error("Invalid login"), { response: "535 5.7.8 wrong password" });
  expect(replyOf(refusal, parseSmtpServer("smtp://h.example"))).toBe("535 5.7.8 wrong password");
});
