// The language model of a digest's brief: any server with OpenAI's chat completions, such as Ollama.
import * as z from "zod";
import { line } from "../../schema/named.ts";
import { parseFeedUrl } from "../../schema/parse-feed-url.ts";
import { textRead } from "../../schema/reading.ts";
import { strictObject } from "../../schema/strict-object.ts";
import type { BriefModel } from "../../digests/digest.ts";

const COMPLETIONS = "/chat/completions";

export const briefModel = strictObject({
  url: textRead(parseFeedUrl, "webAddress").describe(
    "The server, as in http://localhost:11434. Its host may be private, and needs no place in fetch.allow_private.",
  ),
  name: line().describe("The model's name there, as in llama3.2."),
  key: z
    .string()
    .regex(/^[\x21-\x7e]{1,500}$/, "is no key: it has blanks or signs that cannot be sent")
    .describe("The server's key, if it wants one; best from the environment, as ${MODEL_KEY}.")
    .exactOptional(),
}).transform(({ url, name, key }): BriefModel => ({ url: completionsOf(url), name, key: key ?? null }));

/** The address may be the server's, that of its API, or that of chat completions. */
function completionsOf(address: string): string {
  const url = new URL(address);
  const path = url.pathname.replace(/\/+$/, "");
  if (!path.endsWith(COMPLETIONS)) url.pathname = `${path === "" ? "/v1" : path}${COMPLETIONS}`;
  return url.href;
}
