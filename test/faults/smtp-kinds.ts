// The kinds of faults that a mail server may have, and the class that a mail is in after each.
import type { Misbehaviour } from "../channels/mail/raw-smtp-server.ts";

/** Ample where a server answers, so that a busy machine changes nothing; short where it never does. */
export const AMPLE_MS = 20_000;
export const SHORT_MS = 300;
const NO_END = /no end within [\d.]+ seconds|time(d |)out|never received|before secure TLS connection/i;
const CUT = /closed|ECONNRESET|EPIPE|socket/i;

type End = "retry" | "failed" | "uncertain" | "sent";
export interface Kind {
  /** What the server does, or why there is none. */
  fault: Misbehaviour | "nobody" | "no such host";
  end: End;
  /** What of it the ledger keeps. */
  words: RegExp;
  /** Extra lines of the answer to EHLO. */
  capabilities?: string[];
  /** A name that is not loopback, so that STARTTLS is wanted. */
  far?: true;
  user?: true;
  silent?: true;
}

const says = (at: Misbehaviour["at"], reply: string, end: End, more: Partial<Kind> = {}): Kind => ({
  fault: { at, reply },
  end,
  words: new RegExp(reply.replace(/[.()]/g, "\\$&")),
  ...more,
});
const hangs = (at: Misbehaviour["at"], end: End, more: Partial<Kind> = {}): Kind => ({
  fault: { at, hang: true },
  end,
  words: NO_END,
  ...more,
});
const drops = (at: Misbehaviour["at"], end: End, more: Partial<Kind> = {}): Kind => ({
  fault: { at, drop: true },
  end,
  words: CUT,
  ...more,
});
const tls: Partial<Kind> = { capabilities: ["STARTTLS"], far: true };
const signIn: Partial<Kind> = { capabilities: ["AUTH PLAIN"], user: true };

export const KINDS: Record<string, Kind> = {
  "nobody listens": { fault: "nobody", end: "retry", words: /ECONNREFUSED/ },
  "a name that nobody has": { fault: "no such host", end: "retry", words: /ENOTFOUND|EAI_AGAIN|EDNS|no end within|timeout/i },
  "no greeting": hangs("greeting", "retry"),
  "421 at the greeting": says("greeting", "421 4.3.2 too many connections", "retry"),
  "554 at the greeting": says("greeting", "554 no service here", "retry"),
  "dropped at the greeting": drops("greeting", "retry"),
  "dropped at EHLO": drops("EHLO", "retry"),
  "silent at EHLO": hangs("EHLO", "retry"),
  "one byte at a time": { fault: { at: "EHLO", slowMs: 60 }, end: "retry", words: NO_END },
  "STARTTLS refused": says("STARTTLS", "454 4.7.0 TLS not available", "retry", tls),
  "STARTTLS without a handshake": {
    fault: { at: "STARTTLS", reply: "220 go ahead" },
    end: "retry",
    words: NO_END,
    silent: true,
    ...tls,
  },
  "no STARTTLS where it is wanted": {
    fault: { at: "STARTTLS", reply: "502 5.5.1 not here" },
    end: "retry",
    words: /502 5\.5\.1 not here/,
    far: true,
  },
  "a wrong password": says("AUTH", "535 5.7.8 credentials invalid", "retry", signIn),
  "signing in put off": says("AUTH", "454 4.7.0 temporary failure", "retry", signIn),
  "silent at AUTH": hangs("AUTH", "retry", signIn),
  "dropped at AUTH": drops("AUTH", "retry", signIn),
  "530 sign in first": says("MAIL", "530 5.7.0 authentication required", "retry"),
  "421 at MAIL": says("MAIL", "421 4.4.2 closing", "retry"),
  "452 at MAIL": says("MAIL", "452 4.3.1 out of memory", "retry"),
  "550 at MAIL": says("MAIL", "550 5.7.1 not from you", "failed"),
  "silent at MAIL": hangs("MAIL", "retry"),
  "dropped at MAIL": drops("MAIL", "retry"),
  "450 greylisting": says("RCPT", "450 4.2.0 greylisted, come back in 5 minutes", "retry"),
  "451 at RCPT": says("RCPT", "451 4.3.0 try later", "retry"),
  "550 no such mailbox": says("RCPT", "550 5.1.1 no such user", "failed"),
  "552 at RCPT": says("RCPT", "552 5.2.2 mailbox full", "failed"),
  "silent at RCPT": hangs("RCPT", "retry"),
  "dropped at RCPT": drops("RCPT", "retry"),
  "451 at DATA": says("DATA", "451 4.3.0 not now", "retry"),
  "554 at DATA": says("DATA", "554 5.5.1 no valid recipients", "failed"),
  "silent at DATA": hangs("DATA", "retry"),
  "dropped at DATA": drops("DATA", "retry"),
  "451 after the body": says("dot", "451 4.7.1 greylisted", "retry"),
  "452 after the body": says("dot", "452 4.3.1 disk full", "retry"),
  "552 after the body": says("dot", "552 5.3.4 message too big", "failed"),
  "554 after the body": says("dot", "554 5.7.1 taken for spam", "failed"),
  "silent after the body": hangs("dot", "uncertain"),
  "dropped after the body": drops("dot", "uncertain"),
  "one byte at a time after the body": { fault: { at: "dot", slowMs: 60 }, end: "uncertain", words: NO_END },
  "silent at QUIT": hangs("QUIT", "sent"),
  "dropped at QUIT": drops("QUIT", "sent"),
};

/** True where an attempt ends only by its deadline. */
export const isSilent = ({ fault, silent, end }: Kind): boolean =>
  end !== "sent" && (silent === true || typeof fault === "string" || "hang" in fault || "slowMs" in fault);
