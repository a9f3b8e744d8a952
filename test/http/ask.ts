// A client for the tests that is closed after each, and words for what they expect of it.
import { assert } from "vitest";
import type { Answered, Failed, HttpAnswer } from "../../src/http/answer.ts";
import { type HttpClient, type HttpClientOptions, openHttpClient } from "../../src/http/open-http-client.ts";
import { closing } from "../support/closing.ts";

/** Loopback is allowed unless the test says otherwise. */
export function client(options: Partial<HttpClientOptions> = {}): HttpClient {
  return closing(openHttpClient({ userAgent: "Wirewatch/test", allowPrivate: ["127.0.0.1"], ...options }));
}

export const bounds = { bodyBytesMax: 1024 * 1024, deadlineMs: 10_000 };

export function answered(answer: HttpAnswer): Answered {
  assert(answer.kind === "answer", `wanted an answer, not ${JSON.stringify(answer)}`);
  return answer;
}

export function failed(answer: HttpAnswer): Failed {
  assert(answer.kind === "failed", `wanted a failure, not an answer`);
  return answer;
}

export function textOf(answer: HttpAnswer): string {
  return Buffer.from(answered(answer).body).toString();
}
