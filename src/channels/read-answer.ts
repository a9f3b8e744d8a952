// Reads the answer of a service to a message: its words without our secrets, its pauses, and what services say beyond HTTP.
import { retryAfter } from "../http/retry-after.ts";
import { cleanCharacters } from "../text/clean-characters.ts";
import type { Answered } from "../http/answer.ts";

/** What a service answered; `json` is null if its body is none. */
export interface ServiceAnswer {
  status: number;
  headers: Record<string, string>;
  json: unknown;
  words: string;
}

export interface AnswerReader {
  /** The status that the answer should have had; `unknown` if the message may have arrived. */
  statusOf?(answer: ServiceAnswer): number | "unknown";
  /** What to do about a message that was not taken, in plain words, or null. */
  adviceOn?(answer: ServiceAnswer): string | null;
  /** The service's own id of a message that it took, by which it can be edited. */
  sentAs?(answer: ServiceAnswer): string | null;
  /** Further statuses that may pass, such as 401, which a new token ends. */
  mayPass?: readonly number[];
}

const WORDS_MAX = 200;

export function readAnswer({ status, headers, body }: Answered, secrets: readonly string[]): ServiceAnswer {
  const text = new TextDecoder().decode(body);
  // Before it is cut, or half a secret would be left. People read it on terminals, which obey control characters.
  const words = cleanCharacters(hideSecrets(text, secrets)).replace(/\s+/g, " ").trim().slice(0, WORDS_MAX);
  try {
    return { status, headers, words, json: JSON.parse(text) as unknown };
  } catch {
    return { status, headers, words, json: null };
  }
}

/** The value at these keys of an answer, or undefined. */
export function valueIn(json: unknown, ...keys: string[]): unknown {
  let value = json;
  for (const key of keys) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** How long the service asks to be left alone, in whichever of its ways it says so. */
export function pauseOf({ headers, json }: ServiceAnswer, now: Date): Date | null {
  const seconds = [valueIn(json, "parameters", "retry_after"), valueIn(json, "retry_after")].find(
    (one) => typeof one === "number",
  );
  const inMs = valueIn(json, "retry_after_ms");
  const ms = typeof seconds === "number" ? seconds * 1_000 : typeof inMs === "number" ? inMs : null;
  // Pushover says when the month's messages begin anew.
  const reset = Number(headers["x-limit-app-reset"] ?? Number.NaN) * 1_000 - now.getTime();
  const waitMs = ms ?? (reset > 0 ? reset : null);
  const header = waitMs === null ? headers["retry-after"] : String(Math.ceil(waitMs) / 1_000);
  return header === undefined ? null : retryAfter({ "retry-after": header }, now);
}

/** Discord says with its last free answer when the next is. */
export const spentUntil = ({ headers }: ServiceAnswer, now: Date): Date | null =>
  headers["x-ratelimit-remaining"] === "0" && headers["x-ratelimit-reset-after"] !== undefined
    ? retryAfter({ "retry-after": headers["x-ratelimit-reset-after"] }, now)
    : null;

export const isOfWholeHost = ({ headers, json }: ServiceAnswer): boolean =>
  valueIn(json, "global") === true || headers["x-ratelimit-scope"] === "global";

/** The reply without them, as written and as addresses write them. */
export function hideSecrets(reply: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret), encodeURI(secret)]);
  return forms.filter((form) => form.length > 3).reduce((text, form) => text.replaceAll(form, "***"), reply);
}
