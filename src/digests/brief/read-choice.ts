// Reads which of the numbered sentences a model chose. Nothing but numbers can come out of its answer.
import { isObject, parseObject } from "../../text/json-values.ts";

export type Choice = { kind: "chosen"; numbers: number[] } | { kind: "refused"; why: string };

/** A longer reply than so many numbers is none. */
const CONTENT_MAX = 1_000;
const NUMBERS = /^\s*\[?\s*(\d{1,4}(?:\s*[,;]\s*\d{1,4}|\s+\d{1,4})*)?\s*\]?\s*\.?\s*$/;

/** `answer` is the body of a chat completion; sentences are numbered from 1 to `last`. */
export function readChoice(answer: string, last: number): Choice {
  const content = contentOf(answer);
  if (content === null) return refused("it is no chat completion in JSON");
  if (content.length > CONTENT_MAX) return refused("it says more than numbers");
  const numbers = NUMBERS.exec(content)?.[1]?.match(/\d+/g)?.map(Number);
  if (numbers === undefined) return refused(NUMBERS.test(content) ? "it names no sentence" : "it says more than numbers");
  const unknown = numbers.find((number) => number < 1 || number > last);
  if (unknown !== undefined) return refused(`it names sentence ${unknown} of ${last}`);
  return new Set(numbers).size < numbers.length ? refused("it names a sentence twice") : { kind: "chosen", numbers };
}

const refused = (why: string): Choice => ({ kind: "refused", why });

/** `choices[0].message.content` (https://platform.openai.com/docs/api-reference/chat/object), or null. */
function contentOf(answer: string): string | null {
  const choices = parseObject(answer)?.["choices"];
  const first: unknown = Array.isArray(choices) ? choices[0] : null;
  const message = isObject(first) ? first["message"] : null;
  const content = isObject(message) ? message["content"] : null;
  return typeof content === "string" ? content : null;
}
