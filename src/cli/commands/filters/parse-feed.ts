// `wirewatch parse-feed`: feed documents in, entries out.
import { DOCUMENT_BYTES_MAX } from "../../../feeds/read/caps.ts";
import { openThreads } from "../../../threads/pool.ts";
import { formatFeed } from "../../format/format-feed.ts";
import { answerFile, bytesOf, optionalText, runFilter } from "./ndjson-filter.ts";
import { taskValue } from "./task-value.ts";
import type { ParsedFeed } from "../../../feeds/feed.ts";
import type { Threads } from "../../../threads/pool.ts";
import type { Command } from "../../command.ts";
import type { FilterDocument } from "./ndjson-filter.ts";

export const command: Command = {
  help: `Usage: wirewatch parse-feed [FILE...] [--url URL]

Reads feeds: RSS 0.9x/1.0/2.0, Atom, RDF, JSON Feed and news sitemaps, in any encoding, damaged or not.

With files, says what each holds; with --json or into a pipe as the filter does, a line a file. Exit code 1 if one can't be read.
Without, a filter: one JSON object a line in,
  {"id", "file" or "base64", "url"?, "contentType"?}
one a line out, in the same order,
  {"id", "feed": {"title","url","language"}, "entries": [...], "incomplete": bool}
and for a line that fails {"id", "error": {"code","message"}}.

Options:
  --url URL           address of the feed, to resolve relative links with (files only)
  --content-type TYPE the Content-Type it was served with (files only)`,
  options: { url: { type: "string" }, "content-type": { type: "string" } },
  positionals: { min: 0, max: Infinity },
  async run(context) {
    const { positionals, values } = context;
    const threads = openThreads({ size: 1, deadlineMs: 15_000, heapMb: 256 });
    const answer = (document: FilterDocument) => parseDocument(threads, document);
    try {
      if (positionals.length === 0) {
        await runFilter(context.io, answer, 4);
        return 0;
      }
      let code = 0;
      for (const file of positionals) {
        const document = { id: file, file, url: values["url"], contentType: values["content-type"] };
        const found = await answerFile(context, document, { answer, format: (said) => formatFeed(file, said) });
        if (found === null) code = 1;
      }
      return code;
    } finally {
      await threads.close();
    }
  },
};

async function parseDocument(threads: Threads, document: FilterDocument): Promise<Omit<ParsedFeed, "ttlMinutes">> {
  // One byte more than is read shows that there was more.
  const bytes = await bytesOf(document, DOCUMENT_BYTES_MAX + 1);
  const input = { bytes, url: optionalText(document, "url"), contentType: optionalText(document, "contentType") };
  const { feed, entries, incomplete } = taskValue(await threads.run("parse-feed", input));
  return { feed, entries, incomplete };
}
