// `wirewatch parse-feed`: feed documents in, entries out.
import { readFile } from "node:fs/promises";
import { openThreads } from "../threads/pool.ts";
import { print } from "./command.ts";
import { FilterFault, optionalText, runFilter } from "./ndjson-filter.ts";
import { taskValue } from "./task-value.ts";
import type { ParsedFeed } from "../feeds/feed.ts";
import type { Threads } from "../threads/pool.ts";
import type { Command } from "./command.ts";
import type { FilterDocument } from "./ndjson-filter.ts";

const FEED_BYTES_MAX = 128 * 1024 * 1024;

export const command: Command = {
  help: `Usage: wirewatch parse-feed [FILE...] [--url URL]

Reads feeds: RSS 0.9x/1.0/2.0, Atom, RDF and JSON Feed, in any encoding, damaged or not.

With files, prints what each holds. Without, a filter: one JSON object a line in,
  {"id", "file" or "base64", "url"?, "contentType"?}
one a line out, in the same order,
  {"id", "feed": {"title","url","language"}, "entries": [...], "incomplete": bool}
and for a line that fails {"id", "error": {"code","message"}}.

Options:
  --url URL           address of the feed, to resolve relative links with (files only)
  --content-type TYPE the Content-Type it was served with (files only)`,
  options: { url: { type: "string" }, "content-type": { type: "string" } },
  positionals: { min: 0, max: Infinity },
  async run({ positionals, values }) {
    const threads = openThreads({ size: 1, deadlineMs: 15_000, heapMb: 1024 });
    const parse = async (bytes: Uint8Array, url: string | null, contentType: string | null) =>
      shape(await parseIn(threads, bytes, url, contentType));
    try {
      if (positionals.length === 0) {
        await runFilter(
          async (document) =>
            parse(await bytesOf(document), optionalText(document, "url"), optionalText(document, "contentType")),
          4,
        );
        return 0;
      }
      for (const file of positionals)
        print(
          JSON.stringify(
            {
              id: file,
              ...(await parse(
                await readFile(file),
                String(values["url"] ?? "") || null,
                String(values["content-type"] ?? "") || null,
              )),
            },
            null,
            2,
          ),
        );
      return 0;
    } finally {
      await threads.close();
    }
  },
};

async function parseIn(threads: Threads, bytes: Uint8Array, url: string | null, contentType: string | null): Promise<ParsedFeed> {
  if (bytes.length > FEED_BYTES_MAX)
    throw new FilterFault("too-large", `a feed of ${bytes.length} bytes is not read; at most ${FEED_BYTES_MAX} are`);
  return taskValue(await threads.run("parse-feed", { bytes, url, contentType }));
}

const shape = ({ feed, entries, incomplete }: ParsedFeed) => ({ feed, entries, incomplete });

export async function bytesOf(document: FilterDocument): Promise<Uint8Array> {
  const file = optionalText(document, "file");
  const base64 = optionalText(document, "base64");
  if (base64 !== null) return Buffer.from(base64, "base64");
  if (file === null) throw new FilterFault("bad-document", `give "file" (a path) or "base64" (the bytes)`);
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new FilterFault("unreadable-file", `cannot read ${file}: ${error.message}`, { cause: error });
  });
}
