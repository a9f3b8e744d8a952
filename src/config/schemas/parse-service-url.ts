// Addresses of services: Postgres, Redis, SMTP and a collector. They contain passwords, so no message repeats them.
import { optionFault } from "../../channels/mail/smtp-server.ts";
import type { Config } from "../config.ts";
import type { Reading } from "../../schema/reading.ts";

/** `pglite`, or the address of a Postgres. */
export function parseStore(text: string): Reading<{ kind: "pglite" } | { kind: "postgres"; url: string }> {
  if (text === "pglite") return { kind: "value", value: { kind: "pglite" } };
  const forms = "write pglite, or postgres://user:password@host:5432/database";
  // A Postgres reached by a socket in the file system has no host.
  const reading = serviceUrl(text, ["postgres:", "postgresql:"], forms, { hostless: true });
  return reading.kind === "fault" ? reading : { kind: "value", value: { kind: "postgres", url: reading.value } };
}

/** `store`, or the address of a Redis. */
export function parseQueue(text: string): Reading<Config["queue"]> {
  if (text === "store") return { kind: "value", value: { kind: "store" } };
  const reading = serviceUrl(text, ["redis:", "rediss:"], "write store, or redis://host:6379");
  return reading.kind === "fault" ? reading : { kind: "value", value: { kind: "redis", url: reading.value } };
}

/** `outbox`, or the address of a mail server. */
export function parseSmtp(text: string): Reading<{ kind: "outbox" } | { kind: "smtp"; url: string }> {
  if (text === "outbox") return { kind: "value", value: { kind: "outbox" } };
  const reading = serviceUrl(text, ["smtp:", "smtps:"], "write outbox, or smtp://user:password@host:587");
  if (reading.kind === "fault") return reading;
  const fault = optionFault(new URL(reading.value));
  return fault === null ? { kind: "value", value: { kind: "smtp", url: reading.value } } : { kind: "fault", message: fault };
}

/** The address of an OpenTelemetry collector. */
export const parseCollector = (text: string): Reading<string> => serviceUrl(text, ["http:", "https:"], "write http://host:4318");

function serviceUrl(text: string, schemes: string[], forms: string, options = { hostless: false }): Reading<string> {
  const trimmed = text.trim();
  const scheme = /^[a-z]+:(?=\/\/)/i.exec(trimmed)?.[0].toLowerCase() ?? "";
  if (!schemes.includes(scheme)) return { kind: "fault", message: `is not understood: ${forms}` };
  const escapes = "in names and passwords write %40 for @, %3A for :, %2F for /, %23 for #";
  const url = URL.canParse(trimmed) ? new URL(trimmed) : null;
  // An @ after the host's start means that the password had one, and the rest was taken for the host.
  if (url === null || /\s/.test(trimmed) || url.pathname.includes("@") || url.hash !== "" || !decodes(url)) {
    return { kind: "fault", message: `cannot be read as an address: ${forms}; ${escapes}` };
  }
  const saysNothing = url.pathname.length <= 1 && url.search === "";
  if (url.hostname === "" && (!options.hostless || saysNothing)) return { kind: "fault", message: `names no host: ${forms}` };
  return { kind: "value", value: trimmed };
}

function decodes(url: URL): boolean {
  try {
    decodeURIComponent(url.username + url.password);
    return true;
  } catch {
    return false;
  }
}
