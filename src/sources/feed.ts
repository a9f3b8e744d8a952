// The feed: an RSS, Atom, RDF or JSON document at a web address.
import { parseFeedUrl, sameFeedKey } from "../schema/parse-feed-url.ts";
import { textRead } from "../schema/reading.ts";
import { documentOf } from "../http/answer.ts";
import { readInThread } from "../threads/read-in-thread.ts";
import { askAddress, failedPoll } from "./ask-address.ts";
import type { Source } from "./source.ts";

const BYTES_MAX = 16 * 1024 * 1024;
const ACCEPT =
  "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5";

export const feed: Source<string> = {
  kind: "feed",
  key: "url",
  schema: textRead(parseFeedUrl, "webAddress").describe("The address of an RSS, Atom, RDF or JSON feed."),
  inYaml: "url: https://…",
  does: "an RSS, Atom, RDF or JSON feed",
  addressOf: (url) => url,
  identityOf: sameFeedKey,
  async poll(deps, { row }) {
    const asked = await askAddress(deps, row, { accept: ACCEPT, bodyBytesMax: BYTES_MAX });
    if (asked.kind !== "fresh") return asked;
    const { answer, web } = asked;
    const document = await readInThread(deps.threads, "parse-feed", documentOf(answer));
    return typeof document === "string" ? failedPoll(document) : { kind: "fresh", document, web };
  },
};
