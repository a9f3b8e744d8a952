// `wirewatch parse-feed`: feed documents in, entries out.
import { createReadStream } from "node:fs";
import { DOCUMENT_BYTES_MAX } from "../feeds/caps.ts";
import { openThreads } from "../threads/pool.ts";
import { print, tell } from "./command.ts";
import { feedInWords } from "./feed-in-words.ts";
import { FilterFault, optionalText, runFilter } from "./ndjson-filter.ts";
import { taskValue } from "./task-value.ts";
import type { ParsedFeed } from "../feeds/feed.ts";
import type { Threads } from "../threads/pool.ts";
import type { Command } from "./command.ts";
import type { FilterDocument } from "./ndjson-filter.ts";

/** A page may be larger than is read of it: what it is cut to is its reader's affair. */
const BYTES_MAX = 128 * 1024 * 1024;

export const command: Command = {
  help: `Usage: wirewatch parse-feed [FILE...] [--url URL]

Reads feeds: RSS 0.9x/1.0/2.0, Atom, RDF, JSON Feed and news sitemaps, in any encoding, damaged or not.

With files, says what each holds, as JSON with --json or into a pipe; exit code 1 where one can't be read. Without, a filter: one JSON object a line in,
  {"id", "file" or "base64", "url"?, "contentType"?}
one a line out, in the same order,
  {"id", "feed": {"title","url","language"}, "entries": [...], "incomplete": bool}
and for a line that fails {"id", "error": {"code","message"}}.

Options:
  --url URL           address of the feed, to resolve relative links with (files only)
  --content-type TYPE the Content-Type it was served with (files only)`,
  options: { url: { type: "string" }, "content-type": { type: "string" } },
  positionals: { min: 0, max: Infinity },
  async run({ positionals, values, json }) {
    const threads = openThreads({ size: 1, deadlineMs: 15_000, heapMb: 256 });
    const answer = (document: FilterDocument) => parseDocument(threads, document);
    try {
      if (positionals.length === 0) {
        await runFilter(answer, 4);
        return 0;
      }
      let code = 0;
      for (const file of positionals) {
        const document = { id: file, file, url: values["url"], contentType: values["content-type"] };
        const said = await answer(document).catch(faultOf);
        if (said instanceof FilterFault) {
          tell(`${file}: ${said.message}`);
          code = 1;
        } else if (process.stdout.isTTY && !json) print(feedInWords(file, said));
        else print(JSON.stringify({ id: file, ...said }, null, 2));
      }
      return code;
    } finally {
      await threads.close();
    }
  },
};

async function parseDocument(threads: Threads, document: FilterDocument): Promise<Omit<ParsedFeed, "ttlMinutes">> {
  // One byte more than is read says that there were more.
  const bytes = await bytesOf(document, DOCUMENT_BYTES_MAX + 1);
  const input = { bytes, url: optionalText(document, "url"), contentType: optionalText(document, "contentType") };
  const { feed, entries, incomplete } = taskValue(await threads.run("parse-feed", input));
  return { feed, entries, incomplete };
}

function faultOf(thrown: unknown): FilterFault {
  if (thrown instanceof FilterFault) return thrown;
  throw thrown;
}

/** The document's own bytes, or those of the file that it names; of very many the first. */
export async function bytesOf(document: FilterDocument, bytesMax = BYTES_MAX): Promise<Uint8Array> {
  const file = optionalText(document, "file");
  const base64 = optionalText(document, "base64");
  if (base64 !== null) return Buffer.from(base64.slice(0, Math.ceil(bytesMax / 3) * 4), "base64").subarray(0, bytesMax);
  if (file === null) throw new FilterFault("bad-document", `give "file" (a path) or "base64" (the bytes)`);
  return readStart(file, bytesMax).catch((error: NodeJS.ErrnoException) => {
    throw new FilterFault("unreadable-file", `cannot read ${file}: ${error.message}`, { cause: error });
  });
}

async function readStart(file: string, bytesMax: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(file, { end: bytesMax - 1 })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
